using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Studio.Features.Audit.Report;

/// <summary>The report as one file that needs nothing else: no studio, no network.</summary>
public sealed class ReportFile(IServiceProvider services, ILoggerFactory loggers)
{
    const string SheetName = "report.css";

    /// <summary>Styles of the report, which travel with it.</summary>
    public static string StyleSheet { get; } = ReadSheet();

    /// <param name="report">With its pictures in it.</param>
    public async Task<string> WriteAsync(AuditReport report)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportDocument.Report)] = report });
        var body = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ReportDocument>(parameters)).ToHtmlString());
        return
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Data audit of {WebUtility.HtmlEncode(report.Project.Name)}</title>
            </head>
            <body>
            {body}
            </body>
            </html>

            """;
    }

    static string ReadSheet()
    {
        var assembly = typeof(ReportFile).Assembly;
        using var stream = assembly.GetManifestResourceStream(SheetName) ?? throw new InvalidOperationException($"{SheetName} is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
