using System.Text;
using Studio.Features.Compare.Failures;
using Studio.Features.Reports;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Compare.Report;

/// <summary>The report of a comparison as downloads.</summary>
public static class CompareEndpoints
{
    public static string FileUrl(string slug, CompareQuery query, FailureView view) => Url(slug, query, view, "html");

    public static string TableUrl(string slug, CompareQuery query, FailureView view) => Url(slug, query, view, "csv");

    static string Url(string slug, CompareQuery query, FailureView view, string kind) =>
        $"/api/projects/{Uri.EscapeDataString(slug)}/compare/report.{kind}?{CompareAddress.Write(query)}{view.Write()}";

    public static IEndpointRouteBuilder MapCompare(this IEndpointRouteBuilder app)
    {
        var compare = app.MapGroup("/api/projects/{project}/compare");
        compare.MapGet("/report.html", GetFileAsync);
        compare.MapGet("/report.csv", GetTableAsync);
        return app;
    }

    /// <summary>The query part of the page's address.</summary>
    sealed record Asked(string? Runs, string? Set, string? Metric, string? By, int? Version, string? Of, string? Column)
    {
        public FailureView View => new(Of, Column: Column);

        public CompareQuery? Read() => CompareAddress.Read(Runs, Set, Metric, By, Version);
    }

    static Task<IResult> GetFileAsync(
        string project, [AsParameters] Asked asked, ProjectStore projects, CompareReporter reporter, ReportFile file, CancellationToken cancellationToken) =>
        SendAsync(project, asked, projects, reporter, async report => Download(await file.WriteAsync<CompareDocument>(
            $"Comparison of runs in {report.Comparison.Project.Name}", new Dictionary<string, object?> { [nameof(CompareDocument.Report)] = report }), "text/html", $"{project}-comparison.html"), cancellationToken);

    static Task<IResult> GetTableAsync(
        string project, [AsParameters] Asked asked, ProjectStore projects, CompareReporter reporter, CancellationToken cancellationToken) =>
        SendAsync(project, asked, projects, reporter, report =>
            Task.FromResult(Download(CompareTable.Write(report), "text/csv", $"{project}-comparison.csv")), cancellationToken);

    static async Task<IResult> SendAsync(
        string slug, Asked asked, ProjectStore projects, CompareReporter reporter, Func<CompareReport, Task<IResult>> send, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(slug, cancellationToken) is not { } project)
            return Problems.NotFound("There is no project at this address.");
        if (asked.Read() is not { } query)
            return Problems.NotFound("The address names no run to compare.");
        var (report, problem) = await reporter.MakeAsync(project, query, asked.View, cancellationToken);
        return report is null ? Problems.NotFound(problem!.Sentence) : await send(report);
    }

    static IResult Download(string text, string type, string name) => Results.File(Encoding.UTF8.GetBytes(text), $"{type}; charset=utf-8", name);
}
