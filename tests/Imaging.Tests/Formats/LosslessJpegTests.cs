using System.Runtime.InteropServices;
using Studio.Imaging.Formats.Jpeg.Lossless;

namespace Studio.Imaging.Tests.Formats;

public sealed class LosslessJpegTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7)]
    public void Decode_EveryPredictorAndDepth_GivesTheSamplesBack(int predictor)
    {
        foreach ((int precision, int components) in new[] { (2, 1), (8, 1), (8, 3), (12, 1), (16, 1), (16, 4) })
        {
            int[] samples = Noise(13, 17, components, precision, seed: predictor);

            byte[] stream = new LosslessJpegEncoder(13, 17, components, precision, predictor).Encode(samples);

            Assert.Equal(samples, Samples(LosslessJpegDecoder.Decode(stream, samples.Length)));
        }
    }

    [Fact]
    public void Decode_SmoothPicture_GivesTheSamplesBack()
    {
        // Small differences, which the one-look table holds whole.
        int[] samples = [.. Enumerable.Range(0, 64 * 64).Select(i => 1000 + (i % 64) + ((i / 64) % 7))];

        byte[] stream = new LosslessJpegEncoder(64, 64, 1, 12).Encode(samples);

        Assert.Equal(samples, Samples(LosslessJpegDecoder.Decode(stream, samples.Length)));
    }

    [Theory]
    [InlineData(1), InlineData(3), InlineData(7)]
    public void Decode_Restarts_GiveTheSamplesBack(int rowsPerRestart)
    {
        int[] samples = Noise(11, 9, 1, 12, seed: 4);

        byte[] stream = new LosslessJpegEncoder(11, 9, 1, 12, predictor: 6) { RowsPerRestart = rowsPerRestart }.Encode(samples);

        Assert.Equal(samples, Samples(LosslessJpegDecoder.Decode(stream, samples.Length)));
    }

    [Fact]
    public void Decode_PointTransform_ShiftsBack()
    {
        int[] samples = [.. Noise(8, 8, 1, 10, seed: 5).Select(sample => sample & ~3)];

        byte[] stream = new LosslessJpegEncoder(8, 8, 1, 10, predictor: 4, pointTransform: 2).Encode(samples);

        Assert.Equal(samples, Samples(LosslessJpegDecoder.Decode(stream, samples.Length)));
    }

    [Fact]
    public void Decode_WholeRange_WrapsAround()
    {
        int[] samples = [0, 65_535, 0, 32_768, 1, 65_535, 32_767, 0, 32_768];

        byte[] stream = new LosslessJpegEncoder(3, 3, 1, 16, predictor: 7).Encode(samples);

        Assert.Equal(samples, Samples(LosslessJpegDecoder.Decode(stream, samples.Length)));
    }

    [Fact]
    public void Decode_EveryPrefix_SaysThatItEndsEarly()
    {
        int[] samples = Noise(9, 9, 1, 12, seed: 6);
        byte[] stream = new LosslessJpegEncoder(9, 9, 1, 12).Encode(samples);
        int refused = 0;

        // Without the end marker the picture is whole, so the prefixes stop in front of the last entropy-coded byte.
        for (int length = 0; length < stream.Length - 3; length++)
        {
            byte[] prefix = stream[..length];
            UnreadableImageException refusal = Assert.Throws<UnreadableImageException>(() => LosslessJpegDecoder.Decode(prefix, samples.Length));
            Assert.NotEmpty(refusal.Message);
            refused++;
        }

        Assert.Equal(stream.Length - 3, refused);
    }

    [Fact]
    public void Decode_LargerThanThePicture_IsRefusedBeforeMemoryIsTaken()
    {
        byte[] stream = new LosslessJpegEncoder(9, 9, 1, 12).Encode(new int[81]);
        // Rows and columns of the frame header.
        int frame = stream.AsSpan().IndexOf((byte[])[0xFF, 0xC3]);
        stream[frame + 5] = stream[frame + 7] = 0xFF;

        Assert.Contains("does not fit", Assert.Throws<UnreadableImageException>(() => LosslessJpegDecoder.Decode(stream, 81)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_Mutants_AreDecodedOrRefused()
    {
        int[] samples = Noise(24, 24, 1, 16, seed: 7);
        byte[] stream = new LosslessJpegEncoder(24, 24, 1, 16, predictor: 5).Encode(samples);
        var random = new Random(8);
        int refused = 0;
        for (int round = 0; round < 2000; round++)
        {
            byte[] mutant = [.. stream];
            for (int i = 0; i < 3; i++)
            {
                mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            }

            try
            {
                LosslessPicture picture = LosslessJpegDecoder.Decode(mutant, samples.Length);
                Assert.Equal(picture.Header.Rows * picture.Header.Columns * picture.Header.ComponentIds.Length * 2, picture.Samples.Length);
            }
            catch (UnreadableImageException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 1999);
    }

    private static int[] Samples(LosslessPicture picture) =>
        [.. MemoryMarshal.Cast<byte, ushort>(picture.Samples.AsSpan()).ToArray().Select(sample => (int)sample)];

    private static int[] Noise(int rows, int columns, int components, int precision, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * columns * components).Select(_ => random.Next(1 << precision))];
    }
}
