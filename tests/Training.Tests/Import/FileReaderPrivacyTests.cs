using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Import;
using Studio.Imaging;
using Studio.Imaging.Dicom;
using Studio.Training.Import;

namespace Studio.Training.Tests.Import;

public sealed class FileReaderPrivacyTests : IDisposable
{
    static readonly PrivacyOptions Privacy = new(Convert.ToBase64String(new byte[32]));

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_WithPrivacy_SaysNothingOfThePatient()
    {
        var reply = Read(Privacy);

        var json = JsonSerializer.Serialize<DecodeReply>(reply, ContractJson.Options);
        Assert.DoesNotContain("Mustermann", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("47115208996", json, StringComparison.Ordinal);
        Assert.DoesNotContain("2.25.77", json, StringComparison.Ordinal);
        Assert.StartsWith("P-", reply.PatientId, StringComparison.Ordinal);
        Assert.Equal("Lung", Assert.Single(reply.Windows).Name);
        Assert.StartsWith("2.25.", reply.StudyUid, StringComparison.Ordinal);
        Assert.Contains("\"00120062\":{\"vr\":\"CS\",\"Value\":[\"YES\"]}", reply.Clinical!.HeaderJson, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithPrivacyTwice_LandsOnTheSamePatientAndSeries()
    {
        var first = Read(Privacy);
        var second = Read(Privacy);

        Assert.Equal((first.PatientId, first.StudyUid, first.SeriesUid, first.SopInstanceUid), (second.PatientId, second.StudyUid, second.SeriesUid, second.SopInstanceUid));
        Assert.NotEqual(first.PatientId, Read(new PrivacyOptions(Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]))).PatientId);
    }

    [Fact]
    public void Read_WithoutPrivacy_KeepsTheHeader()
    {
        var reply = Read(null);

        Assert.Equal(("MRN-47115208996", "2.25.771", "2.25.772", "2.25.773"), (reply.PatientId, reply.StudyUid, reply.SeriesUid, reply.SopInstanceUid));
        Assert.Contains("Mustermann", reply.Clinical!.HeaderJson, StringComparison.Ordinal);
        Assert.Equal(5, reply.Clinical.InstanceNumber);
        Assert.Equal("Lung Mustermann", Assert.Single(reply.Windows).Name);
        Assert.Contains("capture", reply.Clinical.BurnedInRisk, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithAKeyThatIsNone_RejectsTheFile() => Assert.IsType<DecodeRejected>(Reply(new PrivacyOptions("AAAA")));

    DecodedImage Read(PrivacyOptions? privacy) => Assert.IsType<DecodedImage>(Reply(privacy));

    DecodeReply Reply(PrivacyOptions? privacy)
    {
        var path = folder.File("image.dcm");
        File.WriteAllBytes(path, DicomWriter.Write(new RasterImage(new RasterLayout(2, 2, 1, 1, 8), [1, 2, 3, 4]), new DicomImageDescription
        {
            Modality = "US",
            PatientId = "MRN-47115208996",
            PatientName = "Mustermann^Erika",
            StudyUid = "2.25.771",
            SeriesUid = "2.25.772",
            SopInstanceUid = "2.25.773",
            InstanceNumber = 5,
            Windows = [new DisplayWindow("Lung Mustermann", 100, 200)],
        }));
        return new FileReader().Read(new DecodeRequest(1, path, "image.dcm", DecodePurpose.Image, folder.Path, privacy));
    }
}
