using Studio.Imaging.Masks;
using Studio.Imaging.Tests.Formats;

namespace Studio.Imaging.Tests.Masks;

public sealed class MaskGeometryTests
{
    private static readonly PatientVector Left = new(1, 0, 0);
    private static readonly PatientVector Posterior = new(0, 1, 0);

    [Fact]
    public void Fit_OtherSize_NamesBothSizes() => Assert.Equal(
        "0077 has another size than its mask (512×512, mask 534×512). It was not imported. Export the mask again.",
        MaskGeometry.Fit("0077", new MaskGrid(512, 512, [null]), new MaskGrid(512, 534, [null])).Misfit);

    [Fact]
    public void Fit_NothingPlaced_GoesByOrder()
    {
        MaskFit fit = MaskGeometry.Fit("film", new MaskGrid(4, 4, [null, null]), new MaskGrid(4, 4, [null, null]));

        Assert.Null(fit.Misfit);
        Assert.Equal([new MaskedFrame(0, 0), new(1, 1)], fit.Frames);
    }

    [Fact]
    public void Fit_OtherNumberOfFrames_NamesBoth() => Assert.Equal(
        "film has 3 slices, its mask 1. Export the mask again with one slice for each of the picture.",
        MaskGeometry.Fit("film", new MaskGrid(4, 4, [null, null, null]), new MaskGrid(4, 4, [null])).Misfit);

    [Fact]
    public void Fit_OtherOrderAndFewerSlices_GoesByPlane()
    {
        MaskFit fit = MaskGeometry.Fit("brain", Grid(0, 3, 6, 9), Grid(9.04, 3.05));

        Assert.Null(fit.Misfit);
        Assert.Equal([new MaskedFrame(1, 1), new(3, 0)], fit.Frames);
    }

    [Fact]
    public void Fit_LabelsOutsideThePicture_AreRefused()
    {
        Assert.Equal(
            "Labels on 1 slice of the mask lie outside brain. Export the mask on the grid of its picture.",
            MaskGeometry.Fit("brain", Grid(0, 3), Grid(0, 3, 6)).Misfit);
        Assert.Null(MaskGeometry.Fit("brain", Grid(0, 3), Grid(0, 3, 6) with { BlankFrames = new HashSet<int> { 2 } }).Misfit);
    }

    [Theory]
    [InlineData(0.09, 0, true)]
    [InlineData(0.11, 0, false)]
    [InlineData(0, 0.0009, true)]
    [InlineData(0, 0.0011, false)]
    public void Fit_Tolerance_IsATenthOfAMillimetreAndAThousandth(double shift, double tilt, bool fits)
    {
        var mask = new MaskGrid(4, 4, [new FramePlane(new PatientVector(shift, 0, 0), new PatientVector(1, tilt, 0), Posterior)]);

        MaskFit fit = MaskGeometry.Fit("brain", Grid(0), mask);

        Assert.Equal(fits, fit.Misfit is null);
        Assert.Equal(fits ? 1 : 0, fit.Frames.Count);
    }

    [Fact]
    public void Fit_PixelsOfOtherSize_AreRefused() => Assert.Contains(
        "pixels of different size",
        MaskGeometry.Fit("brain", Grid(0) with { Spacing = new PixelSpacing(1, 1) }, Grid(0) with { Spacing = new PixelSpacing(1, 1.1) }).Misfit,
        StringComparison.Ordinal);

    [Fact]
    public void Fit_OnlyOneSideTurned_IsRefusedInsteadOfMixingSides()
    {
        var unplaced = new MaskGrid(4, 4, [null]);

        Assert.StartsWith("brain says how it lies", MaskGeometry.Fit("brain", Grid(0) with { IsTurned = true }, unplaced).Misfit, StringComparison.Ordinal);
        Assert.StartsWith("The mask says how it lies", MaskGeometry.Fit("brain", unplaced, Grid(0) with { IsTurned = true }).Misfit, StringComparison.Ordinal);
        Assert.Null(MaskGeometry.Fit("brain", Grid(0), unplaced).Misfit);
    }

    [Fact]
    public void Fit_MaskStoredTheOtherWayRound_StillFits()
    {
        // The same labels once from feet to head and once from head to feet with left and right swapped.
        byte[] forward = NiftiBuilder.Create(2, [2, 1, 2]).Sform(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 3, 0).Build([1, 0, 2, 3]);
        byte[] backward = NiftiBuilder.Create(2, [2, 1, 2]).Sform(1, 0, 0, -1, 0, -1, 0, 0, 0, 0, -3, 3).Build([3, 2, 0, 1]);
        var reader = new MaskReader(TestImages.Decoder);
        MaskFile[] masks = [.. ((byte[][])[forward, backward]).Select(file => Assert.IsType<MaskOutcome.Read>(reader.Read(file, "mask")).File)];

        MaskFit fit = MaskGeometry.Fit("brain", masks[0].Grid, masks[1].Grid);

        Assert.Equal([new MaskedFrame(0, 0), new(1, 1)], fit.Frames);
        Assert.Equal(masks[0].ReadFrame(1).Values, masks[1].ReadFrame(1).Values);
        Assert.Equal([1, 0], masks[1].ReadFrame(0).Values);
    }

    private static MaskGrid Grid(params double[] superior) =>
        new(4, 4, [.. superior.Select(at => new FramePlane(new PatientVector(0, 0, at), Left, Posterior))]);
}
