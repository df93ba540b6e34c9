using System.IO.Compression;

namespace Studio.Imaging.Tests.Formats;

public sealed class TiffTests
{
    [Theory]
    [InlineData(false, new byte[] { 0x02, 0x01, 0x04, 0x03 })]
    [InlineData(true, new byte[] { 0x01, 0x02, 0x03, 0x04 })]
    public void Decode_SixteenBitInBothByteOrders_GivesLittleEndian(bool isBigEndian, byte[] stored)
    {
        DecodedFile file = TestImages.Decode(new TiffBuilder(isBigEndian).Page(TiffBuilder.Grey(2, 1, bits: 16), [stored]).Build());

        Assert.Equal("TIFF", file.Facts.Format);
        Assert.Equal([0x02, 0x01, 0x04, 0x03], file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_TwoStrips_AreJoined()
    {
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(2, 3);
        fields[278] = [2];

        Assert.Equal([1, 2, 3, 4, 5, 6], Samples(fields, [[1, 2, 3, 4], [5, 6]]));
    }

    [Fact]
    public void Decode_Tiles_AreCutAtTheBorder()
    {
        // 3×3 pixels in tiles of 2×2; 9 stands where a tile reaches over the border.
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(3, 3);
        fields[322] = [2];
        fields[323] = [2];
        byte[][] tiles = [[1, 2, 4, 5], [3, 9, 6, 9], [7, 8, 9, 9], [9, 9, 9, 9]];

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Samples(fields, tiles, isTiled: true));
    }

    [Fact]
    public void Decode_PackBits_Unpacks() =>
        Assert.Equal([7, 7, 7, 1, 2, 3], Samples(TiffBuilder.Grey(6, 1, compression: 32773), [[0xFE, 7, 0x02, 1, 2, 3]]));

    [Theory]
    [InlineData(8u)]
    [InlineData(32946u)]
    public void Decode_DeflateWithPredictor_AddsUp(uint compression)
    {
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(4, 2, compression: compression);
        fields[317] = [2];

        Assert.Equal([10, 11, 13, 12, 0, 255, 0, 1], Samples(fields, [Zip([10, 1, 2, 255, 0, 255, 1, 1])]));
    }

    [Fact]
    public void Decode_Lzw_MatchesTheSpecificationsExample()
    {
        // TIFF 6.0 section 13: 7 7 7 8 8 7 7 6 6 is coded as clear, 7, 258, 8, 8, 258, 6, 6, end in nine bits each.
        byte[] packed = PackCodes([256, 7, 258, 8, 8, 258, 6, 6, 257], 9);

        Assert.Equal([7, 7, 7, 8, 8, 7, 7, 6, 6], Samples(TiffBuilder.Grey(9, 1, compression: 5), [packed]));
    }

    [Fact]
    public void Decode_RgbWithAlpha_DropsAlpha()
    {
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(2, 1);
        fields[258] = [8, 8, 8, 8];
        fields[262] = [2];
        fields[277] = [4];

        Assert.Equal([1, 2, 3, 4, 5, 6], Samples(fields, [[1, 2, 3, 255, 4, 5, 6, 0]]));
    }

    [Fact]
    public void Decode_RgbInPlanes_Interleaves()
    {
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(2, 1);
        fields[258] = [8, 8, 8];
        fields[262] = [2];
        fields[277] = [3];
        fields[284] = [2];

        Assert.Equal([1, 3, 5, 2, 4, 6], Samples(fields, [[1, 2], [3, 4], [5, 6]]));
    }

    [Fact]
    public void Decode_PaletteInColour_GivesRgb()
    {
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(2, 1, bits: 1);
        fields[262] = [3];
        fields[320] = [0, 0xFFFF, 0x8000, 0, 0, 0x1200];

        Assert.Equal([0, 0x80, 0, 0xFF, 0, 0x12], Samples(fields, [[0b0100_0000]]));
    }

    [Fact]
    public void Decode_WhiteIsZero_IsTurnedRound()
    {
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(3, 1, bits: 1);
        fields[262] = [0];

        Assert.Equal([0, 1, 0], Samples(fields, [[0b1010_0000]]));
    }

    [Theory]
    [InlineData(8u, 1u, new byte[] { 0, 200 }, new byte[] { 255, 55 })]
    [InlineData(16u, 1u, new byte[] { 0, 0, 2, 1 }, new byte[] { 255, 255, 253, 254 })]
    [InlineData(32u, 1u, new byte[] { 0, 0, 0, 0, 4, 3, 2, 1 }, new byte[] { 255, 255, 255, 255, 251, 252, 253, 254 })]
    public void Decode_WhiteIsZeroOfEveryWidth_IsTurnedRound(uint bits, uint format, byte[] stored, byte[] expected)
    {
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(2, 1, bits);
        fields[262] = [0];
        fields[339] = [format];

        Assert.Equal(expected, Samples(fields, [stored]));
    }

    [Fact]
    public void Decode_FloatingPointDifferences_AddUp()
    {
        // 1.0f is 3F 80 00 00, 2.0f is 40 00 00 00: highest bytes first, then each byte less its neighbour.
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(2, 1, bits: 32);
        fields[317] = [3];
        fields[339] = [3];

        RasterImage frame = TestImages.Decode(new TiffBuilder().Page(fields, [[0x3F, 0x01, 0x40, 0x80, 0, 0, 0, 0]]).Build()).Frames[0];

        Assert.Equal((1.0, 2.0), (frame.ValueAt(0), frame.ValueAt(1)));
    }

    [Fact]
    public void Decode_TwoPagesAndAPreview_GivesTwoFrames()
    {
        Dictionary<int, uint[]> preview = TiffBuilder.Grey(1, 1);
        preview[254] = [1];
        byte[] bytes = new TiffBuilder()
            .Page(TiffBuilder.Grey(2, 1), [[1, 2]])
            .Page(preview, [[9]])
            .Page(TiffBuilder.Grey(2, 1), [[3, 4]])
            .Build();

        DecodedFile file = TestImages.Decode(bytes);

        Assert.Equal(2, file.Facts.FrameCount);
        Assert.Equal([[1, 2], [3, 4]], file.Frames.Select(frame => frame.Samples));
    }

    [Fact]
    public void Decode_PagesOfDifferentSize_AreRejected()
    {
        byte[] bytes = new TiffBuilder().Page(TiffBuilder.Grey(2, 1), [[1, 2]]).Page(TiffBuilder.Grey(1, 1), [[3]]).Build();

        Assert.StartsWith("Page 2 of the TIFF file has another size", TestImages.Reject(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_MissingRows_AreCounted() =>
        Assert.Equal("The file ends early: 4 rows are announced, 2 are there.", Reject(TiffBuilder.Grey(2, 4), [[1, 2, 3, 4, 5]]));

    [Theory]
    [InlineData(259, 7u, "JPEG compression")]
    [InlineData(262, 5u, "CMYK")]
    [InlineData(258, 24u, "24 bits per sample")]
    [InlineData(339, 3u, "floating-point pixels of 8 bits")]
    [InlineData(339, 6u, "pixels of kind 6")]
    [InlineData(317, 3u, "prediction")]
    [InlineData(256, 0u, "is empty")]
    [InlineData(256, 70_000u, "too large")]
    [InlineData(277, 9u, "9 channels")]
    public void Decode_UnsupportedField_IsNamed(int tag, uint value, string expected)
    {
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(2, 1);
        fields[tag] = [value];

        Assert.Contains(expected, Reject(fields, [[1, 2]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_PagesInACircle_AreRejected()
    {
        byte[] bytes = new TiffBuilder().Page(TiffBuilder.Grey(2, 1), [[1, 2]]).Build();
        bytes[^4] = bytes[4];

        Assert.Contains("circle", TestImages.Reject(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_LongLzwWithEveryCodeWidth_GivesTheOriginal()
    {
        byte[] original = [.. Enumerable.Range(0, 20_000).Select(i => (byte)((i * i) >> 7))];
        byte[] packed = LzwEncoder.Encode(original);

        Assert.Equal(original, Samples(TiffBuilder.Grey(200, 100, compression: 5), [packed]));
    }

    [Fact]
    public void Decode_FileOfAnotherEncoder_GivesTheDrawing()
    {
        RasterImage frame = TestImages.Decode(TiffSamples.LzwColour).Frames[0];

        Assert.Equal((30, 40, 3), (frame.Rows, frame.Columns, frame.SamplesPerPixel));
        for (int y = 0; y < 30; y++)
        {
            for (int x = 0; x < 40; x++)
            {
                int[] expected = ((x / 5) + (y / 4)) % 2 == 1 ? [((x * x) + (y * 7)) % 256, x * 6, y * 8] : [40, 40, 40];
                int first = ((y * 40) + x) * 3;
                Assert.Equal(expected, (int[])[frame.SampleAt(first), frame.SampleAt(first + 1), frame.SampleAt(first + 2)]);
            }
        }
    }

    private static byte[] Samples(Dictionary<int, uint[]> fields, byte[][] blocks, bool isTiled = false) =>
        TestImages.Decode(new TiffBuilder().Page(fields, blocks, isTiled).Build()).Frames[0].Samples;

    private static string Reject(Dictionary<int, uint[]> fields, byte[][] blocks) =>
        TestImages.Reject(new TiffBuilder().Page(fields, blocks).Build());

    private static byte[] Zip(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(data);
        }

        return packed.ToArray();
    }

    private static byte[] PackCodes(int[] codes, int width)
    {
        string bits = string.Concat(codes.Select(code => Convert.ToString(code, 2).PadLeft(width, '0')));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2))];
    }
}
