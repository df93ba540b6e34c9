using Studio.Features.Reports;

namespace Studio.Features.Audit.Report;

public static class AuditReportFile
{
    /// <param name="report">With its pictures in it.</param>
    public static Task<string> WriteAsync(this ReportFile file, AuditReport report) => file.WriteAsync<ReportDocument>(
        $"Data audit of {report.Project.Name}", new Dictionary<string, object?> { [nameof(ReportDocument.Report)] = report });
}
