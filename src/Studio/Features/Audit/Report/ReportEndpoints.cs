using System.Security.Claims;
using System.Text;
using Studio.Features.Account;
using Studio.Features.Reports;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Audit.Report;

/// <summary>The report of an audit as downloads.</summary>
public static class ReportEndpoints
{
    public static string FileUrl(string slug) => $"/api/projects/{Uri.EscapeDataString(slug)}/audit/report.html";

    public static string TableUrl(string slug) => $"/api/projects/{Uri.EscapeDataString(slug)}/audit/report.csv";

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder app)
    {
        var audit = app.MapGroup("/api/projects/{project}/audit");
        audit.MapGet("/report.html", GetFileAsync);
        audit.MapGet("/report.csv", GetTableAsync);
        return app;
    }

    static Task<IResult> GetFileAsync(
        string project, ClaimsPrincipal principal, ProjectStore projects, AuditReporter reporter, ReportFile file, CancellationToken cancellationToken) =>
        SendAsync(project, isWhole: true, principal, projects, reporter, async report =>
            Download(await file.WriteAsync(report), "text/html", $"{project}-audit.html"), cancellationToken);

    static Task<IResult> GetTableAsync(
        string project, ClaimsPrincipal principal, ProjectStore projects, AuditReporter reporter, CancellationToken cancellationToken) =>
        SendAsync(project, isWhole: false, principal, projects, reporter, report =>
            Task.FromResult(Download(ReportTable.Write(report), "text/csv", $"{project}-audit.csv")), cancellationToken);

    static async Task<IResult> SendAsync(
        string slug, bool isWhole, ClaimsPrincipal principal, ProjectStore projects, AuditReporter reporter, Func<AuditReport, Task<IResult>> send, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(slug, cancellationToken) is not { } project)
            return Problems.NotFound("There is no project at this address.");
        return await reporter.MakeAsync(project, isWhole, CurrentUser.From(principal), cancellationToken) is { } report
            ? await send(report)
            : Problems.NotFound("These data were not audited yet. Check them on the Audit page first.");
    }

    static IResult Download(string text, string type, string name) => Results.File(Encoding.UTF8.GetBytes(text), $"{type}; charset=utf-8", name);
}
