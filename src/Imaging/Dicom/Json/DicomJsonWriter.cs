using System.Globalization;
using System.Text.Json;

namespace Studio.Imaging.Dicom.Json;

/// <summary>Writes elements as members of JSON objects (PS3.18 section F.2).</summary>
/// <param name="root">The outermost dataset; its pixels say whether "US or SS" is signed.</param>
internal sealed class DicomJsonWriter(Utf8JsonWriter json, DicomDataset root, ICollection<DicomTag>? leftOut)
{
    private const string Utf8 = "ISO_IR 192";
    private static readonly string[] NameGroups = ["Alphabetic", "Ideographic", "Phonetic"];

    public void Write(DicomDataset dataset)
    {
        json.WriteStartObject();
        foreach (DicomElement element in dataset.Elements.Where(element => element.Tag.Element != 0))
        {
            json.WriteStartObject(string.Create(CultureInfo.InvariantCulture, $"{element.Tag.Group:X4}{element.Tag.Element:X4}"));
            DicomVr vr = DicomDatasetWriter.WrittenVr(element, root);
            json.WriteString("vr", vr.ToString());
            WriteValue(dataset, element, vr);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteValue(DicomDataset dataset, DicomElement element, DicomVr vr)
    {
        if (element.IsEmpty)
        {
            return;
        }

        if (element.Items is { } items)
        {
            json.WriteStartArray("Value");
            foreach (DicomDataset item in items)
            {
                Write(item);
            }

            json.WriteEndArray();
        }
        else if (vr.IsText())
        {
            WriteTexts(dataset, element, vr);
        }
        else if (vr is DicomVr.OB or DicomVr.OD or DicomVr.OF or DicomVr.OL or DicomVr.OV or DicomVr.OW or DicomVr.UN)
        {
            WriteBinary(dataset, element, vr);
        }
        else
        {
            WriteNumbers(DicomNumbers.Of(element, vr), vr);
        }
    }

    private void WriteBinary(DicomDataset dataset, DicomElement element, DicomVr vr)
    {
        if (element.Fragments is not null || element.Tag.Group == 0x7FE0 || element.Value.Length > DicomJson.LongestBinaryBytes)
        {
            leftOut?.Add(element.Tag);
            return;
        }

        json.WriteBase64String("InlineBinary", DicomDatasetWriter.LittleEndian(element, vr, dataset));
    }

    private void WriteTexts(DicomDataset dataset, DicomElement element, DicomVr vr)
    {
        IReadOnlyList<string> texts = element.Tag == DicomTag.SpecificCharacterSet ? [Utf8] : dataset.Texts(element);
        if (texts.All(text => text.Length == 0))
        {
            return;
        }

        json.WriteStartArray("Value");
        foreach (string text in texts)
        {
            WriteText(text, vr);
        }

        json.WriteEndArray();
    }

    private void WriteText(string text, DicomVr vr)
    {
        if (text.Length == 0)
        {
            json.WriteNullValue();
        }
        else if (vr == DicomVr.PN)
        {
            WriteName(text);
        }
        else if (vr == DicomVr.IS && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            json.WriteNumberValue(whole);
        }
        else if (vr is DicomVr.DS or DicomVr.IS && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    private void WriteName(string text)
    {
        string[] groups = text.Split('=');
        json.WriteStartObject();
        for (int i = 0; i < Math.Min(groups.Length, NameGroups.Length); i++)
        {
            if (groups[i].Length > 0)
            {
                json.WriteString(NameGroups[i], groups[i]);
            }
        }

        json.WriteEndObject();
    }

    private void WriteNumbers(IReadOnlyList<object> numbers, DicomVr vr)
    {
        json.WriteStartArray("Value");
        foreach (object number in numbers)
        {
            switch (number)
            {
                case long whole:
                    json.WriteNumberValue(whole);
                    break;
                case ulong whole when vr == DicomVr.AT:
                    json.WriteStringValue(whole.ToString("X8", CultureInfo.InvariantCulture));
                    break;
                case ulong whole:
                    json.WriteNumberValue(whole);
                    break;
                case float real when float.IsFinite(real):
                    json.WriteNumberValue(real);
                    break;
                case double real when double.IsFinite(real):
                    json.WriteNumberValue(real);
                    break;
                default:
                    json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{number}"));
                    break;
            }
        }

        json.WriteEndArray();
    }
}
