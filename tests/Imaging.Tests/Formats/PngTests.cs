using System.Buffers.Binary;
using System.IO.Compression;
using Studio.Imaging.Formats;
using Studio.Imaging.Formats.Png;

namespace Studio.Imaging.Tests.Formats;

public sealed class PngTests
{
    [Theory]
    [InlineData(1, 1, 8)]
    [InlineData(1, 2, 16)]
    [InlineData(3, 1, 8)]
    [InlineData(3, 2, 16)]
    public void Write_ThenDecode_GivesTheSameSamples(int channels, int bytes, int bits)
    {
        RasterImage image = TestImages.Noise(new RasterLayout(37, 53, channels, bytes, bits), seed: 5);

        DecodedFile file = TestImages.Decode(PngWriter.Write(image));

        Assert.Equal("PNG", file.Facts.Format);
        Assert.Equal(image.Layout, file.Facts.Layout);
        Assert.Equal(image.Samples, Assert.Single(file.Frames).Samples);
    }

    [Fact]
    public void Decode_SixteenBit_HasItsStatistics()
    {
        byte[] samples = new byte[2 * 100];
        for (int i = 0; i < 100; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(samples.AsSpan(2 * i), (ushort)(1000 + i));
        }

        DecodedFile file = TestImages.Decode(PngWriter.Write(new RasterImage(new RasterLayout(10, 10, 1, 2, 16), samples)));

        Assert.Equal(new SampleStatistics(1000, 1099, 1000, 1098), file.Facts.Statistics);
    }

    [Fact]
    public void Decode_IndexedInColour_BecomesRgb()
    {
        byte[] png = PngWriter.WriteIndexed([0, 1, 2, 1], 2, 2, [0, 0, 0, 255, 0, 0, 0, 0, 255]);

        DecodedFile file = TestImages.Decode(png);

        Assert.Equal(Photometric.Rgb, file.Facts.Photometric);
        Assert.Equal([0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 0, 0], file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_IndexedWithGreyPalette_BecomesGrey()
    {
        DecodedFile file = TestImages.Decode(PngWriter.WriteIndexed([0, 1, 1, 0], 2, 2, [9, 9, 9, 200, 200, 200]));

        Assert.Equal(Photometric.Monochrome2, file.Facts.Photometric);
        Assert.Equal([9, 200, 200, 9], file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_IndexOutsideThePalette_IsRejected() =>
        Assert.Contains("only 2 colours", TestImages.Reject(PngWriter.WriteIndexed([0, 5], 1, 2, [0, 0, 0, 1, 2, 3])), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, new byte[] { 0b1010_0000 }, new byte[] { 1, 0, 1 })]
    [InlineData(2, new byte[] { 0b11_01_00_00 }, new byte[] { 3, 1, 0 })]
    [InlineData(4, new byte[] { 0xF3, 0x80 }, new byte[] { 15, 3, 8 })]
    public void Decode_PackedGrey_KeepsStoredValues(int depth, byte[] packed, byte[] expected)
    {
        DecodedFile file = TestImages.Decode(PngBuilder.Build(3, 1, depth, 0, [0, .. packed]));

        Assert.Equal(expected, file.Frames[0].Samples);
        Assert.Equal(depth, file.Facts.Layout.BitsStored);
    }

    [Fact]
    public void Decode_GreyWithAlpha_DropsAlpha() =>
        Assert.Equal([7, 8], TestImages.Decode(PngBuilder.Build(2, 1, 8, 4, [0, 7, 255, 8, 0])).Frames[0].Samples);

    [Fact]
    public void Decode_RgbaSixteenBit_DropsAlphaAndSwapsBytes()
    {
        DecodedFile file = TestImages.Decode(PngBuilder.Build(1, 1, 16, 6, [0, 1, 2, 3, 4, 5, 6, 7, 8]));

        Assert.Equal([2, 1, 4, 3, 6, 5], file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_AllFilters_ReconstructByHand()
    {
        // Rows of three grey pixels: none, sub, up, average, Paeth; every row is 10, 20, 30 after reconstruction.
        byte[] rows =
        [
            0, 10, 20, 30,
            1, 10, 10, 10,
            2, 0, 0, 0,
            3, 5, 5, 5,
            4, 0, 0, 0,
        ];

        byte[] samples = TestImages.Decode(PngBuilder.Build(3, 5, 8, 0, rows)).Frames[0].Samples;

        Assert.Equal([10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30], samples);
    }

    [Fact]
    public void Decode_Adam7_PutsEveryPixelInPlace()
    {
        // 8×8: passes hold 1, 1, 2, 4, 8, 16 and 32 pixels; each pixel's value is row × 8 + column.
        (int X, int Y, int StepX, int StepY)[] passes =
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        var rows = new List<byte>();
        foreach (var (x0, y0, stepX, stepY) in passes)
        {
            for (int y = y0; y < 8; y += stepY)
            {
                rows.Add(0);
                for (int x = x0; x < 8; x += stepX)
                {
                    rows.Add((byte)((y * 8) + x));
                }
            }
        }

        DecodedFile file = TestImages.Decode(PngBuilder.Build(8, 8, 8, 0, [.. rows], interlaced: true));

        Assert.Equal([.. Enumerable.Range(0, 64).Select(i => (byte)i)], file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_TruncatedPixels_NamesTheMissingRows()
    {
        byte[] png = PngBuilder.Build(4, 10, 8, 0, new byte[3 * 5]);

        Assert.Equal("The file ends early: 10 rows are announced, 3 are there.", TestImages.Reject(png));
    }

    [Fact]
    public void Decode_FileCutInTheMiddle_IsRejected()
    {
        byte[] png = PngWriter.Write(TestImages.Noise(new RasterLayout(64, 64, 1, 1, 8), seed: 1));

        Assert.Contains("64 rows are announced", TestImages.Reject(png.AsSpan(0, png.Length / 2).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_FlippedBit_IsRejectedByTheChecksum()
    {
        byte[] png = PngWriter.Write(TestImages.Noise(new RasterLayout(16, 16, 1, 1, 8), seed: 1));
        png[60] ^= 1;

        Assert.Contains("checksum", TestImages.Reject(png), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_AnnouncedSizeWithoutContent_IsRejectedBeforeMemoryIsTaken()
    {
        byte[] png = PngBuilder.Build(60_000, 60_000, 8, 0, new byte[100]);

        Assert.Contains("too large", TestImages.Reject(png), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_Bomb_IsRejectedByItsRatio()
    {
        byte[] png = PngBuilder.Build(20_000, 20_000, 8, 0, new byte[1 << 20]);

        Assert.Contains("no real picture", TestImages.Reject(png), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_NotAPicture_NamesTheFileAndTheFormats()
    {
        var decoder = new ImageDecoder(ImageFormatCatalog.Create());

        var outcome = Assert.IsType<DecodeOutcome.Rejected>(decoder.Decode("hello"u8.ToArray(), "notes.png"));

        Assert.StartsWith("notes.png is not a picture", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("PNG", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_PhysicalSize_BecomesSpacing()
    {
        byte[] physical = new byte[9];
        BinaryPrimitives.WriteUInt32BigEndian(physical, 5000);
        BinaryPrimitives.WriteUInt32BigEndian(physical.AsSpan(4), 10_000);
        physical[8] = 1;

        DecodedFile file = TestImages.Decode(PngBuilder.Build(1, 1, 8, 0, [0, 1], extra: ("pHYs", physical)));

        Assert.Equal(new PixelSpacing(0.1, 0.2), file.Facts.PixelSpacing);
    }
}
