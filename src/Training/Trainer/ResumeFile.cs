using System.Text.Json;
using Studio.Contracts;
using Studio.Torch;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>How far a run has come, besides weights and optimiser state.</summary>
/// <param name="Epoch">Last finished epoch, 1-based.</param>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="ValidationScores">Validation mean IoU of each finished epoch; the schedule and early stopping follow from it.</param>
/// <param name="MicroBatch">Images computed at once, smaller than the batch after memory ran out.</param>
/// <param name="Seconds">Spent on the finished epochs.</param>
sealed record RunProgress(int Epoch, long Step, IReadOnlyList<double> ValidationScores, int MicroBatch, double Seconds)
{
    /// <summary>1-based epoch of the highest validation IoU, the first of equals; 0 before the first epoch ends.</summary>
    public int BestEpoch => ValidationScores.Count == 0 ? 0 : ValidationScores.Index().MaxBy(pair => (pair.Item, -pair.Index)).Index + 1;

    public double BestIou => BestEpoch == 0 ? 0 : ValidationScores[BestEpoch - 1];
}

/// <summary>
/// One file with all that the next epoch depends on: weights, batch statistics, optimiser state, progress. It replaces
/// the one before by renaming, so a kill leaves one of the two. Random numbers need no state: every draw follows from
/// seed, epoch and sample, and libtorch's generator is seeded anew at each epoch.
/// </summary>
sealed class ResumeFile(string path, string runKey)
{
    const string NetworkPrefix = "network.";
    const string OptimizerPrefix = "optimizer.";

    public void Save(TrainingNetwork network, optim.Optimizer optimizer, RunProgress progress)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, value) in network.Module.state_dict())
        {
            tensors[NetworkPrefix + name] = value;
        }

        foreach (var (name, value) in OptimizerState.Export(optimizer))
        {
            tensors[OptimizerPrefix + name] = value;
        }

        var metadata = new Dictionary<string, string>
        {
            ["run"] = runKey,
            ["progress"] = JsonSerializer.Serialize(progress, ContractJson.Options),
        };
        SafeTensors.Write(path, tensors, metadata);
    }

    /// <returns>Null when there is nothing to resume; weights and optimiser are untouched then.</returns>
    public RunProgress? TryLoad(TrainingNetwork network, optim.Optimizer optimizer)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var metadata = SafeTensors.ReadMetadata(path);
        if (metadata.GetValueOrDefault("run") != runKey)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var tensors = SafeTensors.Read(path);
        network.Module.load_state_dict(Part(tensors, NetworkPrefix));
        OptimizerState.Import(optimizer, Part(tensors, OptimizerPrefix));
        return JsonSerializer.Deserialize<RunProgress>(metadata["progress"], ContractJson.Options);
    }

    static Dictionary<string, Tensor> Part(Dictionary<string, Tensor> tensors, string prefix) => tensors
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);
}
