using System.Text;

namespace Studio.Imaging.Dicom;

/// <summary>One data element as it lies in the file.</summary>
internal sealed record DicomElement(DicomTag Tag, DicomVr Vr, bool IsBigEndian)
{
    /// <summary>The value's bytes; empty for sequences and fragments.</summary>
    public ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>Items of a sequence.</summary>
    public IReadOnlyList<DicomDataset>? Items { get; init; }

    /// <summary>Items of encapsulated pixel data; the first is the basic offset table (PS3.5 annex A.4).</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Fragments { get; init; }

    /// <summary>Length the file announces, when it ends before; otherwise the length of the value.</summary>
    public long AnnouncedLength { get; init; }

    /// <summary>The VR is the dictionary's, as in implicit files; "US or SS" is then still open.</summary>
    public bool IsVrAssumed { get; init; }

    public bool IsEmpty => Value.IsEmpty && Fragments is null && Items is not { Count: > 0 };

    /// <summary>A text element with even length; characters outside ASCII are written as UTF-8.</summary>
    public static DicomElement OfText(DicomTag tag, DicomVr vr, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length % 2 != 0)
        {
            bytes = [.. bytes, vr == DicomVr.UI ? (byte)0 : (byte)' '];
        }

        return new DicomElement(tag, vr, IsBigEndian: false) { Value = bytes, AnnouncedLength = bytes.Length };
    }

    /// <summary>A sequence of these items, which may be none.</summary>
    public static DicomElement OfItems(DicomTag tag, IReadOnlyList<DicomDataset> items) =>
        new(tag, DicomVr.SQ, IsBigEndian: false) { Items = items };

    /// <summary>The same element without a value.</summary>
    public DicomElement Emptied() => Vr == DicomVr.SQ
        ? OfItems(Tag, [])
        : new DicomElement(Tag, Vr, IsBigEndian);
}
