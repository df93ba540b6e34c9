using Studio.Imaging.Formats.Png;
using Studio.Imaging.Masks;
using Studio.Imaging.Tests.Formats;

namespace Studio.Imaging.Tests.Masks;

public sealed class MaskReaderTests
{
    private static readonly MaskReader Reader = new(TestImages.Decoder);

    [Fact]
    public void Read_IndexedPng_GivesPaletteIndices()
    {
        MaskImage mask = Read(PngWriter.WriteIndexed([0, 2, 2, 1], 2, 2, [0, 0, 0, 0, 255, 0, 255, 0, 0]));

        Assert.Equal(MaskValueKind.PaletteIndex, mask.Kind);
        Assert.Equal([0, 2, 2, 1], mask.Values);
        Assert.Equal([new MaskValueCount(0, 1), new(1, 1), new(2, 2)], mask.Distinct);
    }

    [Fact]
    public void Read_GreyPng_GivesGreyValues()
    {
        MaskImage mask = Read(PngWriter.Write(new RasterImage(new RasterLayout(1, 3, 1, 1, 8), [0, 128, 255])));

        Assert.Equal(MaskValueKind.Grey, mask.Kind);
        Assert.Equal([0, 128, 255], mask.Values);
    }

    [Fact]
    public void Read_SixteenBitGrey_GivesFullValues() =>
        Assert.Equal([0x1234], Read(PngWriter.Write(new RasterImage(new RasterLayout(1, 1, 1, 2, 16), [0x34, 0x12]))).Values);

    [Fact]
    public void Read_ColourPng_GivesOneValuePerColour()
    {
        MaskImage mask = Read(PngWriter.Write(new RasterImage(new RasterLayout(1, 2, 3, 1, 8), [0, 0, 0, 255, 0, 16])));

        Assert.Equal(MaskValueKind.Colour, mask.Kind);
        Assert.Equal([0, 0xFF0010], mask.Values);
    }

    [Fact]
    public void Read_GreySavedAsRgb_CountsAsGrey()
    {
        MaskImage mask = Read(PngWriter.Write(new RasterImage(new RasterLayout(1, 2, 3, 1, 8), [0, 0, 0, 64, 64, 64])));

        Assert.Equal(MaskValueKind.Grey, mask.Kind);
        Assert.Equal([0, 64], mask.Values);
    }

    [Fact]
    public void Read_Photograph_IsRejectedAsNoMask()
    {
        byte[] file = PngWriter.Write(TestImages.Noise(new RasterLayout(64, 64, 1, 2, 16), 3));

        string reason = Assert.IsType<MaskOutcome.Rejected>(Reader.Read(file, "a.png")).Reason;

        Assert.Contains("no mask", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedIndexedPng_IsRejected()
    {
        byte[] file = PngWriter.WriteIndexed(new byte[400], 20, 20, [0, 0, 0]);

        Assert.IsType<MaskOutcome.Rejected>(Reader.Read(file.AsMemory(0, 60), "a.png"));
    }

    [Fact]
    public void Read_Volume_GivesOneFramePerSliceWithItsPlane()
    {
        byte[] file = NiftiBuilder.Create(2, [2, 1, 3]).Sform(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -3, 9).Build([0, 1, 0, 0, 2, 2]);

        MaskFile mask = ReadFile(file);

        Assert.Equal((3, 1, 2), (mask.FrameCount, mask.Grid.Rows, mask.Grid.Columns));
        Assert.Equal([[2, 2], [0, 0], [0, 1]], Enumerable.Range(0, 3).Select(index => mask.ReadFrame(index).Values));
        Assert.Equal([3, 6, 9], mask.Grid.Planes.Select(plane => plane!.Position.Superior));
        Assert.Equal([new MaskValueCount(0, 3), new(1, 1), new(2, 2)], mask.Distinct);
        Assert.Equal([1], mask.Grid.BlankFrames);
        Assert.True(mask.Grid.IsTurned);
    }

    [Fact]
    public void Read_SeveralPages_GivesOneFramePerPage()
    {
        byte[] file = new TiffBuilder().Page(TiffBuilder.Grey(2, 1), [[0, 1]]).Page(TiffBuilder.Grey(2, 1), [[1, 0]]).Build();

        MaskFile mask = ReadFile(file);

        Assert.Equal([1, 0], mask.ReadFrame(1).Values);
        Assert.False(mask.Grid.IsPlaced);
    }

    [Fact]
    public void Read_FloatingPointOfWholeNumbers_IsAMask()
    {
        byte[] voxels = [.. ((float[])[0, 3, 1, 0]).SelectMany(BitConverter.GetBytes)];

        Assert.Equal([0, 3, 1, 0], Read(NiftiBuilder.Create(16, [4, 1]).Build(voxels)).Values);
    }

    [Theory]
    [InlineData(0.37f, "values such as 0.37")]
    [InlineData(float.NaN, "values such as NaN")]
    [InlineData(1e12f, "values such as 1E+12")]
    public void Read_OtherThanWholeNumbers_IsRejected(float value, string expected)
    {
        byte[] voxels = [.. ((float[])[0, value]).SelectMany(BitConverter.GetBytes)];

        Assert.Contains(expected, Reject(NiftiBuilder.Create(16, [2, 1]).Build(voxels)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RescaledMask_TakesTheValuesAfterRescale() =>
        Assert.Equal([0, 1, 2], Read(NiftiBuilder.Create(4, [3, 1]).Rescale(1 / 255.0, -1).Build([255, 0, 254, 1, 253, 2])).Values);

    [Fact]
    public void Read_LayersOverEachOther_AreRejected() =>
        Assert.Contains("holds 2 volumes", Reject(NiftiBuilder.Create(2, [2, 1, 1, 2]).Build([0, 1, 1, 0])), StringComparison.Ordinal);

    private static MaskImage Read(byte[] file) => ReadFile(file).ReadFrame(0);

    private static MaskFile ReadFile(byte[] file) => Assert.IsType<MaskOutcome.Read>(Reader.Read(file, "mask")).File;

    private static string Reject(byte[] file) => Assert.IsType<MaskOutcome.Rejected>(Reader.Read(file, "mask")).Reason;
}
