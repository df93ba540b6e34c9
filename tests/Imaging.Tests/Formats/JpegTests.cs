using Studio.Imaging.Formats;
using Studio.Imaging.Formats.Jpeg;

namespace Studio.Imaging.Tests.Formats;

/// <summary>The managed half of JPEG: headers, orientation, rejections. The library itself is tested where it is loaded.</summary>
public sealed class JpegTests
{
    /// <summary>Fills in the sample's number, so that places can be recognised.</summary>
    private sealed class CountingCodec(string? fault = null) : IJpegCodec
    {
        public string? Decode(ReadOnlySpan<byte> file, int rows, int columns, int channels, Span<byte> samples)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = (byte)i;
            }

            return fault;
        }
    }

    [Fact]
    public void Decode_GreyFile_AsksForItsSize()
    {
        DecodedFile file = Decode(JpegSamples.Grey);

        Assert.Equal("JPEG", file.Facts.Format);
        Assert.Equal(new RasterLayout(8, 16, 1, 1, 8), file.Facts.Layout);
        Assert.Empty(file.Facts.Warnings);
    }

    [Fact]
    public void Decode_ExifOrientation_TurnsThePicture()
    {
        DecodedFile file = Decode(JpegSamples.TurnedGrey);

        Assert.Equal((16, 8), (file.Facts.Layout.Rows, file.Facts.Layout.Columns));
        Assert.Equal(7 * 16, file.Frames[0].SampleAt(0));
        Assert.Equal(0, file.Frames[0].SampleAt(7));
        Assert.Single(file.Facts.Warnings);
    }

    [Theory]
    [InlineData(1, new byte[] { 1, 2, 3, 4, 5, 6 }, 2)]
    [InlineData(2, new byte[] { 3, 2, 1, 6, 5, 4 }, 2)]
    [InlineData(3, new byte[] { 6, 5, 4, 3, 2, 1 }, 2)]
    [InlineData(4, new byte[] { 4, 5, 6, 1, 2, 3 }, 2)]
    [InlineData(5, new byte[] { 1, 4, 2, 5, 3, 6 }, 3)]
    [InlineData(6, new byte[] { 4, 1, 5, 2, 6, 3 }, 3)]
    [InlineData(7, new byte[] { 6, 3, 5, 2, 4, 1 }, 3)]
    [InlineData(8, new byte[] { 3, 6, 2, 5, 1, 4 }, 3)]
    public void Upright_EveryOrientation_MatchesTheDrawing(int orientation, byte[] expected, int rows)
    {
        var image = new RasterImage(new RasterLayout(2, 3, 1, 1, 8), [1, 2, 3, 4, 5, 6]);

        RasterImage upright = ExifOrientation.Upright(image, orientation);

        Assert.Equal(expected, upright.Samples);
        Assert.Equal(rows, upright.Rows);
    }

    [Fact]
    public void Decode_Cmyk_IsRejectedInWords() => Assert.Contains("CMYK", Reject(JpegSamples.Cmyk), StringComparison.Ordinal);

    [Theory]
    [InlineData(0xC3, 8, 1, "lossless")]
    [InlineData(0xC9, 8, 1, "arithmetic")]
    [InlineData(0xC5, 8, 1, "hierarchical")]
    [InlineData(0xC1, 12, 1, "12 bits")]
    [InlineData(0xC0, 8, 2, "2 channels")]
    public void Decode_OtherKinds_AreRejectedInWords(int marker, int precision, int channels, string expected)
    {
        byte[] file = [0xFF, 0xD8, 0xFF, (byte)marker, 0, 8, (byte)precision, 0, 8, 0, 8, (byte)channels, 0xFF, 0xDA];

        Assert.Contains(expected, Reject(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_CutInTheHeader_IsRejected() => Assert.Contains("inside its header", Reject(JpegSamples.Grey[..100]), StringComparison.Ordinal);

    [Fact]
    public void Decode_HugeAnnouncedSize_IsRejectedBeforeDecoding()
    {
        byte[] file = [0xFF, 0xD8, 0xFF, 0xC0, 0, 8, 8, 0xFF, 0xFF, 0xFF, 0xFF, 3, 0xFF, 0xDA, 0, 0];

        Assert.Contains("too large", Reject(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_FaultOfTheLibrary_IsPassedOn() =>
        Assert.Equal("The JPEG file is damaged or ends early (broken table).", Reject(JpegSamples.Grey, new CountingCodec("broken table")));

    [Fact]
    public void Decode_WithoutLibrary_SaysSo() =>
        Assert.Contains("JPEG library", TestImages.Reject(JpegSamples.Grey), StringComparison.Ordinal);

    private static DecodedFile Decode(byte[] file) =>
        Assert.IsType<DecodeOutcome.Decoded>(Decoder(new CountingCodec()).Decode(file, "a.jpg")).File;

    private static string Reject(byte[] file, IJpegCodec? codec = null) =>
        Assert.IsType<DecodeOutcome.Rejected>(Decoder(codec ?? new CountingCodec()).Decode(file, "a.jpg")).Reason;

    private static ImageDecoder Decoder(IJpegCodec codec) => new(ImageFormatCatalog.Create(codec));
}
