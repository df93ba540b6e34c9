using System.Text;
using Studio.Imaging.Dicom;

namespace Studio.Imaging.Tests.Dicom;

/// <summary>Datasets for tests, element by element.</summary>
internal static class DatasetBuilder
{
    public static DicomDataset Of(params ReadOnlySpan<DicomElement> elements)
    {
        var dataset = new DicomDataset();
        foreach (DicomElement element in elements)
        {
            dataset.Add(element);
        }

        return dataset;
    }

    public static DicomElement Chars(uint tag, DicomVr vr, string text) => DicomElement.OfText(Tag(tag), vr, text);

    public static DicomElement Bytes(uint tag, DicomVr vr, params byte[] value) =>
        new(Tag(tag), vr, IsBigEndian: false) { Value = value, AnnouncedLength = value.Length };

    public static DicomElement Sequence(uint tag, params DicomDataset[] items) => DicomElement.OfItems(Tag(tag), items);

    public static DicomTag Tag(uint tag) => new((ushort)(tag >> 16), (ushort)tag);

    /// <summary>A patient with a name, an id and a birth date, and one study.</summary>
    public static DicomDataset Patient(string id = "4711-0815", string name = "Mustermann^Erika", string birthDate = "19640812", string study = "1.2.3.4") => Of(
        Chars(0x00080016, DicomVr.UI, "1.2.840.10008.5.1.4.1.1.2"),
        Chars(0x00080018, DicomVr.UI, "1.2.3.4.5.6"),
        Chars(0x00080020, DicomVr.DA, "20240229"),
        Chars(0x00080030, DicomVr.TM, "101112"),
        Chars(0x00080060, DicomVr.CS, "CT"),
        Chars(0x00100010, DicomVr.PN, name),
        Chars(0x00100020, DicomVr.LO, id),
        Chars(0x00100030, DicomVr.DA, birthDate),
        Chars(0x00100040, DicomVr.CS, "F"),
        Chars(0x00101010, DicomVr.AS, "059Y"),
        Chars(0x0020000D, DicomVr.UI, study),
        Chars(0x0020000E, DicomVr.UI, "1.2.3.4.5"));

    /// <summary>Adds or replaces elements.</summary>
    public static DicomDataset With(this DicomDataset dataset, params ReadOnlySpan<DicomElement> elements)
    {
        foreach (DicomElement element in elements)
        {
            dataset.Add(element);
        }

        return dataset;
    }

    public static string Ascii(this DicomElement element) => Encoding.ASCII.GetString(element.Value.Span).TrimEnd(' ', '\0');
}
