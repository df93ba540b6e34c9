using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Studio.Training.Randomness;

namespace Studio.Training.Verbs;

/// <summary>A label and an answer to it, packed as labels are stored.</summary>
sealed record BenchMaskPair(SampleSpec Sample, byte[] Truth, byte[] Answer);

/// <summary>
/// Made-up labels of 512² with three classes of one to five wobbly blobs each, and answers to them: every blob moved by up to
/// six pixels and grown or shrunk by up to a fifth, one in ten missed, and one in ten images with a blob that is not there.
/// </summary>
static class BenchMasks
{
    public const int Side = 512;
    public const int Classes = 3;
    const int ImagesPerPatient = 4;

    readonly record struct Blob(byte Class, double Row, double Column, double Height, double Width, double Wobble, double Turn);

    public static BenchMaskPair Draw(int index)
    {
        var random = new SeededRandom(index);
        var (truth, answer) = (new byte[Side * Side], new byte[Side * Side]);
        for (byte number = 1; number <= Classes; number++)
        {
            for (var left = 1 + random.NextIndex(5); left > 0; left--)
            {
                var blob = Choose(random, number);
                Fill(truth, blob);
                if (random.NextDouble() > 0.1)
                {
                    var size = 1 + (0.2 * random.NextSigned());
                    Fill(answer, blob with
                    {
                        Row = blob.Row + (6 * random.NextSigned()),
                        Column = blob.Column + (6 * random.NextSigned()),
                        Height = blob.Height * size,
                        Width = blob.Width * size,
                        Turn = blob.Turn + (0.3 * random.NextSigned()),
                    });
                }
            }
        }

        if (random.NextDouble() < 0.1)
        {
            Fill(answer, Choose(random, (byte)(1 + random.NextIndex(Classes))));
        }

        var sample = new SampleSpec(
            index + 1, $"image {index + 1}", $"patient {(index / ImagesPerPatient) + 1}", Split.Test, Side, Side, 1, 2, 12, false, false, 0.5, 0.7,
            new BlobReference("", 0), null);
        return new BenchMaskPair(sample, LabelmapPacking.Pack(truth), LabelmapPacking.Pack(answer));
    }

    static Blob Choose(SeededRandom random, byte number) => new(
        number, 60 + random.NextIndex(Side - 120), 60 + random.NextIndex(Side - 120), 8 + random.NextIndex(40), 8 + random.NextIndex(40),
        0.3 * random.NextDouble(), Math.PI * random.NextSigned());

    static void Fill(byte[] mask, Blob blob)
    {
        var (height, width) = ((int)(blob.Height * 1.4) + 1, (int)(blob.Width * 1.4) + 1);
        for (var row = Math.Max(0, (int)blob.Row - height); row < Math.Min(Side, blob.Row + height); row++)
        {
            for (var column = Math.Max(0, (int)blob.Column - width); column < Math.Min(Side, blob.Column + width); column++)
            {
                var (down, across) = ((row - blob.Row) / blob.Height, (column - blob.Column) / blob.Width);
                var edge = 1 + (blob.Wobble * Math.Sin((5 * Math.Atan2(down, across)) + blob.Turn));
                if ((down * down) + (across * across) < edge * edge)
                {
                    mask[(row * Side) + column] = blob.Class;
                }
            }
        }
    }
}
