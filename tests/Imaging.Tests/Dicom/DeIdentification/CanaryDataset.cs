using System.Text;
using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.DeIdentification;

namespace Studio.Imaging.Tests.Dicom.DeIdentification;

/// <summary>A dataset that holds every element of the table, each with a mark that must not come through.</summary>
internal static class CanaryDataset
{
    public const string TextMark = "ZQCANARY";
    /// <summary>Names have a mark of their own: a word of a name is swept out of all other texts, which would hide a gap.</summary>
    public const string NameMark = "ZQNAMEMARK";
    public const string UidMark = "987654321";
    public const string DateMark = "19871123";
    public const string Harmless = "CT 5";

    /// <summary>Elements of any length and number that an implementation might forget, beside the table's.</summary>
    private static readonly uint[] Unlisted = [0x00081032, 0x00142006, 0x00081190, 0x00189908, 0x0040A160, 0x0040A121, 0x0040A13A, 0x00409096, 0x00080054];

    /// <param name="isMarked">Whether an element of the table gets a mark; others get harmless text.</param>
    public static DicomDataset Create(Predicate<ProfileRow> isMarked)
    {
        DicomDataset dataset = Level(isMarked, depth: 0);
        dataset.Add(DicomElement.OfText(DicomTag.SopClassUid, DicomVr.UI, "1.2.840.10008.5.1.4.1.1.2"));
        dataset.Add(DicomElement.OfText(DicomTag.Modality, DicomVr.CS, "CT"));
        return dataset;
    }

    /// <summary>Every element of the standard's dictionary but sequences and pixels, whether the table has it or not.</summary>
    public static DicomDataset CreateOfDictionary()
    {
        var dataset = new DicomDataset();
        foreach (DicomTag tag in DicomDictionary.Tags.Where(tag => tag.Group is >= 0x0008 and < 0x7FE0 && !tag.IsPrivate && tag.Element != 0))
        {
            if (DicomDictionary.VrOf(tag) is not DicomVr.SQ and var vr)
            {
                dataset.Add(Marked(((uint)tag.Group << 16) | tag.Element, vr));
            }
        }

        dataset.Add(DicomElement.OfText(DicomTag.SpecificCharacterSet, DicomVr.CS, "ISO_IR 192"));
        dataset.Add(DicomElement.OfText(DicomTag.SopClassUid, DicomVr.UI, "1.2.840.10008.5.1.4.1.1.2"));
        return dataset;
    }

    public static bool Contains(byte[] bytes) =>
        ((string[])[TextMark, NameMark, UidMark, DateMark, "1987-11-23"]).Any(mark => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(mark)) >= 0);

    private static DicomDataset Level(Predicate<ProfileRow> isMarked, int depth)
    {
        var dataset = new DicomDataset();
        foreach (ProfileRow row in ConfidentialityProfile.Rows)
        {
            uint number = Convert.ToUInt32(row.Tag.Replace('X', '2'), 16);
            if (number >> 16 is >= 0x0008 and < 0xFFFA)
            {
                Add(dataset, number, isMarked(row), isMarked, depth);
            }
        }

        foreach (uint number in Unlisted)
        {
            Add(dataset, number, isMarkedHere: true, isMarked, depth);
        }

        dataset.Add(DatasetBuilder.Chars(0x00090010, DicomVr.LO, TextMark));
        dataset.Add(DatasetBuilder.Chars(0x00091001, DicomVr.UN, TextMark));
        dataset.Add(DatasetBuilder.Chars(0x00189999, DicomVr.LO, TextMark));
        return dataset;
    }

    private static void Add(DicomDataset dataset, uint number, bool isMarkedHere, Predicate<ProfileRow> isMarked, int depth)
    {
        DicomTag tag = DatasetBuilder.Tag(number);
        DicomVr vr = DicomDictionary.VrOf(tag);
        if (vr == DicomVr.SQ)
        {
            // Two levels of every sequence in every sequence would be a million elements; one of each is enough.
            dataset.Add(DatasetBuilder.Sequence(number, depth == 0 ? [Level(isMarked, 1)] : [DatasetBuilder.Of(DatasetBuilder.Chars(0x00104000, DicomVr.LT, TextMark))]));
            return;
        }

        dataset.Add(isMarkedHere ? Marked(number, vr) : DatasetBuilder.Chars(number, vr, vr == DicomVr.UI ? "1.2.3" : Harmless));
    }

    private static DicomElement Marked(uint number, DicomVr vr) => vr switch
    {
        DicomVr.UI => DatasetBuilder.Chars(number, vr, $"1.2.826.{UidMark}.{number}"),
        DicomVr.PN => DatasetBuilder.Chars(number, vr, $"{NameMark}{number:X8}^{NameMark}"),
        DicomVr.DA => DatasetBuilder.Chars(number, vr, DateMark),
        DicomVr.DT => DatasetBuilder.Chars(number, vr, DateMark + "101112+0100"),
        DicomVr.FL or DicomVr.FD or DicomVr.SL or DicomVr.UL or DicomVr.SS or DicomVr.US => DatasetBuilder.Chars(number, vr, TextMark),
        _ => DatasetBuilder.Chars(number, vr, $"{TextMark} {number:X8}"),
    };
}
