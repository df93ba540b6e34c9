using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Calibration;

/// <summary>Reads what a run answered in its latest validation on the version that it was trained on.</summary>
public sealed class CalibrationReader(EvaluationStore evaluations, EvaluationColumnStore columns, DatasetVersionStore versions)
{
    static readonly string[] Prefixes = ["probability.", "truth.", "truths.", "found.", "hits."];

    public async Task<CalibrationAnswer> ReadAsync(Project project, Run run, CancellationToken cancellationToken = default)
    {
        var kind = ArchitectureFacts.Of(run.Recipe.Architecture).Output;
        if (kind == OutputKind.OneBox)
            return new CalibrationAnswer(null, $"Run {run.Number} answers one box in every image and says no confidence. There is nothing to calibrate and no threshold to choose.");
        if (run.Checkpoint is null)
            return new CalibrationAnswer(null, $"Run {run.Number} has no checkpoint yet. Wait for its first epoch.");
        if (await evaluations.FindLatestAsync(run.Id, Split.Validation, cancellationToken) is not { } evaluation)
            return new CalibrationAnswer(null, $"Run {run.Number} was not evaluated on its validation images yet.", CanEvaluate: true);
        var numbers = kind == OutputKind.ClassMap ? null : await columns.FindAsync(evaluation.Id, Prefixes, cancellationToken);
        if (!IsKnown(kind, evaluation.Result, numbers))
            return new CalibrationAnswer(null, $"The validation of run {run.Number} is from before confidence was kept. Evaluate it again.", CanEvaluate: true);
        var version = await versions.FindAsync(run.VersionId, cancellationToken)
            ?? throw new InvalidOperationException($"The dataset version of run {run.Id} is missing from the database.");
        return new CalibrationAnswer(
            new ValidationAnswers(
                project, run, evaluation, kind, kind == OutputKind.Tags && run.Recipe.Loss.Name == "cross-entropy-tags", version.Classes, TableOf(numbers)),
            null);
    }

    static bool IsKnown(OutputKind kind, EvaluationResult result, EvaluationColumns? numbers) => kind switch
    {
        OutputKind.ClassMap => result.Calibration.Any(diagram => diagram.Bins.Any(bin => bin.Count > 0)),
        OutputKind.Tags => numbers!.Numbers.Columns.Keys.Any(name => name.StartsWith("probability.", StringComparison.Ordinal)),
        _ => numbers!.Numbers.Entries.Keys.Any(name => name.StartsWith("found.", StringComparison.Ordinal)),
    };

    static CaseTable TableOf(EvaluationColumns? numbers) => numbers is null
        ? new CaseTable([], new Dictionary<string, double[]>())
        : new CaseTable(
            numbers.Patients,
            numbers.Numbers.Columns,
            numbers.Numbers.Entries.ToDictionary(entry => entry.Key, entry => new CaseList(entry.Value.Cases, entry.Value.Values)));
}
