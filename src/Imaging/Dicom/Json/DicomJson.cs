using System.Text.Encodings.Web;
using System.Text.Json;

namespace Studio.Imaging.Dicom.Json;

/// <summary>The DICOM JSON model (PS3.18 annex F) of a dataset without its pixels.</summary>
internal static class DicomJson
{
    /// <summary>Longer binary values are left out: a header is for reading, not for tables and curves.</summary>
    public const int LongestBinaryBytes = 1024;

    /// <summary>The JSON object of a dataset, in UTF-8 whatever (0008,0005) of the file was.</summary>
    /// <param name="leftOut">Tags whose binary value was not written; they keep their VR. Null: not asked for.</param>
    public static string Write(DicomDataset dataset, ICollection<DicomTag>? leftOut = null)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 }))
        {
            new DicomJsonWriter(json, dataset, leftOut).Write(dataset);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>The dataset of a JSON object; its texts are UTF-8 and its numbers little endian.</summary>
    /// <exception cref="FormatException">The text is no DICOM JSON model.</exception>
    public static DicomDataset Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
            return DicomJsonReader.Read(document.RootElement, parent: null);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            throw new FormatException("The text is not in the DICOM JSON model.", wrong);
        }
    }
}
