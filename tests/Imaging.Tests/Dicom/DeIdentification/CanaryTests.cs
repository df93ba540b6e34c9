using System.Text;
using System.Text.Json;
using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.DeIdentification;
using Studio.Imaging.Dicom.Json;

namespace Studio.Imaging.Tests.Dicom.DeIdentification;

/// <summary>Whatever stands in the table's elements, at any depth, must not be in the file, the JSON or the report.</summary>
public sealed class CanaryTests
{
    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)7, 32)];

    [Fact]
    public void DeIdentify_AllOptions_LetsNoMarkThrough()
    {
        // What identifies the device is kept by its option and holds no mark here.
        DicomDataset dataset = CanaryDataset.Create(row => !row.Device.HasFlag(ProfileAction.Keep));

        AssertNoMark(dataset, new DeIdentificationOptions());
    }

    [Fact]
    public void DeIdentify_NoOptions_LetsNoMarkThroughAnywhere()
    {
        var none = new DeIdentificationOptions { CleanDescriptors = false, ModifiedDates = false, DeviceIdentity = false, PatientCharacteristics = false };

        AssertNoMark(CanaryDataset.Create(_ => true), none);
    }

    [Fact]
    public void Create_BeforeDeIdentification_HoldsMarks()
    {
        DicomDataset dataset = CanaryDataset.Create(_ => true);

        Assert.True(CanaryDataset.Contains(DicomDatasetWriter.Write(dataset, TransferSyntax.ExplicitLittleEndian)));
        Assert.True(CanaryDataset.Contains(Encoding.UTF8.GetBytes(DicomJson.Write(dataset))));
        Assert.True(dataset.Elements.Count() > 450, $"Only {dataset.Elements.Count()} elements.");
    }

    [Fact]
    public void TryRead_MarkedFile_GivesAHeaderWithoutMarks()
    {
        byte[] file = DicomDatasetWriter.Write(CanaryDataset.Create(row => !row.Device.HasFlag(ProfileAction.Keep)), TransferSyntax.ExplicitLittleEndian);

        Assert.True(DicomHeader.TryRead(file, DecodeLimits.Default, new DeIdentifier(Key), out DicomHeader? header, out _));

        Assert.False(CanaryDataset.Contains(JsonSerializer.SerializeToUtf8Bytes(header)));
        Assert.StartsWith("P-", header!.PatientId, StringComparison.Ordinal);
    }

    private static void AssertNoMark(DicomDataset dataset, DeIdentificationOptions options)
    {
        (DicomDataset result, DeIdentificationReport report) = new DeIdentifier(Key, options).DeIdentify(dataset);

        AssertEach(result, "");
        Assert.False(CanaryDataset.Contains(DicomDatasetWriter.Write(result, TransferSyntax.ExplicitLittleEndian)));
        Assert.False(CanaryDataset.Contains(Encoding.UTF8.GetBytes(DicomJson.Write(result))));
        Assert.False(CanaryDataset.Contains(JsonSerializer.SerializeToUtf8Bytes(report)));
        Assert.False(CanaryDataset.Contains(Encoding.UTF8.GetBytes(report.ToString())));
    }

    /// <summary>Names the first element that lets a mark through.</summary>
    private static void AssertEach(DicomDataset dataset, string path)
    {
        foreach (DicomElement element in dataset.Elements)
        {
            string name = $"{path}/{element.Tag} {DicomDictionary.KeywordOf(element.Tag)} {element.Vr}";
            Assert.False(CanaryDataset.Contains(element.Value.ToArray()), name);
            foreach (DicomDataset item in element.Items ?? [])
            {
                AssertEach(item, name);
            }
        }
    }
}
