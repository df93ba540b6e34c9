using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Torch;
using Studio.Training.Architectures;
using Studio.Training.Data;
using Studio.Training.Jobs;
using Studio.Training.Tasks;
using Studio.Training.Transfer;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>What a network begins with: the weights that the recipe names, or fresh ones that know how often classes occur.</summary>
static class StartingWeights
{
    /// <exception cref="JobFailureException">The weights do not fit or the file is damaged.</exception>
    public static void Prepare(JobContext context, TrainingNetwork network)
    {
        if (network.Module is IInitialisedByFrequency byFrequency)
        {
            byFrequency.InitialiseByFrequency(Shares(context));
        }

        if (context.StartWeightsPath is { } path)
        {
            using var scope = NewDisposeScope();
            var report = WeightTransfer.Load(network.Module.state_dict(), Read(path), context.Spec.Recipe.Transfer);
            context.Reporter.Report(new JobNote("info", report.Describe(context.Spec.StartWeightsName ?? "the given weights")));
        }
    }

    static Dictionary<string, Tensor> Read(string path)
    {
        try
        {
            return SafeTensors.Read(path);
        }
        catch (InvalidDataException problem)
        {
            throw new JobFailureException($"The weights to start from cannot be read. {problem.Message}", problem);
        }
    }

    /// <summary>Share of the training pixels of each class, background first; no class is taken for impossible.</summary>
    static double[] Shares(JobContext context)
    {
        var cache = context.CacheOf(0);
        var counts = new double[context.Spec.Classes.Count + 1];
        Array.Fill(counts, 1);
        foreach (var sample in JobContext.SamplesOf(cache, Split.Training, PredictionTask.Create(context.Phases[0], context.Spec.Classes)))
        {
            for (var index = 0; index < counts.Length && index < cache.ClassCounts[sample].Length; index++)
            {
                counts[index] += cache.ClassCounts[sample][index];
            }
        }

        var total = counts.Sum();
        return Array.ConvertAll(counts, count => count / total);
    }
}
