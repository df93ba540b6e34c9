using System.Globalization;
using Microsoft.Playwright;

namespace Studio.Bench;

/// <summary>
/// Memory of a browser tab as the system counts it: the largest resident size that the tab's renderer process ever had
/// (VmHWM). It holds the page's heap, pixels, canvases, and the browser's code, shared with other processes or not.
/// </summary>
static class TabMemory
{
    const double Kilobyte = 1024;
    const double Megabyte = 1024 * 1024;

    /// <summary>In megabytes, of the renderer with most of it: a browser with one tab keeps a spare one too.</summary>
    public static async Task<double> PeakAsync(IBrowser browser)
    {
        var session = await browser.NewBrowserCDPSessionAsync();
        var answer = await session.SendAsync("SystemInfo.getProcessInfo")
            ?? throw new InvalidOperationException("The browser does not tell its processes.");
        await session.DetachAsync();
        return answer.GetProperty("processInfo").EnumerateArray()
            .Where(process => process.GetProperty("type").GetString() == "renderer")
            .Max(process => PeakOf(process.GetProperty("id").GetInt32()));
    }

    static double PeakOf(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kilobytes = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        return kilobytes * Kilobyte / Megabyte;
    }
}
