using System.Text.Json;
using Studio.Contracts;
using Studio.Torch;
using Studio.Training.Parameters;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>
/// One file with all that the next epoch depends on: weights, batch statistics, optimiser state, progress. It replaces
/// the one before by renaming, so a kill leaves one of the two. Random numbers need no state: every draw follows from
/// seed, epoch and sample, and libtorch's generator is seeded anew at each epoch.
/// </summary>
sealed class ResumeFile(string path, string runKey)
{
    const string NetworkPrefix = "network.";
    const string UpdatePrefix = "update.";

    public void Save(TrainingNetwork network, WeightUpdate update, RunProgress progress)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, value) in network.Module.state_dict())
        {
            tensors[NetworkPrefix + name] = value;
        }

        foreach (var (name, value) in update.Export())
        {
            tensors[UpdatePrefix + name] = value;
        }

        var metadata = new Dictionary<string, string>
        {
            ["run"] = runKey,
            ["progress"] = JsonSerializer.Serialize(progress, ContractJson.Options),
        };
        SafeTensors.Write(path, tensors, metadata);
    }

    /// <returns>Null when there is nothing of this run to resume.</returns>
    public RunProgress? ReadProgress()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var metadata = SafeTensors.ReadMetadata(path);
        return metadata.GetValueOrDefault("run") == runKey
            ? JsonSerializer.Deserialize<RunProgress>(metadata["progress"], ContractJson.Options)
            : null;
    }

    /// <summary>Puts weights and state back to where the file was saved.</summary>
    public void Load(TrainingNetwork network, WeightUpdate update)
    {
        using var scope = NewDisposeScope();
        var tensors = SafeTensors.Read(path);
        network.Module.load_state_dict(NamedTensors.Part(tensors, NetworkPrefix));
        update.Import(NamedTensors.Part(tensors, UpdatePrefix));
    }
}
