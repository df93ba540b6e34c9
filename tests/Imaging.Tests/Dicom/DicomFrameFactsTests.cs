using Studio.Imaging.Dicom;

namespace Studio.Imaging.Tests.Dicom;

public sealed class DicomFrameFactsTests
{
    [Fact]
    public void Decode_ClassicFile_HasThePlaneOfItsFrame()
    {
        ImageFacts facts = Facts(Grey(frames: 1)
            .Decimals(DicomTag.ImagePositionPatient, -10, 20.5, 300)
            .Decimals(DicomTag.ImageOrientationPatient, 0, 1, 0, 0, 0, -1)
            .Text(DicomTag.FrameOfReferenceUid, DicomVr.UI, "2.25.77"));

        FramePlane plane = Assert.Single(facts.PerFrame).Plane!;
        Assert.Equal(new PatientVector(-10, 20.5, 300), plane.Position);
        Assert.Equal(new PatientVector(-1, 0, 0), plane.Normal);
        Assert.Equal("2.25.77", facts.FrameOfReferenceUid);
        Assert.Empty(facts.Warnings);
    }

    [Theory]
    [InlineData(1, 0, 0, 0, 0.9, 0)]
    [InlineData(1, 0, 0, 0.1, 0.995, 0)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    public void Decode_OrientationThatIsNone_HasNoPlaneAndWarns(double a, double b, double c, double d, double e, double f)
    {
        ImageFacts facts = Facts(Grey(frames: 1)
            .Decimals(DicomTag.ImagePositionPatient, 0, 0, 0)
            .Decimals(DicomTag.ImageOrientationPatient, a, b, c, d, e, f));

        Assert.Empty(facts.PerFrame);
        Assert.Contains("right angle", Assert.Single(facts.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_EnhancedFile_ComposesSharedAndPerFrameGroups()
    {
        DicomDatasetBuilder orientation = new DicomDatasetBuilder().Decimals(DicomTag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0);
        DicomDatasetBuilder shared = new DicomDatasetBuilder()
            .Items(DicomTag.PlaneOrientationSequence, orientation)
            .Items(DicomTag.PixelMeasuresSequence, new DicomDatasetBuilder().Decimals(DicomTag.PixelSpacing, 0.5, 0.25));

        ImageFacts facts = Facts(Grey(frames: 2)
            .Items(DicomTag.SharedFunctionalGroups, shared)
            .Items(DicomTag.PerFrameFunctionalGroups, FrameGroup(10, 1, 100), FrameGroup(12.5, 3, 200)));

        Assert.Equal(new PixelSpacing(0.5, 0.25), facts.PixelSpacing);
        Assert.Equal([10, 12.5], facts.PerFrame.Select(frame => frame.Plane!.DistanceMm));
        Assert.Equal((1.0, -100.0), (facts.RescaleSlope, facts.RescaleIntercept));
        Assert.Equal((null, 3.0), (facts.PerFrame[0].RescaleSlope, facts.PerFrame[1].RescaleSlope));
        Assert.Equal(100, Assert.Single(facts.Windows).Width);
        Assert.Empty(facts.PerFrame[0].Windows);
        Assert.Equal(200, Assert.Single(facts.PerFrame[1].Windows).Width);
        Assert.Empty(facts.Warnings);
    }

    [Fact]
    public void Decode_FewerGroupsThanFrames_WarnsAndKnowsNoPlace()
    {
        ImageFacts facts = Facts(Grey(frames: 2).Items(DicomTag.PerFrameFunctionalGroups, FrameGroup(10, 1, 100)));

        Assert.Empty(facts.PerFrame);
        Assert.Contains("describes 1 of its 2 frames", Assert.Single(facts.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 0.0, 5 }, new[] { 7.0, 12 })]
    [InlineData(new[] { 7.0, 3 }, new[] { 7.0, 3 })]
    public void Decode_DoseGrid_StacksItsFrames(double[] offsets, double[] places)
    {
        ImageFacts facts = Facts(Grey(frames: 2)
            .Decimals(DicomTag.ImagePositionPatient, 1, 2, 7)
            .Decimals(DicomTag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
            .Decimals(DicomTag.GridFrameOffsetVector, offsets));

        Assert.Equal(places, facts.PerFrame.Select(frame => frame.Plane!.Position.Superior));
    }

    private static DicomDatasetBuilder FrameGroup(double superior, double slope, double width) => new DicomDatasetBuilder()
        .Items(DicomTag.PlanePositionSequence, new DicomDatasetBuilder().Decimals(DicomTag.ImagePositionPatient, 0, 0, superior))
        .Items(DicomTag.PixelValueTransformationSequence, new DicomDatasetBuilder().Decimals(DicomTag.RescaleIntercept, -100).Decimals(DicomTag.RescaleSlope, slope))
        .Items(DicomTag.FrameVoiLutSequence, new DicomDatasetBuilder().Decimals(DicomTag.WindowCenter, 40).Decimals(DicomTag.WindowWidth, width));

    private static DicomDatasetBuilder Grey(int frames) =>
        DicomDatasetBuilder.Image(1, 2, 8, frames: frames).Bytes(DicomTag.PixelData, DicomVr.OB, new byte[2 * frames]);

    private static ImageFacts Facts(DicomDatasetBuilder dataset) => TestImages.Decode(dataset.ToFile()).Facts;
}
