using Studio.Imaging.Formats.Png;
using Studio.Imaging.Masks;

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
    public void Compare_OtherSize_NamesBothSizes()
    {
        MaskImage mask = Read(PngWriter.WriteIndexed(new byte[512 * 534], 512, 534, [0, 0, 0]));

        Assert.Equal(
            "0077 has another size than its mask (512×512, mask 534×512). It was not imported. Export the mask again.",
            MaskGeometry.Compare("0077", new RasterLayout(512, 512, 1, 1, 8), mask));
        Assert.Null(MaskGeometry.Compare("0077", new RasterLayout(512, 534, 1, 1, 8), mask));
    }

    private static MaskImage Read(byte[] file) => Assert.IsType<MaskOutcome.Read>(Reader.Read(file, "mask")).Mask;
}
