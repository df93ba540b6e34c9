using System.CommandLine;
using System.Diagnostics;
using Studio.Features.Versions.Export;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>export-data</c>: write a dataset version as files that any tool reads.</summary>
public static class ExportDataCommand
{
    static readonly Option<int?> Version = new("--version") { Description = "Number of the version; the last one when not given." };

    static readonly Option<DirectoryInfo> To = new("--to") { Description = "Folder to write to; it must not exist or be empty.", Required = true };

    static readonly Option<bool> Names = new("--with-names") { Description = "Add the names of the images, which may tell who somebody is." };

    public static Command Create() => Verb.Create(
        "export-data",
        "Write a dataset version as PNG, COCO, CSV, a datasheet and a manifest.",
        [RunOptions.Project, Version, To, Names],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        var all = await host.Get<DatasetVersionStore>().ListAsync(project.Id, cancellation);
        var number = parsed.GetValue(Version);
        var version = all.FirstOrDefault(item => number is null || item.Number == number) ?? throw new BadInputException(all.Count == 0
            ? $"The project {project.Slug} has no version yet. Freeze one on its Versions page."
            : $"The project {project.Slug} has no version {number}. The last one is {all[0].Number}.");
        using var target = new FolderTarget(parsed.GetRequiredValue(To).FullName);
        var clock = Stopwatch.StartNew();
        var written = await host.Get<DatasetExporter>().WriteAsync(version, target, parsed.GetValue(Names), CountLines.To(parsed.InvocationConfiguration.Error, "images"), cancellation);
        target.Complete();
        var to = parsed.GetRequiredValue(To).FullName;
        Verb.Print(
            parsed,
            new { project = project.Slug, version = version.Number, hash = version.Hash, to, images = written.Images, files = written.Files.Count, bytes = written.Files.Sum(file => file.Bytes), seconds = clock.Elapsed.TotalSeconds },
            $"Version {version.Number} of {project.Slug}: {written.Images} images, {written.Files.Count + 1} files written to {to}.");
        return ExitCode.Done;
    }
}
