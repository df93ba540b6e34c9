using System.Diagnostics;
using Microsoft.Playwright;
using Studio.Bench.Comparison;
using Studio.Harness;

namespace Studio.Bench;

/// <summary>Comparing runs: 20 of them on 5,000 images of as many patients, by the page as a person opens it and by the verb.</summary>
public static class CompareBenchmark
{
    const int Repeats = 5;
    const double LimitMs = 1000;
    const int LongestWaitSeconds = 300;

    /// <summary>
    /// The page itself notes when the verdict stands, counted from when it was asked for: who waits for it from outside looks in
    /// steps of up to half a second.
    /// </summary>
    const string Watch =
        """
        new MutationObserver((_, observer) => {
          if (!document.querySelector('.verdict h2')) return;
          window.verdictAt = performance.now();
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        Console.Error.WriteLine($"  {ManyRuns.Runs} runs with results on {ManyRuns.Cases:N0} images");
        var project = await ManyRuns.BuildAsync(folder["data"], cancellation);
        var address = $"/p/{project}/compare?runs={string.Join(',', Enumerable.Range(1, ManyRuns.Runs))}&set=validation";
        var (first, again) = await OpenAsync(folder["data"], project, address);
        var verb = Stopwatch.StartNew();
        await StudioVerb.RunAsync(["compare", .. Enumerable.Range(1, ManyRuns.Runs).Select(run => $"{run}"), "--project", project, "--data", folder["data"]]);
        var what = $"{ManyRuns.Runs} runs × {ManyRuns.Cases:N0} images";
        return
        [
            Figure.AtMost($"page of {what}, first time it is opened, until the verdict stands", first, "ms", LimitMs),
            Figure.AtMost("  opened again, median", again, "ms", LimitMs),
            new Figure($"./studio compare of {what}, start of the program included", verb.Elapsed.TotalSeconds, "s"),
        ];
    }

    static async Task<(double First, double Again)> OpenAsync(string data, string project, string address)
    {
        await using var studio = await StudioProcess.StartAsync(data);
        await using var browser = await BrowserSession.StartAsync();
        var page = await browser.OpenAsync();
        await BrowserSession.SetUpOwnerAsync(page, studio);
        await page.AddInitScriptAsync(Watch);
        await WaitUntilIdleAsync(studio.ProcessId);
        // A person comes from the list of runs.
        await page.GotoAsync($"{studio.Address}/p/{project}/runs");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Runs" }).WaitForAsync();
        var first = await VerdictAsync(page, studio.Address + address);
        var times = new List<double>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            // Pictures, groups and readers come after the verdict; nobody reloads before that.
            await WaitUntilIdleAsync(studio.ProcessId);
            times.Add(await VerdictAsync(page, studio.Address + address));
        }

        return (first, Sample.Median(times));
    }

    /// <summary>A studio that has just been started measures pictures that are new to it, here 36,000 of which none has pixels.</summary>
    static async Task WaitUntilIdleAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        for (var seconds = 0; seconds < LongestWaitSeconds; seconds++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(1));
            process.Refresh();
            if ((process.TotalProcessorTime - before).TotalSeconds < 0.05)
                return;
        }

        throw new InvalidOperationException($"The studio is still busy after {LongestWaitSeconds} s.");
    }

    static async Task<double> VerdictAsync(IPage page, string address)
    {
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.Locator(".verdict h2").WaitForAsync();
        return await page.EvaluateAsync<double>("() => window.verdictAt");
    }
}
