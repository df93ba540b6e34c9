using Studio.Features.Reports;
using Studio.Storage;

namespace Studio.Features.Compare.Report;

/// <summary>Gathers what the report of a comparison shows.</summary>
public sealed class CompareReporter(ComparisonReader reader, ComparedRunReader compared, SetupReader setups, TestLookStore looks, TimeProvider clock)
{
    /// <returns>The report, or why there is nothing to report yet.</returns>
    public async Task<(CompareReport? Report, ComparisonProblem? Problem)> MakeAsync(Project project, CompareQuery query, CancellationToken cancellationToken = default)
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
                clock.GetLocalNow(),
                StudioVersion.Text),
            null);
    }
}
