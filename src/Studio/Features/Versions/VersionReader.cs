using System.Collections.Concurrent;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>What a frozen version holds, as it was counted then; of older versions from their own labelmaps: labels may have changed since.</summary>
public sealed class VersionReader(ProjectStore projects, DatasetVersionStore versions, BlobStore blobs)
{
    // A version never changes, so that one count is enough.
    readonly ConcurrentDictionary<long, IReadOnlyList<ClassShare>> counted = new();

    public async Task<IReadOnlyList<ClassShare>> CountClassesAsync(DatasetVersion version, CancellationToken cancellationToken = default)
    {
        if (counted.TryGetValue(version.Id, out var known))
            return known;
        var project = await projects.FindAsync(version.ProjectId, cancellationToken);
        return counted[version.Id] = project?.Task == ProjectTask.Segmentation && !await versions.HasClassCountsAsync(version.Id, cancellationToken)
            ? await CountLabelmapsAsync(version, cancellationToken)
            : Shares(version, await versions.CountClassesAsync(version.Id, cancellationToken));
    }

    static IReadOnlyList<ClassShare> Shares(DatasetVersion version, IReadOnlyList<ClassCount> counts)
    {
        int Count(ClassDefinition shown, Split split) =>
            counts.FirstOrDefault(count => count.ClassIndex == shown.Index && count.Split == split)?.Present ?? 0;
        return Shares(version, Count);
    }

    static IReadOnlyList<ClassShare> Shares(DatasetVersion version, Func<ClassDefinition, Split, int> count) =>
        [.. version.Classes.Select(c => new ClassShare(c, count(c, Split.Training), count(c, Split.Validation), count(c, Split.Test)))];

    async Task<IReadOnlyList<ClassShare>> CountLabelmapsAsync(DatasetVersion version, CancellationToken cancellationToken)
    {
        var samples = await versions.ListSamplesAsync(version.Id, cancellationToken);
        var images = new Dictionary<(int Class, Split Split), int>();
        foreach (var sample in samples.Where(s => s.Labelmap is not null))
        {
            foreach (var index in await ReadClassesAsync(sample, cancellationToken))
                images[(index, sample.Split)] = images.GetValueOrDefault((index, sample.Split)) + 1;
        }

        return Shares(version, (shown, split) => images.GetValueOrDefault((shown.Index, split)));
    }

    async Task<IReadOnlyList<int>> ReadClassesAsync(SampleSpec sample, CancellationToken cancellationToken)
    {
        var packed = await blobs.ReadAllBytesAsync(sample.Labelmap!.Sha256, cancellationToken);
        if (!LabelmapPacking.TryUnpack(packed, sample.Rows, sample.Columns, out var classes, out var error))
            throw new StorageException($"The label of {sample.Name} cannot be read: {error}");

        var pixels = Labelmap.CountPixels(classes);
        return [.. Enumerable.Range(1, pixels.Length - 1).Where(index => pixels[index] > 0)];
    }
}
