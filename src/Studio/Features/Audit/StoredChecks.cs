using System.Text.Json;
using Studio.Contracts;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>What checks found, as it is stored.</summary>
public static class StoredChecks
{
    /// <summary>In the order in which they ended. One of another version of the studio counts as failed.</summary>
    public static IReadOnlyList<AuditCheckResult> Read(AuditRun run)
    {
        using var list = JsonDocument.Parse(run.ChecksJson);
        return [.. list.RootElement.EnumerateArray().Select(Read)];
    }

    public static string Write(AuditCheckResult result) => JsonSerializer.Serialize(result, ContractJson.Options);

    public static string Write(IReadOnlyList<AuditCheckResult> results) => JsonSerializer.Serialize(results, ContractJson.Options);

    /// <summary>Null where nothing is known.</summary>
    public static AuditProgress? ReadProgress(AuditRun run) =>
        run.ProgressJson is { } json ? JsonSerializer.Deserialize<AuditProgress?>(json, ContractJson.Options) : null;

    static AuditCheckResult Read(JsonElement stored)
    {
        try
        {
            return stored.Deserialize<AuditCheckResult>(ContractJson.Options)!;
        }
        catch (JsonException)
        {
            var name = stored.GetProperty("check").GetString()!;
            return new AuditCheckResult(
                name, stored.GetProperty("title").GetString() ?? name, null, "What it found was stored by another version of the studio. Run it again.", 0);
        }
    }
}
