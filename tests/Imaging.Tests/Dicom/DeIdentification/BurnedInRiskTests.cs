using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.DeIdentification;
using static Studio.Imaging.Tests.Dicom.DatasetBuilder;

namespace Studio.Imaging.Tests.Dicom.DeIdentification;

public sealed class BurnedInRiskTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private const string Capture = "1.2.840.10008.5.1.4.1.1.7";
    private const string Ultrasound = "1.2.840.10008.5.1.4.1.1.6.1";

    [Theory]
    [InlineData(Ct, "CT", "", "ORIGINAL\\PRIMARY\\AXIAL", null)]
    [InlineData(Ct, "CT", "YES", "ORIGINAL\\PRIMARY\\AXIAL", "drawn into the picture")]
    [InlineData(Ct, "CT", "", "DERIVED\\SECONDARY\\SCREEN SAVE", "capture of a screen")]
    [InlineData(Ultrasound, "US", "", "ORIGINAL\\PRIMARY", "Ultrasound")]
    [InlineData(Ultrasound, "US", "NO", "ORIGINAL\\PRIMARY", null)]
    [InlineData(Capture, "OT", "NO", "DERIVED\\SECONDARY", "capture of a screen")]
    [InlineData(Capture + ".4", "US", "NO", "DERIVED\\SECONDARY", "capture of a screen")]
    [InlineData(Capture, "CT", "NO", "DERIVED\\SECONDARY", null)]
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1.4", "XC", "", "ORIGINAL\\PRIMARY", "Photographs")]
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1.1", "ES", "", "ORIGINAL\\PRIMARY", "Endoscopy")]
    [InlineData("1.2.840.10008.5.1.4.1.1.104.1", "DOC", "", "", "document")]
    public void Of_File_SaysWhyOrNothing(string sopClass, string modality, string annotation, string imageType, string? words)
    {
        string? risk = BurnedInRisk.Of(File(sopClass, modality, annotation, imageType));

        if (words is null)
        {
            Assert.Null(risk);
        }
        else
        {
            Assert.Contains(words, risk, StringComparison.Ordinal);
            Assert.EndsWith(".", risk, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("MR", false)]
    [InlineData("DX", true)]
    public void Of_RecognisableFace_CountsOutsideCtAndMr(string modality, bool isRisk)
    {
        DicomDataset dataset = File("1.2.3", modality, "NO", "ORIGINAL\\PRIMARY").With(Chars(0x00280302, DicomVr.CS, "YES"));

        Assert.Equal(isRisk, BurnedInRisk.Of(dataset) is not null);
    }

    private static DicomDataset File(string sopClass, string modality, string annotation, string imageType) => Of(
        Chars(0x00080008, DicomVr.CS, imageType),
        Chars(0x00080016, DicomVr.UI, sopClass),
        Chars(0x00080060, DicomVr.CS, modality),
        Chars(0x00280301, DicomVr.CS, annotation));
}
