using Studio.Imaging.Dicom.DeIdentification;

namespace Studio.Imaging.Tests.Dicom.DeIdentification;

public sealed class PathCleanerTests
{
    private static readonly PathCleaner Subject = new(
        ["Müller", "Jo", "Anna", "Lee", "MRN-4711", "88123", "1960-03-12", "19600312", "12.03.1960"], "P-X");

    [Theory]
    [InlineData("Mueller_Anna/IM0001.dcm", "P-X/IM0001.dcm")]
    [InlineData("MULLER^ANNA/series 2/IM1", "P-X/series 2/IM1")]
    [InlineData("data/anna-MÜLLER.dcm", "data/P-X.dcm")]
    [InlineData("Mu\u0308ller.dcm", "P-X.dcm")]
    [InlineData("DrMuellerScan/1.dcm", "P-X/1.dcm")]
    [InlineData("AnnaLee01.dcm", "P-X.dcm")]
    [InlineData("CT_mrn_4711_thorax.dcm", "CT_P-X_thorax.dcm")]
    [InlineData("MRN4711/1.dcm", "P-X/1.dcm")]
    [InlineData("acc88123/1.dcm", "P-X/1.dcm")]
    [InlineData("12_03_1960/1.dcm", "P-X/1.dcm")]
    [InlineData("scan 1960.03.12.dcm", "scan P-X.dcm")]
    [InlineData("scan19600312.dcm", "P-X.dcm")]
    public void Clean_PathThatNamesThePatient_HasThePseudonym(string path, string expected) => Assert.Equal(expected, Subject.Clean(path));

    [Theory]
    [InlineData("sleeve/Leeds/1.dcm")]
    [InlineData("Joint/IM0001.dcm")]
    [InlineData("savannah/annabel.dcm")]
    [InlineData("4711/1.dcm")]
    [InlineData("881234/1.dcm")]
    [InlineData("2024/03/12.dcm")]
    [InlineData("")]
    public void Clean_PathOfOtherWords_Stays(string path) => Assert.Equal(path, Subject.Clean(path));

    [Fact]
    public void Clean_NobodyKnown_StaysAsItIs() => Assert.Equal("Mueller/1.dcm", new PathCleaner([], "P-X").Clean("Mueller/1.dcm"));
}
