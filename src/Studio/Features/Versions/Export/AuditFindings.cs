using System.Text.Json;

namespace Studio.Features.Versions.Export;

/// <summary>A finding of a stored audit, as far as a datasheet tells it.</summary>
sealed record AuditFindingLine(string Key, string Severity, string Title, string Message);

static class AuditFindings
{
    /// <summary>All findings of a stored list of check results.</summary>
    public static IEnumerable<AuditFindingLine> Read(string checksJson)
    {
        using var document = JsonDocument.Parse(checksJson);
        foreach (var check in document.RootElement.EnumerateArray())
        {
            if (!check.TryGetProperty("answer", out var answer) || answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("findings", out var findings))
                continue;
            foreach (var finding in findings.EnumerateArray())
                yield return new AuditFindingLine(Text(finding, "key"), Text(finding, "severity"), Text(finding, "title"), Text(finding, "message"));
        }
    }

    static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
