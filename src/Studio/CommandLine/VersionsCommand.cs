using System.CommandLine;
using System.Globalization;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>versions</c>: the dataset versions of a project.</summary>
public static class VersionsCommand
{
    public static Command Create() => Verb.Create("versions", "List the dataset versions of a project, the newest first.", [RunOptions.Project], RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        var versions = await host.Get<DatasetVersionStore>().ListAsync(project.Id, cancellation);
        Verb.Print(
            parsed,
            new
            {
                project = project.Slug,
                versions = versions.Select(version => new
                {
                    version.Number, version.Hash, version.CreatedAt, version.Images, version.TrainingImages, version.ValidationImages,
                    version.TestImages, version.RestoredFrom, version.Reason,
                }),
            },
            versions.Count == 0 ? $"The project {project.Slug} has no version yet." : string.Join(Environment.NewLine, versions.Select(Line)));
        return ExitCode.Done;
    }

    static string Line(DatasetVersion version) => string.Create(
        CultureInfo.InvariantCulture,
        $"{version.Number}: {version.TrainingImages} training, {version.ValidationImages} validation, {version.TestImages} test images, frozen {version.CreatedAt:yyyy-MM-dd HH:mm}, {version.Hash[..12]}{(version.RestoredFrom is { } origin ? $", version {origin} again" : "")}");
}
