using Studio.Imaging;
using Studio.Imaging.Formats;
using Studio.Imaging.Tests.Formats;
using Studio.Training.Import.Codecs;

namespace Studio.Training.Tests.Import.Codecs;

public sealed class NativeJpegCodecTests
{
    /// <summary>What a quality of 95 or more may change in a smooth gradient.</summary>
    private const int Tolerance = 6;

    private static readonly ImageDecoder Decoder = new(ImageFormatCatalog.Create(new NativeJpegCodec()));

    [Fact]
    public void Decode_GreyBaseline_GivesTheGradient()
    {
        RasterImage frame = Decode(JpegSamples.Grey);

        Assert.Equal((8, 16, 1), (frame.Rows, frame.Columns, frame.SamplesPerPixel));
        for (int i = 0; i < 128; i++)
        {
            int expected = ((i % 16) * 12) + ((i / 16) * 5);
            Assert.InRange(frame.SampleAt(i), expected - Tolerance, expected + Tolerance);
        }
    }

    [Fact]
    public void Decode_ColourProgressive_GivesRgb()
    {
        RasterImage frame = Decode(JpegSamples.ColourProgressive);

        Assert.Equal((16, 24, 3), (frame.Rows, frame.Columns, frame.SamplesPerPixel));
        for (int i = 0; i < 16 * 24; i++)
        {
            Assert.InRange(frame.SampleAt(3 * i), ((i % 24) * 10) - Tolerance, ((i % 24) * 10) + Tolerance);
            Assert.InRange(frame.SampleAt((3 * i) + 1), ((i / 24) * 15) - Tolerance, ((i / 24) * 15) + Tolerance);
            Assert.InRange(frame.SampleAt((3 * i) + 2), 128 - Tolerance, 128 + Tolerance);
        }
    }

    [Fact]
    public void Decode_CutFile_IsRejectedInsteadOfPaintedGrey()
    {
        byte[] file = JpegSamples.ColourProgressive;

        var outcome = Assert.IsType<DecodeOutcome.Rejected>(Decoder.Decode(file.AsMemory(0, file.Length - 40), "a.jpg"));

        Assert.Contains("ends early", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_MutatedFiles_NeverEndTheProcess()
    {
        var random = new Random(11);
        int rejected = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] file = [.. round % 2 == 0 ? JpegSamples.Grey : JpegSamples.ColourProgressive];
            for (int change = 0; change <= round % 4; change++)
            {
                file[random.Next(2, file.Length)] = (byte)random.Next(256);
            }

            rejected += Decoder.Decode(file, "a.jpg") is DecodeOutcome.Rejected ? 1 : 0;
        }

        Assert.InRange(rejected, 1, 400);
    }

    [Fact]
    public void Decode_WrongBuffer_Throws() =>
        Assert.Throws<ArgumentException>(() => new NativeJpegCodec().Decode(JpegSamples.Grey, 8, 16, 1, new byte[5]));

    private static RasterImage Decode(byte[] file) =>
        Assert.IsType<DecodeOutcome.Decoded>(Decoder.Decode(file, "a.jpg")).File.Frames[0];
}
