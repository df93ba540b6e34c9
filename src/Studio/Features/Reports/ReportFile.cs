using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Studio.Features.Reports;

/// <summary>A report as one file that needs nothing else: no studio, no network.</summary>
public sealed class ReportFile(IServiceProvider services, ILoggerFactory loggers)
{
    const string SheetName = "report.css";

    /// <summary>Styles of reports, which travel with them.</summary>
    public static string StyleSheet { get; } = ReadSheet();

    /// <param name="parameters">Of the component that is the report; its pictures are part of it.</param>
    public async Task<string> WriteAsync<TDocument>(string title, IReadOnlyDictionary<string, object?> parameters)
        where TDocument : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var view = ParameterView.FromDictionary(parameters.ToDictionary());
        var body = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TDocument>(view)).ToHtmlString());
        return
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{WebUtility.HtmlEncode(title)}</title>
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
