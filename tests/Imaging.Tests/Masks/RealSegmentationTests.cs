using Studio.Imaging.Masks;

namespace Studio.Imaging.Tests.Masks;

/// <summary>Segmentations of a real CT, stored as NRRD, on the DICOM slices they were drawn on.</summary>
public sealed class RealSegmentationTests
{
    private static readonly MaskReader Reader = new(TestImages.Decoder);

    [Theory]
    [InlineData("liver_seg.nrrd", 0, 36_233)]
    [InlineData("spine_seg.nrrd", 1, 4_200)]
    [InlineData("heart_seg.nrrd", 2, 12_306)]
    public void Fit_NrrdOnDicomSlices_GoesByPlane(string name, int slice, int pixels)
    {
        string folder = Path.Combine(TestPaths.SharedData("dcmqi_ct_seg"), "data", "segmentations");
        List<ImageFacts> slices = [.. ((string[])["03.dcm", "01.dcm", "02.dcm"]).Select(file => FactsOf(Path.Combine(folder, "ct-3slice", file)))];
        var picture = new MaskGrid(
            slices[0].Layout.Rows, slices[0].Layout.Columns, [.. slices.Select(facts => facts.PerFrame[0].Plane)], slices[0].PixelSpacing);
        MaskFile mask = Assert.IsType<MaskOutcome.Read>(Reader.Read(File.ReadAllBytes(Path.Combine(folder, name)), name)).File;

        MaskFit fit = MaskGeometry.Fit("CT", picture, mask.Grid);

        Assert.Null(fit.Misfit);
        Assert.Equal(3, fit.Frames.Count);
        int pictureOfSlice = fit.Frames.Single(frame => frame.MaskFrame == slice).PictureFrame;
        Assert.Equal(mask.Grid.Planes[slice]!.Position.Superior, slices[pictureOfSlice].PerFrame[0].Plane!.Position.Superior, 1e-3);
        Assert.Equal(pixels, mask.ReadFrame(slice).Distinct.Single(entry => entry.Value != 0).Pixels);
    }

    [Fact]
    public void Fit_SegmentationOfAnotherPatient_IsRefused()
    {
        string folder = Path.Combine(TestPaths.SharedData("dcmqi_ct_seg"), "data", "segmentations");
        ImageFacts facts = FactsOf(Path.Combine(folder, "24x38x3", "image", "IMG0001.dcm"));
        var picture = new MaskGrid(38, 24, [facts.PerFrame[0].Plane! with { Position = new PatientVector(0, 0, 0) }]);
        MaskFile mask = Assert.IsType<MaskOutcome.Read>(Reader.Read(File.ReadAllBytes(Path.Combine(folder, "24x38x3", "nrrd", "label.nrrd")), "label")).File;

        Assert.Contains("CT", MaskGeometry.Fit("CT", picture, mask.Grid).Misfit, StringComparison.Ordinal);
    }

    private static ImageFacts FactsOf(string path) => TestImages.Decode(File.ReadAllBytes(path)).Facts;
}
