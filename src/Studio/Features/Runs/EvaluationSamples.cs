using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <param name="Samples">The run's own training images, then those to be judged.</param>
/// <param name="LeftOut">Images of the part that the run, or another image of their patient, was trained on.</param>
public sealed record JudgedSamples(IReadOnlyList<SampleSpec> Samples, int LeftOut);

/// <summary>
/// What an evaluation of a run looks at. On a version other than its own, images that the run has learned from are left out, and
/// with them all others of their patients: they would make it look better than it is.
/// </summary>
public sealed class EvaluationSamples(DatasetVersionStore versions)
{
    /// <exception cref="RunRefusedException">The version has other classes.</exception>
    public async Task<JudgedSamples> ListAsync(Run run, long? versionId, Split split, CancellationToken cancellationToken = default)
    {
        var own = await versions.ListSamplesAsync(run.VersionId, run.Recipe.Input, run.Fold, cancellationToken);
        if (versionId is not { } other || other == run.VersionId)
            return new JudgedSamples(own, 0);
        await RequireSameClassesAsync(run, other, cancellationToken);
        var learned = own.Where(sample => sample.Split == Split.Training).ToList();
        var (images, patients) = (learned.Select(sample => sample.ImageId).ToHashSet(), learned.Select(sample => sample.PatientKey).ToHashSet());
        var part = (await versions.ListSamplesAsync(other, run.Recipe.Input, fold: null, cancellationToken)).Where(sample => sample.Split == split).ToList();
        List<SampleSpec> judged = [.. part.Where(sample => !images.Contains(sample.ImageId) && !patients.Contains(sample.PatientKey))];
        // What a job fits its baseline on stays the run's own training, whatever part is judged.
        return new JudgedSamples(split == Split.Training ? judged : [.. learned, .. judged], part.Count - judged.Count);
    }

    async Task RequireSameClassesAsync(Run run, long versionId, CancellationToken cancellationToken)
    {
        var (trained, other) = (await RequireAsync(run.VersionId, cancellationToken), await RequireAsync(versionId, cancellationToken));
        string[] Names(DatasetVersion version) => [.. version.Classes.Select(item => $"{item.Index} {item.Name}")];
        if (!Names(trained).SequenceEqual(Names(other)))
        {
            throw new RunRefusedException(
                $"Run {run.Number} knows the classes of version {trained.Number} ({string.Join(", ", trained.Classes.Select(item => item.Name))}), "
                + $"version {other.Number} has others ({string.Join(", ", other.Classes.Select(item => item.Name))}). Choose a version with the same classes.");
        }
    }

    async Task<DatasetVersion> RequireAsync(long versionId, CancellationToken cancellationToken) =>
        await versions.FindAsync(versionId, cancellationToken) ?? throw new RunRefusedException("This version does not exist.");
}
