using Studio.Features.Compare.Failures;
using Studio.Features.Compare.Groups;
using Studio.Features.Reports;
using Studio.Storage;

namespace Studio.Features.Compare.Report;

/// <summary>Gathers what the report of a comparison shows.</summary>
public sealed class CompareReporter(
    ComparisonReader reader, ComparedRunReader compared, SetupReader setups, TestLookStore looks, GroupReader grouping, GroupFigures figures,
    ExternalReader external, TimeProvider clock)
{
    /// <param name="view">Says whose groups, by what.</param>
    /// <returns>The report, or why there is nothing to report yet.</returns>
    public async Task<(CompareReport? Report, ComparisonProblem? Problem)> MakeAsync(
        Project project, CompareQuery query, FailureView view, CancellationToken cancellationToken = default)
    {
        var answer = await reader.ReadAsync(project, query, cancellationToken);
        if (answer.Comparison is not { } comparison)
            return (null, answer.Problem);
        var entries = await compared.FindAsync(project.Id, query, cancellationToken);
        return (
            new CompareReport(
                comparison,
                await setups.ReadAsync(entries, cancellationToken),
                await looks.ListAsync(project.Id, cancellationToken),
                await compared.LookAsync(entries, cancellationToken),
                await ReadGroupsAsync(comparison, view, cancellationToken),
                clock.GetLocalNow(),
                StudioVersion.Text),
            null);
    }

    async Task<ReportedGroups> ReadGroupsAsync(Comparison comparison, FailureView view, CancellationToken cancellationToken)
    {
        var entry = view.EntryOf(comparison);
        var groups = await grouping.ChooseAsync(comparison, view.Column, cancellationToken: cancellationToken);
        return new ReportedGroups(
            entry,
            groups.Column,
            await figures.ReadAsync(comparison, entry, groups.Groups, cancellationToken),
            entry.Runs.Count == 1 ? await external.ReadAsync(comparison, entry, cancellationToken) : null);
    }
}
