using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Previews;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Jobs;
using Studio.Storage;

namespace Studio.Features.Train;

/// <summary>
/// Has the training program draw what a recipe's network would see of the project's images. It is the program that trains,
/// so that what is shown is what happens.
/// </summary>
public sealed class TrainPreviewer(DataFolder folder, BlobStore blobs, DatasetVersionStore versions, JobOptions options) : IDisposable
{
    /// <summary>A program that hangs is given up after this.</summary>
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // A program of its own for everybody who looks would slow each other and a training down.
    readonly SemaphoreSlim turn = new(1);

    /// <param name="rows">Images.</param>
    /// <param name="changes">Pictures of each beside the unchanged one.</param>
    /// <param name="seed">Other numbers show other images and other changes.</param>
    public async Task<PreviewReply> DrawAsync(
        TrainFacts facts, Recipe recipe, int rows, int changes, int seed, CancellationToken cancellationToken)
    {
        // More than are shown: some may have nothing that this recipe learns from.
        var (input, count) = (RecipePhases.Of(recipe)[0].Input, (2 * rows) + 2);
        var samples = facts.Version is { } version
            ? await versions.DrawFrozenExamplesAsync(version.Id, input, count, seed, cancellationToken)
            : await versions.DrawExamplesAsync(facts.Project.Id, input, count, seed, cancellationToken);
        if (samples.Count == 0)
            return new PreviewReply([], "There is no training image yet. Label images of more patients.");
        await turn.WaitAsync(cancellationToken);
        var work = Directory.CreateDirectory(folder.WorkOf(Guid.NewGuid()));
        try
        {
            var files = samples.SelectMany(BlobsOf).Select(blob => blob.Sha256).Distinct().ToDictionary(hash => hash, blobs.GetPath);
            return await AskAsync(new PreviewRequest(recipe, facts.Classes, samples, files, rows, changes, seed, work.FullName), cancellationToken);
        }
        catch (Exception problem) when (problem is TrainingProgramMissingException or Win32Exception or IOException)
        {
            return new PreviewReply([], problem.Message);
        }
        finally
        {
            work.Delete(recursive: true);
            turn.Release();
        }
    }

    static IEnumerable<BlobReference> BlobsOf(SampleSpec sample) =>
        [sample.Pixels, .. sample.Labelmap is { } labelmap ? [labelmap] : Array.Empty<BlobReference>(), .. sample.Planes.Select(plane => plane.Pixels)];

    async Task<PreviewReply> AskAsync(PreviewRequest request, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(LocalLauncher.DotnetHost(), [TrainingProgram.Locate(options.TrainingProgram), "preview"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new IOException("The training program did not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Deadline);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, request, ContractJson.Options, limit.Token);
            process.StandardInput.Close();
            var text = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 && text.Length > 0
                ? JsonSerializer.Deserialize<PreviewReply>(text, ContractJson.Options)!
                : new PreviewReply([], $"The training program could not draw the images: {LastLine(await errors)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PreviewReply([], "Drawing the images took longer than a minute and was given up. Training is not affected.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    public void Dispose() => turn.Dispose();

    static string LastLine(string text) => text.Trim().Split('\n')[^1];
}
