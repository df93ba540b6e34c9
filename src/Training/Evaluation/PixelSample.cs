using Studio.Contracts.Jobs;
using Studio.Training.Data;
using Studio.Training.Metrics;
using Studio.Training.Randomness;
using Studio.Training.Tasks;
using static TorchSharp.torch;

namespace Studio.Training.Evaluation;

/// <summary>
/// Logits and labels of pixels of the network's input, drawn from images so that each patient, and each image of a patient, has
/// the same number of them; what lies outside an image that was padded, or is labelled with a class that the model does not
/// know, is not among them. The draw depends on the seed and the images alone.
/// </summary>
sealed class PixelSample(SampleCache cache, IReadOnlyList<int> samples, int classes, long seed)
{
    /// <summary>Pixels in all: the temperature then stands to the third place.</summary>
    public const int MostPixels = 500_000;

    /// <summary>With many classes fewer pixels are drawn, so that their logits fit into 64 MiB.</summary>
    const int MostLogits = 1 << 23;

    readonly List<double[]> logits = [];
    readonly List<int> labels = [];
    readonly Dictionary<string, int> imagesOf = samples.CountBy(sample => cache.Samples[sample].PatientKey).ToDictionary();

    /// <param name="output">Logits [N, classes, H, W].</param>
    /// <param name="target">int64 [N, H, W].</param>
    public void Add(int[] batch, Tensor output, Tensor target)
    {
        using var scope = NewDisposeScope();
        for (var slot = 0; slot < batch.Length; slot++)
        {
            using var one = NewDisposeScope();
            var chosen = Choose(batch[slot]);
            var places = tensor(chosen, [chosen.Length]).to(output.device);
            var numbers = output.narrow(0, slot, 1).flatten(2).index_select(2, places).cpu().contiguous().data<float>().ToArray();
            var truths = target.narrow(0, slot, 1).flatten(1).index_select(1, places).cpu().contiguous().data<long>().ToArray();
            for (var pixel = 0; pixel < truths.Length; pixel++)
            {
                if (truths[pixel] >= 0 && truths[pixel] < classes)
                {
                    var own = new double[classes];
                    for (var index = 0; index < classes; index++)
                    {
                        own[index] = numbers[(index * truths.Length) + pixel];
                    }

                    logits.Add(own);
                    labels.Add((int)truths[pixel]);
                }
            }
        }
    }

    /// <summary>Null where no pixel was drawn.</summary>
    public ClassMapScaling? Fit() => PixelCalibration.Fit(logits, labels, classes);

    /// <summary>Each pixel of the image is as likely as the others, none comes twice (Fan, Muller and Rezucha 1962).</summary>
    long[] Choose(int sample)
    {
        var spec = cache.Samples[sample];
        var place = InputPlacement.Of(spec.Rows, spec.Columns, cache.Input);
        var area = place.Height * place.Width;
        var wanted = Math.Min(MostPixels, MostLogits / classes);
        var quota = Math.Clamp(wanted / imagesOf.Count / imagesOf[spec.PatientKey], 1, area);
        var random = new SeededRandom(seed, DrawPurpose.Pixels, spec.ImageId);
        var chosen = new long[quota];
        for (var (pixel, taken) = (0, 0); taken < quota; pixel++)
        {
            if (random.NextIndex(area - pixel) < quota - taken)
            {
                chosen[taken++] = ((place.Top + (pixel / place.Width)) * (long)cache.Input.Width) + place.Left + (pixel % place.Width);
            }
        }

        return chosen;
    }
}
