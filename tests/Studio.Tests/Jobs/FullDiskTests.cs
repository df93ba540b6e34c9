using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Studio.Contracts.Jobs;
using Studio.Features.Jobs;
using Studio.Harness;
using Studio.Imaging;
using Studio.Imaging.Formats.Png;
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
        using var server = Serve(folder["data"]);
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

    /// <summary>
    /// A whole training on a small disk that something else fills for some seconds, long enough for several epochs: it waits
    /// at its checkpoint, says so, and ends as if nothing had been.
    /// </summary>
    [Fact]
    public async Task Train_DiskFullForAWhile_WaitsAtTheCheckpointAndFinishes()
    {
        const string script = """
            mount -t tmpfs -o size=256m tmpfs "$DISK"
            "$@" import "$FOLDER/images" --masks "$FOLDER/masks" --project disk --classes shape --data "$DISK/data"
            ("$@" train --project disk --recipe unet-quick --set input.height=32 --set input.width=32 --set architecture.baseChannels=8 \
              --set architecture.depth=3 --set training.epochs=30 --data "$DISK/data" > "$FOLDER/output" 2>&1; echo "exit $?" >> "$FOLDER/output") &
            for i in $(seq 300); do sleep 0.1; grep -q 'Epoch 2 of' "$FOLDER/output" && break; done
            dd if=/dev/zero of="$DISK/fill" bs=1M
            sleep 4
            rm "$DISK/fill"
            wait
            """;
        Assert.SkipUnless(await MayMountAsync(), "This machine does not let a user mount a small disk (unshare -Urm).");
        using var folder = new TemporaryFolder();
        WriteImages(folder, 16);
        using var run = Start(script, new() { ["DISK"] = Directory.CreateDirectory(folder["disk"]).FullName, ["FOLDER"] = folder["."] });

        await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();

        var output = await File.ReadAllTextAsync(folder["output"]);
        Assert.Contains("The disk of the work folder is full", output, StringComparison.Ordinal);
        Assert.Contains("There is room on the disk again, training goes on.", output, StringComparison.Ordinal);
        Assert.Contains("Finished after 30 epochs.", output, StringComparison.Ordinal);
        Assert.EndsWith("exit 0\n", output, StringComparison.Ordinal);
    }

    /// <summary>Noise with a bright square and a mask of it.</summary>
    static void WriteImages(TemporaryFolder folder, int count)
    {
        const int Side = 32;
        Directory.CreateDirectory(folder["images"]);
        Directory.CreateDirectory(folder["masks"]);
        for (var image = 0; image < count; image++)
        {
            var random = new Random(image);
            var (pixels, mask) = (new byte[Side * Side], new byte[Side * Side]);
            for (var place = 0; place < pixels.Length; place++)
            {
                var isInside = place / Side is > 8 and < 20 && (place % Side) - image is > 4 and < 14;
                pixels[place] = (byte)(random.Next(60) + (isInside ? 150 : 40));
                mask[place] = isInside ? (byte)1 : (byte)0;
            }

            File.WriteAllBytes(folder[$"images/{image}.png"], PngWriter.Write(new RasterImage(new RasterLayout(Side, Side, 1, 1, 8), pixels)));
            File.WriteAllBytes(folder[$"masks/{image}.png"], PngWriter.Write(new RasterImage(new RasterLayout(Side, Side, 1, 1, 8), mask)));
        }
    }

    /// <summary>A server whose staging folder lies on a disk of 1 MiB that only it sees.</summary>
    static Process Serve(string data) => Start(
        """
        mount -t tmpfs -o size="$SIZE" tmpfs "$DATA/staging" && exec "$@" serve --urls http://127.0.0.1:0 --data "$DATA"
        """,
        new() { ["SIZE"] = $"{DiskBytes}", ["DATA"] = data });

    /// <summary>Runs a script in which a small disk can be mounted; <c>"$@"</c> is the studio.</summary>
    static Process Start(string script, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(
            "unshare", ["-Urm", "sh", "-c", script, "sh", LocalLauncher.DotnetHost(), Repository.Program("src/Studio", "Studio")]) { RedirectStandardOutput = true };
        // Training beside other tests: threads that wait must not take the processor from those that work.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
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
