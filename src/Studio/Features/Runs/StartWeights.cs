using System.Globalization;
using System.Text.RegularExpressions;
using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>Weights that a training starts from, kept in the data folder.</summary>
/// <param name="Name">Where they come from, for people.</param>
public sealed record StartWeights(BlobReference Blob, string Name);

/// <summary>Finds what <c>transfer.from</c> names, before the run starts.</summary>
public sealed partial class StartWeightsResolver(DataFolder folder, ProjectStore projects, RunStore runs, BlobStore blobs)
{
    /// <summary>In the data folder; a file there needs no path.</summary>
    const string FolderName = "weights";

    /// <exception cref="RunRefusedException">There is no such run or file, or the file holds no weights.</exception>
    public async Task<StartWeights?> ResolveAsync(Project project, string from, CancellationToken cancellationToken)
    {
        if (from.Length == 0)
            return null;
        if (RunName().Match(from) is not { Success: true } name)
            return await TakeFileAsync(from, cancellationToken);
        var number = int.Parse(name.Groups["number"].Value, CultureInfo.InvariantCulture);
        return name.Groups["project"] is { Success: true, Value: var slug } && slug != project.Slug
            ? await FindRunAsync(await RequireProjectAsync(slug, cancellationToken), number, isOwn: false, cancellationToken)
            : await FindRunAsync(project, number, isOwn: true, cancellationToken);
    }

    async Task<Project> RequireProjectAsync(string slug, CancellationToken cancellationToken) =>
        await projects.FindAsync(slug, cancellationToken)
        ?? throw new RunRefusedException($"transfer.from: There is no project \"{slug}\".");

    async Task<StartWeights> FindRunAsync(Project project, int number, bool isOwn, CancellationToken cancellationToken)
    {
        var run = await runs.FindByNumberAsync(project.Id, number, cancellationToken) ?? throw new RunRefusedException(
            $"transfer.from: The project {project.Slug} has no run {number}. {await KnownAsync(project, cancellationToken)}");
        return run.Checkpoint is { } checkpoint
            ? new StartWeights(checkpoint, $"run {number}{(isOwn ? "" : $" of {project.Name}")}, epoch {run.BestEpoch}")
            : throw new RunRefusedException($"transfer.from: Run {number} has kept no epoch. Wait for its first one, or start from another run.");
    }

    async Task<string> KnownAsync(Project project, CancellationToken cancellationToken)
    {
        var usable = (await runs.ListAsync(project.Id, cancellationToken)).Where(run => run.Checkpoint is not null).Select(run => run.Number).Order().ToList();
        return usable.Count == 0 ? "None of its runs has weights yet." : $"Runs with weights: {string.Join(", ", usable)}.";
    }

    async Task<StartWeights> TakeFileAsync(string path, CancellationToken cancellationToken)
    {
        var own = Path.Combine(folder.Root, FolderName);
        var file = new[] { Path.GetFullPath(path), Path.Combine(own, path) }.FirstOrDefault(File.Exists) ?? throw new RunRefusedException(
            $"transfer.from: There is no file {path}. Write \"run\" and a number, the whole path of a safetensors file, or the name of one in {own}.");
        try
        {
            await using var content = File.OpenRead(file);
            if (SafetensorsHeader.FindFault(content) is { } fault)
                throw new RunRefusedException($"transfer.from: {path} {fault}. Weights must be a safetensors file.");
            content.Position = 0;
            return new StartWeights(await blobs.PutAsync(content, "The weights to start from", cancellationToken), Path.GetFileName(file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RunRefusedException($"transfer.from: {path} cannot be read: {problem.Message}");
        }
    }

    [GeneratedRegex(@"^run\s+((?<project>[a-z0-9-]+)/)?(?<number>\d{1,9})$", RegexOptions.IgnoreCase)]
    private static partial Regex RunName();
}
