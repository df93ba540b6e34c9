using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Studio.Contracts.Jobs;
using Studio.Features.Jobs;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Jobs;

public sealed class FullDiskTests
{
    const int DiskBytes = 1 << 20;

    [Fact]
    public async Task PutBlob_OnFullDisk_IsReportedAndLeavesNothing()
    {
        Assert.SkipUnless(await MayMountAsync(), "This machine does not let a user mount a small disk (unshare -Urm).");
        using var folder = new TemporaryFolder();
        string token;
        await using (var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch))
        {
            await studio.StartRunAsync("");
            token = (await studio.ClaimAsync()).Token;
        }

        // Held here, so that the server leaves the claimed job alone.
        using var held = DispatcherLock.TryAcquire(new DataFolder(folder["data"]));
        using var server = Start(folder["data"]);
        using var http = new HttpClient { BaseAddress = new Uri(await ReadAddressAsync(server)) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var content = new byte[2 * DiskBytes];
        var route = $"{WorkerProtocol.BlobRoute}/{Sha256Text.Of(content)}";

        var response = await http.PutAsync(route, new ByteArrayContent(content));
        var problem = await response.Content.ReadAsStringAsync();
        var small = await http.PutAsync($"{WorkerProtocol.BlobRoute}/{Sha256Text.Of(new byte[10])}", new ByteArrayContent(new byte[10]));
        var missing = (await http.GetAsync(route)).StatusCode;
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();

        Assert.Equal(HttpStatusCode.InsufficientStorage, response.StatusCode);
        Assert.Contains("disk of the data folder is full", problem, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (missing, small.StatusCode));
    }

    /// <summary>A server whose staging folder lies on a disk of 1 MiB that only it sees.</summary>
    static Process Start(string data)
    {
        const string script = """
            mount -t tmpfs -o size="$SIZE" tmpfs "$DATA/staging" && exec "$@"
            """;
        var start = new ProcessStartInfo("unshare") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[
            "-Urm", "sh", "-c", script, "sh", LocalLauncher.DotnetHost(), Repository.Program("src/Studio", "Studio"),
            "serve", "--urls", "http://127.0.0.1:0", "--data", data])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SIZE"] = $"{DiskBytes}";
        start.Environment["DATA"] = data;
        return Process.Start(start)!;
    }

    static async Task<string> ReadAddressAsync(Process server)
    {
        const string ready = "Studio is ready: ";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await server.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith(ready, StringComparison.Ordinal))
                return line[ready.Length..];
        }

        throw new InvalidOperationException("The studio ended before it was ready.");
    }

    static async Task<bool> MayMountAsync()
    {
        using var probe = Process.Start(new ProcessStartInfo("unshare", ["-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]) { RedirectStandardError = true })!;
        await probe.WaitForExitAsync();
        return probe.ExitCode == 0;
    }
}
