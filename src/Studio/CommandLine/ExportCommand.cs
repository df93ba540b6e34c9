using System.CommandLine;
using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>export</c>: make a run's model package and copy it to a folder.</summary>
public static class ExportCommand
{
    static readonly Option<DirectoryInfo> To = new("--to") { Description = "Folder to write to; created when missing.", Required = true };

    /// <summary>What each format takes along; null means everything.</summary>
    static readonly Dictionary<string, string[]?> Formats = new()
    {
        ["package"] = null,
        ["onnx"] = [PackageFiles.Onnx, PackageFiles.Preprocessing],
        ["safetensors"] = [PackageFiles.Weights, PackageFiles.Recipe, PackageFiles.Preprocessing],
    };

    static readonly Option<string> Format = new Option<string>("--format")
    {
        Description = "The whole package, or the files of one format with what is needed to use it.",
        DefaultValueFactory = _ => "package",
    }.AcceptOnlyFromAmong([.. Formats.Keys]);

    public static Command Create() => Verb.Create(
        "export",
        "Check a run's model against ONNX Runtime and write it to a folder.",
        [RunOptions.Run, RunOptions.ProjectOfRun, To, Format],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = parsed.GetRequiredValue(To).FullName;
        if (File.Exists(folder))
            throw new BadInputException($"{folder} is a file. Name a folder with --to.");
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var run = await RunOptions.RequireRunAsync(host, parsed, cancellation);
        var jobId = await host.Get<RunService>().ExportAsync(run.Id, userId: null, cancellation);
        var job = await host.RunJobAsync(jobId, JobCommand.Cancel, ProgressLines.OnStandardError().Show);
        var package = job.State == JobState.Succeeded
            ? await host.Get<JobEventStore>().FindLatestAsync<PackageWritten>(jobId, cancellation)
            : null;
        var wanted = Formats[parsed.GetRequiredValue(Format)];
        var files = package?.Files.Where(file => wanted?.Contains(file.Name) ?? true).ToList() ?? [];
        await CopyAsync(host.Get<BlobStore>(), files, folder, cancellation);
        var parity = package is null ? null : new { maxAbsDiff = package.MaxAbsDiff, images = package.ParityImages };
        Verb.Print(
            parsed,
            new { run = run.Number, runId = run.Id, state = job.State, reason = job.Reason, to = folder, files = files.Select(file => file.Name), parity },
            package is null ? job.Reason ?? "" : Words(package, files.Count, folder));
        return package is null ? ExitCode.Failed : ExitCode.Done;
    }

    static string Words(PackageWritten package, int files, string folder) => string.Create(
        CultureInfo.InvariantCulture,
        $"{files} files written to {folder}. Largest difference to ONNX Runtime on {package.ParityImages} images: {package.MaxAbsDiff:0.0e+0}.");

    static async Task CopyAsync(BlobStore blobs, IReadOnlyList<PackageFile> files, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            var target = Path.Combine(folder, Path.GetFileName(file.Name));
            var partial = target + ".part";
            await using (var from = blobs.OpenRead(file.Blob.Sha256))
            await using (var to = File.Create(partial))
                await from.CopyToAsync(to, cancellation);
            File.Move(partial, target, overwrite: true);
        }
    }
}
