using Studio.Training.Data;
using Studio.Training.Inference;
using Studio.Training.Jobs;
using Studio.Training.OnnxRuntime;
using Studio.Training.Tasks;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Export;

/// <summary>Compares a written model with the network it came from, on real images, through ONNX Runtime.</summary>
static class ParityCheck
{
    public const double Tolerance = 1e-4;

    /// <summary>More images take longer and find nothing more.</summary>
    public const int MostImages = 31;

    /// <returns>Largest absolute difference of probabilities (see <see cref="PredictionTask.Comparable"/>) over all images.</returns>
    /// <exception cref="JobFailureException">An image differs by more than <see cref="Tolerance"/>; it is named.</exception>
    public static double Measure(
        string modelPath, TrainingNetwork network, PredictionTask task, SampleCache cache, IReadOnlyList<int> samples, Action check)
    {
        using var session = new OnnxSession(modelPath, OnnxExport.InputName, OnnxExport.OutputName);
        var packaged = new PackagedNetwork(session, task.Output);
        using var noGrad = no_grad();
        network.Module.eval();
        double largest = 0;
        foreach (var sample in samples)
        {
            check();
            var difference = Compare(packaged, network, task, cache, sample);
            if (!(difference <= Tolerance))
            {
                throw new JobFailureException(FormattableString.Invariant(
                    $"Not packaged: the ONNX model differs by {difference:0.0e+0} on image {cache.Samples[sample].Name}; at most {Tolerance:0.0e+0} is allowed."));
            }

            largest = Math.Max(largest, difference);
        }

        return largest;
    }

    /// <summary>At most <see cref="MostImages"/>, spread evenly.</summary>
    public static IReadOnlyList<int> Choose(IReadOnlyList<int> samples)
    {
        var count = Math.Min(MostImages, samples.Count);
        return [.. Enumerable.Range(0, count).Select(index => samples[(int)((long)index * samples.Count / count)])];
    }

    static double Compare(PackagedNetwork packaged, TrainingNetwork network, PredictionTask task, SampleCache cache, int sample)
    {
        using var scope = NewDisposeScope();
        var input = cache.Input;
        var values = cache.Image(sample).ToArray();
        var ours = network.Judge(tensor(values, [1, input.Channels, input.Height, input.Width]));
        var theirs = tensor(packaged.Run(values), ours.shape);
        return (task.Comparable(ours) - task.Comparable(theirs)).abs().max().ToDouble();
    }
}
