using System.CommandLine;
using Studio.Features.Audit;

namespace Studio.CommandLine;

/// <summary><c>audit</c>: what would make a project's results look better than they are.</summary>
public static class AuditCommand
{
    public static Command Create() => Verb.Create(
        "audit", "Look for what would make a good score mean nothing: copies, torn patients, shortcuts, odd labels.", [RunOptions.Project], RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        var error = parsed.InvocationConfiguration.Error;
        var results = await host.Get<DataAudit>().RunAsync(project, progress => error.WriteLine(Line(progress)), cancellation);
        var findings = results.SelectMany(result => result.Answer?.Findings ?? []).OrderBy(finding => finding.Severity).ToList();
        var passed = results.Where(result => result.Answer is { Findings.Count: 0, Applies: true }).ToList();
        var failed = results.Where(result => result.Error is not null).Select(result => new { result.Check, result.Error }).ToList();
        Verb.Print(
            parsed,
            new { project = project.Slug, findings, passed = passed.Select(result => new { result.Check, message = result.Answer!.PassedMessage }), failed },
            string.Join(Environment.NewLine,
            [
                .. findings.Select(finding => $"{finding.Severity}: {finding.Title}. {finding.Message}"),
                .. passed.Select(result => $"Passed: {result.Answer!.PassedTitle}. {result.Answer.PassedMessage}"),
                .. failed.Select(result => $"Failed: {result.Check}. {result.Error}"),
            ]));
        return failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    static string Line(AuditProgress progress) => progress.OfImages > 0
        ? $"{progress.Check}: {progress.Images} of {progress.OfImages} images"
        : $"{progress.Done + 1} of {progress.Total}: {progress.Check}";
}
