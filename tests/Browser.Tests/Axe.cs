using System.Text.Json;
using Microsoft.Playwright;
using Studio.Harness;

namespace Studio.Browser.Tests;

/// <summary>axe-core on an open page.</summary>
static class Axe
{
    /// <summary>Findings that are serious or critical, with the first places of each.</summary>
    public static async Task<IReadOnlyList<string?>> FindSeriousAsync(IPage page)
    {
        var script = Path.Combine(Repository.Root, "client", "node_modules", "axe-core", "axe.min.js");
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = script });
        var result = await page.EvaluateAsync<JsonElement>("""
            async () => (await axe.run(document)).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | ')}`)
            """);
        return [.. result.EnumerateArray().Select(finding => finding.GetString())];
    }
}
