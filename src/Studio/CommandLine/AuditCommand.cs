using System.CommandLine;
using Studio.Features.Audit;
using Studio.Features.Audit.Report;
using Studio.Features.Reports;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>audit</c>: what would make a project's results look better than they are.</summary>
public static class AuditCommand
{
    static readonly Option<FileInfo?> Report = new("--report") { Description = "Write the report there too, as one HTML file that needs nothing else." };

    public static Command Create() => Verb.Create(
        "audit", "Look for what would make a good score mean nothing: copies, torn patients, shortcuts, odd labels.", [RunOptions.Project, Report], RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        if (parsed.GetValue(Report) is { Directory: not { Exists: true } } nowhere)
            throw new BadInputException($"The folder of {nowhere.FullName} does not exist. Make it, or name another file with --report.");
        var error = parsed.InvocationConfiguration.Error;
        var audited = await host.Get<AuditRecorder>().RunAsync(project, userId: null, onlyCheck: null, progress => error.WriteLine(Line(progress)), cancellation)
            ?? throw new StorageException("An audit of this project runs already. Wait for its end, or cancel it on the Audit page.");
        var state = await host.Get<AuditReader>().ReadAsync(project.Id, audited.DataHash, cancellation);
        if (parsed.GetValue(Report) is { } file)
            await WriteReportAsync(host, project, file, cancellation);
        var findings = state.Items.Where(item => item.Finding is not null).ToList();
        var passed = state.Items.Where(item => item.Kind == AuditItemKind.Passed).ToList();
        var failed = state.Items.Where(item => item.Kind == AuditItemKind.Failed).ToList();
        Verb.Print(
            parsed,
            new
            {
                project = project.Slug,
                dataHash = audited.DataHash,
                openProblems = state.OpenProblems.Count(),
                findings = findings.Select(item => item.Finding),
                setAside = findings.Where(item => item.Review is not null).Select(item => new { item.Key, item.Review!.Reason }),
                passed = passed.Select(item => new { item.Check.Check, message = item.Message }),
                failed = failed.Select(item => new { item.Check.Check, error = item.Message }),
            },
            string.Join(Environment.NewLine, state.Items.Select(Words)));
        return failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    static async Task WriteReportAsync(VerbHost host, Project project, FileInfo file, CancellationToken cancellation)
    {
        var report = await host.Get<AuditReporter>().MakeAsync(project, isWhole: true, by: null, cancellation)
            ?? throw new InvalidOperationException("An audit that has just ended is not there.");
        await File.WriteAllTextAsync(file.FullName, await host.Get<ReportFile>().WriteAsync(report), cancellation);
    }

    static string Words(AuditItem item) =>
        $"{item.Kind}: {item.Title}. {item.Message}{(item.Review is { } review ? $" Not a problem: {review.Reason}" : "")}";

    static string Line(AuditProgress progress) => progress.OfImages > 0
        ? $"{progress.Title}: {progress.Images} of {progress.OfImages} images"
        : $"{progress.Done + 1} of {progress.Total}: {progress.Title}";
}
