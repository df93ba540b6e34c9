using Studio.Imaging.Formats;

namespace Studio.Imaging.Tests;

/// <summary>Generated images and short ways through the decoder.</summary>
internal static class TestImages
{
    public static ImageDecoder Decoder { get; } = new(ImageFormatCatalog.Create());

    /// <summary>Every byte at random, so that no symmetry hides a wrong byte.</summary>
    public static RasterImage Noise(RasterLayout layout, int seed)
    {
        var samples = new byte[layout.ByteCount];
        new Random(seed).NextBytes(samples);
        return new RasterImage(layout, samples);
    }

    public static DecodedFile Decode(byte[] file)
    {
        DecodeOutcome outcome = Decoder.Decode(file, "test");
        return Assert.IsType<DecodeOutcome.Decoded>(outcome).File;
    }

    public static string Reject(byte[] file) => Assert.IsType<DecodeOutcome.Rejected>(Decoder.Decode(file, "test")).Reason;
}
