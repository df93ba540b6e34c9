using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Jobs;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>Weights of one epoch as a safetensors file that says in its header what they are.</summary>
static class Checkpoint
{
    public static void Write(string path, TrainingNetwork network, JobSpec spec, int epoch, double meanIou)
    {
        using var scope = NewDisposeScope();
        var metadata = new Dictionary<string, string>
        {
            ["epoch"] = epoch.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["validationMeanIou"] = meanIou.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            ["recipe"] = RecipeWriter.Write(spec.Recipe),
            ["classes"] = JsonSerializer.Serialize(spec.Classes, ContractJson.Options),
            ["datasetVersion"] = spec.DatasetVersion,
        };
        SafeTensors.Write(path, network.Module.state_dict(), metadata);
    }

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
