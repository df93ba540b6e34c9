using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Studio.Imaging.Dicom.Text;

namespace Studio.Imaging.Dicom;

/// <summary>The elements of a file or of a sequence item, with readers that never throw for odd values.</summary>
/// <param name="parent">The dataset around an item; its character set holds where the item names none (PS3.3 C.12.1.1.2).</param>
internal sealed class DicomDataset(DicomDataset? parent = null)
{
    private readonly Dictionary<DicomTag, DicomElement> _elements = [];
    private DicomCharacterSet? _characterSet;

    public int Count => _elements.Count;

    /// <summary>All elements, tags ascending.</summary>
    public IEnumerable<DicomElement> Elements => _elements.Values.OrderBy(element => element.Tag.Group).ThenBy(element => element.Tag.Element);

    /// <summary>How texts of this dataset are encoded.</summary>
    public DicomCharacterSet CharacterSet => _characterSet ??= Contains(DicomTag.SpecificCharacterSet) || parent is null
        ? DicomCharacterSet.Of(Texts(DicomTag.SpecificCharacterSet))
        : parent.CharacterSet;

    public bool Contains(DicomTag tag) => _elements.ContainsKey(tag);

    public DicomElement? Find(DicomTag tag) => _elements.GetValueOrDefault(tag);

    /// <summary>Adds an element; a repeated one replaces the earlier.</summary>
    public void Add(DicomElement element)
    {
        _elements[element.Tag] = element;
        if (element.Tag == DicomTag.SpecificCharacterSet)
        {
            _characterSet = null;
        }
    }

    /// <summary>First item of a sequence, or null.</summary>
    public DicomDataset? FirstItem(DicomTag tag) => Find(tag)?.Items is [var first, ..] ? first : null;

    /// <summary>First value as text without padding; null when absent or empty.</summary>
    public string? Text(DicomTag tag) => Texts(tag) is [var first, ..] && first.Length > 0 ? first : null;

    /// <summary>All values of a text element, without padding.</summary>
    public IReadOnlyList<string> Texts(DicomTag tag) => Find(tag) is { } element ? Texts(element) : [];

    /// <summary>All values of a text element of this dataset, without padding; a long text is one value.</summary>
    public IReadOnlyList<string> Texts(DicomElement element)
    {
        if (element.Value.IsEmpty)
        {
            return [];
        }

        ReadOnlySpan<byte> bytes = element.Value.Span;
        DicomVr vr = element.Vr == DicomVr.UN ? DicomDictionary.VrOf(element.Tag) : element.Vr;
        string text = vr.UsesCharacterSet() ? CharacterSet.Decode(bytes, vr == DicomVr.PN) : Encoding.Latin1.GetString(bytes);
        return vr.IsSingleText()
            ? [text.TrimEnd(' ', '\0')]
            : [.. text.Split('\\').Select(value => value.Trim(' ', '\0'))];
    }

    /// <summary>First value as a whole number, from text or binary; null when absent or no number.</summary>
    public int? Integer(DicomTag tag) => Numbers(tag) is [var first, ..] && first is >= int.MinValue and <= int.MaxValue ? (int)first : null;

    /// <summary>First value as a number; null when absent, no number or not finite.</summary>
    public double? Number(DicomTag tag) => Numbers(tag) is [var first, ..] && double.IsFinite(first) ? first : null;

    /// <summary>All values as numbers; NaN where a value is none.</summary>
    public IReadOnlyList<double> Numbers(DicomTag tag)
    {
        if (Find(tag) is not { Value.IsEmpty: false } element)
        {
            return [];
        }

        DicomVr vr = element.Vr == DicomVr.UN ? DicomDictionary.VrOf(tag) : element.Vr;
        int size = BinarySize(vr);
        if (size == 0)
        {
            return [.. Texts(tag).Select(ParseNumber)];
        }

        ReadOnlyMemory<byte> value = element.Value;
        var numbers = new double[value.Length / size];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = ReadBinary(value.Span.Slice(i * size, size), vr, element.IsBigEndian);
        }

        return numbers;
    }

    private static double ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static int BinarySize(DicomVr vr) => vr switch
    {
        DicomVr.US or DicomVr.SS => 2,
        DicomVr.UL or DicomVr.SL or DicomVr.FL => 4,
        DicomVr.FD => 8,
        _ => 0,
    };

    private static double ReadBinary(ReadOnlySpan<byte> bytes, DicomVr vr, bool isBigEndian) => vr switch
    {
        DicomVr.US => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        DicomVr.SS => isBigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes),
        DicomVr.UL => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        DicomVr.SL => isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes),
        DicomVr.FL => isBigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => isBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };
}
