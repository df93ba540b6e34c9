using System.CommandLine;
using Studio.Features.Audit;

namespace Studio.CommandLine;

/// <summary><c>audit</c>: what would make a project's results look better than they are.</summary>
public static class AuditCommand
{
    public static Command Create() => Verb.Create(
        "audit", "Look for copies of pictures and for patients in several parts of the data.", [RunOptions.Project], RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        var error = parsed.InvocationConfiguration.Error;
        var findings = await host.Get<DataAudit>().RunAsync(project, (done, total) => error.WriteLine($"{done} of {total} pictures read"), cancellation);
        Verb.Print(parsed, new { project = project.Slug, findings }, findings.Count == 0
            ? "Nothing found: no picture twice, no patient in several parts of the data."
            : string.Join(Environment.NewLine, findings.Select(finding => $"{finding.Severity}: {finding.Message}")));
        return ExitCode.Done;
    }
}
