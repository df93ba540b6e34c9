using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.Models;

/// <summary>A model in the list, with the figure that stands for it.</summary>
/// <param name="Score">What the run is judged by.</param>
/// <param name="Value">Null when nothing was measured.</param>
/// <param name="Split">On which images.</param>
public sealed record ModelEntry(Model Model, ScoreFacts Score, double? Value, Split Split);

/// <summary>A model with its origin.</summary>
/// <param name="Evaluation">On the test set if there is one, else on validation; null when the run was not evaluated.</param>
/// <param name="Card">Text of the model card.</param>
/// <param name="Point">What the package answers by, as chosen on validation; null: as the training left it.</param>
public sealed record ModelDetails(Model Model, Run Run, DatasetVersion Version, Evaluation? Evaluation, string Card, OperatingPoint? Point);

/// <summary>Gathers what the Models page shows.</summary>
public sealed class ModelReader(
    ModelStore models,
    RunStore runs,
    EvaluationStore evaluations,
    RunOutcomes outcomes,
    BlobStore blobs)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ModelEntry>> ListAsync(long projectId, CancellationToken cancellationToken = default)
    {
        var byId = (await runs.ListAsync(projectId, cancellationToken)).ToDictionary(run => run.Id);
        var entries = new List<ModelEntry>();
        foreach (var model in await models.ListAsync(projectId, cancellationToken))
        {
            var test = await evaluations.FindLatestAsync(model.RunId, Split.Test, cancellationToken);
            var run = byId[model.RunId];
            entries.Add(test is not null && ScoreWording.FindIn(test.Result, run.Score) is { } measured
                ? new ModelEntry(model, run.Score, measured.Mean, Split.Test)
                : new ModelEntry(model, run.Score, run.BestScore, Split.Validation));
        }

        return entries;
    }

    public async Task<ModelDetails> ReadAsync(Model model, CancellationToken cancellationToken = default)
    {
        var run = await runs.FindAsync(model.RunId, cancellationToken)
            ?? throw new InvalidOperationException($"The run of model {model.Id} is missing from the database.");
        return new ModelDetails(
            model,
            run,
            await outcomes.RequireVersionAsync(run, cancellationToken),
            await evaluations.FindLatestAsync(run.Id, Split.Test, cancellationToken)
                ?? await evaluations.FindLatestAsync(run.Id, Split.Validation, cancellationToken),
            await ReadCardAsync(model, cancellationToken),
            PackagedPoint.Read(await ReadTextAsync(model, PackageFiles.Metrics, cancellationToken)));
    }

    /// <summary>Finished runs that can become a model: there is a checkpoint. Newest first.</summary>
    public async Task<IReadOnlyList<Run>> ListCandidatesAsync(long projectId, CancellationToken cancellationToken = default) =>
        [.. (await runs.ListAsync(projectId, cancellationToken)).Where(run =>
            run.Checkpoint is not null && run.State is JobState.Succeeded or JobState.Failed)];

    Task<string> ReadCardAsync(Model model, CancellationToken cancellationToken) => ReadTextAsync(model, PackageFiles.ModelCard, cancellationToken);

    /// <summary>Empty where the package has no such file.</summary>
    async Task<string> ReadTextAsync(Model model, string name, CancellationToken cancellationToken) =>
        model.Files.FirstOrDefault(file => file.Name == name) is { } found
            ? System.Text.Encoding.UTF8.GetString(await blobs.ReadAllBytesAsync(found.Blob.Sha256, cancellationToken))
            : "";
}
