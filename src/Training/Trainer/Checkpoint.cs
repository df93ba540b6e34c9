using System.Globalization;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Jobs;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>Weights of one epoch as a safetensors file that says in its header what they are.</summary>
static class Checkpoint
{
    const string Rules = "postprocessing";
    const string Statistics = "statistics";

    /// <param name="rules">Rules on the answer that were fitted for these weights; null: none.</param>
    /// <param name="statistics">What the images were normalised by, where that is the same for all; null: each by itself.</param>
    public static void Write(
        string path, TrainingNetwork network, JobSpec spec, int epoch, double score, DatasetStatistics? statistics, PostprocessingRules? rules)
    {
        using var scope = NewDisposeScope();
        var metadata = new Dictionary<string, string>
        {
            ["epoch"] = epoch.ToString(CultureInfo.InvariantCulture),
            ["validationScore"] = score.ToString("R", CultureInfo.InvariantCulture),
            ["recipe"] = RecipeWriter.Write(spec.Recipe),
            ["classes"] = JsonSerializer.Serialize(spec.Classes, ContractJson.Options),
            ["datasetVersion"] = spec.DatasetVersion,
        };
        if (rules is not null)
        {
            metadata[Rules] = JsonSerializer.Serialize(rules, ContractJson.Options);
        }

        if (statistics is not null)
        {
            metadata[Statistics] = JsonSerializer.Serialize(statistics, ContractJson.Options);
        }

        SafeTensors.Write(path, network.Module.state_dict(), metadata);
    }

    /// <summary>The rules on the answer that belong to these weights; null: none.</summary>
    public static PostprocessingRules? ReadRules(string path) => Read<PostprocessingRules>(path, Rules);

    /// <summary>The numbers that the images of these weights were normalised by; null: each image by itself.</summary>
    public static DatasetStatistics? ReadStatistics(string path) => Read<DatasetStatistics>(path, Statistics);

    static T? Read<T>(string path, string name)
        where T : class =>
        SafeTensors.ReadMetadata(path).TryGetValue(name, out var text) ? JsonSerializer.Deserialize<T>(text, ContractJson.Options) : null;

    /// <exception cref="JobFailureException">The file is damaged or belongs to another network.</exception>
    public static void Load(string path, TrainingNetwork network)
    {
        using var scope = NewDisposeScope();
        try
        {
            network.Module.load_state_dict(SafeTensors.Read(path));
        }
        catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException)
        {
            throw new JobFailureException($"The weights cannot be used with this recipe. {problem.Message}", problem);
        }
    }
}
