using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Import;
using Studio.Harness;

namespace Studio.Bench;

/// <summary>
/// 1,000 mixed DICOM files, half of them JPEG lossless: decoding against pydicom with GDCM, the whole import of the
/// command line (hash, de-identify, decode, blobs, thumbnails, rows), and its memory at 1,000 and at 10,000 files.
/// </summary>
public static class ImportBenchmark
{
    const int Files = 1000;
    const int ManyFiles = 10_000;
    const int Rounds = 3;

    /// <summary>As many as an import keeps warm (DecodePoolOptions).</summary>
    const int DecodeProcesses = 2;
    const double Megabyte = 1024 * 1024;

    sealed record FileSet(int Files, long Bytes, int JpegLossless);

    sealed record DecodeResult(int Files, double Seconds, string Sha256);

    sealed record ImportResult(int Imported, double Seconds, double PeakMegabytes);

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder["files"], Files, cancellation);
        List<DecodeResult> ours = [], peer = [];
        List<double> shared = [];
        // In turn, so that a change of the machine's speed meets both.
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await Peer.RunTrainingAsync<DecodeResult>(["bench-decode", "--folder", folder["files"]], cancellation));
            var halves = await Task.WhenAll(Enumerable.Range(0, DecodeProcesses).Select(part => Peer.RunTrainingAsync<DecodeResult>(
                ["bench-decode", "--folder", folder["files"], "--parts", $"{DecodeProcesses}", "--part", $"{part}"], cancellation)));
            shared.Add(halves.Max(half => half.Seconds));
            peer.Add(await Peer.RunPythonAsync<DecodeResult>("dicom_decode.py", ["--folder", folder["files"]], cancellation));
        }

        if (ours[0].Sha256 != peer[0].Sha256)
            throw new InvalidOperationException("The studio and pydicom decode different samples; times mean nothing then.");
        var imports = new List<ImportResult>();
        for (var round = 0; round < Rounds; round++)
            imports.Add(await ImportAsync(folder["files"], folder[$"data-{round}"], Files, cancellation));
        await WriteAsync(folder["many"], ManyFiles, cancellation);
        var many = await ImportAsync(folder["many"], folder["data-many"], ManyFiles, cancellation);

        var (ourSeconds, peerSeconds) = (Sample.Median(ours.Select(run => run.Seconds)), Sample.Median(peer.Select(run => run.Seconds)));
        var memory = Sample.Median(imports.Select(run => run.PeakMegabytes));
        return
        [
            new Figure("decode 1,000 files, one process", ourSeconds, "s", null, peerSeconds),
            new Figure("time to pydicom's, one process", ourSeconds / peerSeconds, ""),
            Figure.AtMost("time to pydicom's, as the studio decodes (two processes)", Sample.Median(shared) / peerSeconds, "", 0.333),
            Figure.AtLeast("whole import, 1,000 different files", Sample.Median(imports.Select(run => run.Imported / run.Seconds)), "files/s", 120),
            new Figure("whole import, 10,000 files", many.Imported / many.Seconds, "files/s"),
            new Figure("peak memory of all its processes, 1,000 files", memory, "MB"),
            Figure.AtMost("peak memory, 10,000 files to 1,000", many.PeakMegabytes / memory, "", 1.2),
        ];
    }

    static async Task WriteAsync(string folder, int count, CancellationToken cancellation)
    {
        var arguments = new[] { "--folder", folder, "--count", count.ToString(CultureInfo.InvariantCulture) };
        var written = await Peer.RunPythonAsync<FileSet>("dicom_set.py", arguments, cancellation);
        if (written.JpegLossless * 2 != written.Files)
            throw new InvalidOperationException($"{written.JpegLossless} of {written.Files} files are JPEG lossless instead of half.");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written.Files} files, {written.Bytes / Megabyte:0} MB"));
    }

    static async Task<ImportResult> ImportAsync(string files, string data, int count, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments = [Repository.Program("src/Studio", "Studio"), "import", files, "--project", "bench", "--data", data, "--json"];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        using var memory = new ProcessTreeMemory(process.Id);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        var seconds = clock.Elapsed.TotalSeconds;
        var report = JsonSerializer.Deserialize<ImportReport>(await output, ContractJson.Options);
        if (report?.Imported != count)
            throw new InvalidOperationException($"{report?.Imported} of {count} files were imported. {await errors}");
        return new ImportResult(report.Imported, seconds, memory.PeakBytes / Megabyte);
    }
}
