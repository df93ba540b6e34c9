using System.Text.Json;
using System.Text.Json.Nodes;
using Studio.Contracts;
using Studio.Contracts.Packages;

namespace Studio.Features.Models;

/// <summary>The operating point that a package was made with, as its metrics.json says it.</summary>
static class PackagedPoint
{
    /// <param name="metrics">Text of the file; empty where there is none.</param>
    /// <returns>Null where none was chosen, also in packages from before it was written down.</returns>
    public static OperatingPoint? Read(string metrics)
    {
        if (metrics.Length == 0 || JsonNode.Parse(metrics) is not JsonObject facts || facts["operatingPoint"] is not JsonObject point)
            return null;
        return point.Deserialize<OperatingPoint>(ContractJson.Options) is { } read && (read.Scaling is not null || read.Thresholds.Count > 0) ? read : null;
    }
}
