using System.Text;

namespace Studio.Imaging.Dicom.Text;

/// <summary>The character sets of a dataset, (0008,0005): turns the bytes of a text into characters (PS3.5 section 6.1).</summary>
internal sealed class DicomCharacterSet
{
    private readonly Encoding _encoding;
    private readonly CodeExtensionDecoder? _extensions;

    private DicomCharacterSet(Encoding encoding, CodeExtensionDecoder? extensions, bool isKnown)
    {
        _encoding = encoding;
        _extensions = extensions;
        IsKnown = isKnown;
    }

    /// <summary>Without (0008,0005) only ASCII is allowed; Latin-1 keeps every byte of files that break that.</summary>
    public static DicomCharacterSet Default { get; } = new(Encoding.Latin1, null, isKnown: true);

    /// <summary>False where the file names a set that is none of the standard's; its texts are read as Latin-1.</summary>
    public bool IsKnown { get; }

    /// <summary>The set of the values of (0008,0005); they are written in several ways, with blanks, hyphens or underscores.</summary>
    public static DicomCharacterSet Of(IReadOnlyList<string> values)
    {
        string[] terms = [.. values.Select(Normalise)];
        if (terms.Length == 0 || terms.All(term => term.Length == 0))
        {
            return Default;
        }

        if (terms is [var single] && !single.StartsWith("2022", StringComparison.Ordinal))
        {
            return Whole(single);
        }

        var sets = terms.Select(CodedSet.OfTerm).ToList();
        return new DicomCharacterSet(Encoding.Latin1, new CodeExtensionDecoder(sets[0]), sets.TrueForAll(set => set is not null));
    }

    /// <summary>Characters of a value without its padding; several values stay separated by backslashes.</summary>
    /// <param name="isPersonName">Carets and equals signs end an escape as well (PS3.5 section 6.1.2.5.3).</param>
    public string Decode(ReadOnlySpan<byte> bytes, bool isPersonName) =>
        _extensions is null ? _encoding.GetString(bytes) : _extensions.Decode(bytes, isPersonName);

    private static DicomCharacterSet Whole(string term) => term switch
    {
        "192" => new DicomCharacterSet(Encoding.UTF8, null, isKnown: true),
        "GB18030" or "GBK" => new DicomCharacterSet(CodedSet.CodePage(54936), null, isKnown: true),
        _ => CodedSet.OfTerm(term) is { } set
            ? new DicomCharacterSet(Encoding.Latin1, new CodeExtensionDecoder(set), isKnown: true)
            : new DicomCharacterSet(Encoding.Latin1, null, isKnown: false),
    };

    /// <summary>"ISO_IR 100" → "100", "ISO 2022 IR 87" → "2022 87"; anything else stays.</summary>
    private static string Normalise(string value)
    {
        string[] words = value.ToUpperInvariant().Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where(word => word is not ("ISO" or "IR")));
    }
}
