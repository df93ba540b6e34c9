using System.Collections.Concurrent;
using System.Security.Cryptography;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Studio.Training.Data;
using Studio.Training.Worker;

namespace Studio.Training.Tests.Data;

/// <summary>Blobs in memory, and caches of small 8-bit images made of them.</summary>
sealed class MemoryBlobs : IBlobSource
{
    readonly ConcurrentDictionary<string, byte[]> contents = new();
    int reads;

    /// <summary>Blobs handed out since the start.</summary>
    public int Reads => reads;

    public BlobReference Add(byte[] content)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(content));
        contents[sha] = content;
        return new BlobReference(sha, content.Length);
    }

    public Task<byte[]> GetAsync(BlobReference blob, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        return Task.FromResult(contents[blob.Sha256]);
    }

    /// <summary>The blobs as files, named by their hash; answers the paths.</summary>
    public IReadOnlyDictionary<string, string> WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        return contents.ToDictionary(pair => pair.Key, pair =>
        {
            var path = Path.Combine(folder, pair.Key);
            File.WriteAllBytes(path, pair.Value);
            return path;
        });
    }

    /// <summary>A grey image [rows, columns] of 8 bits with a label for each pixel.</summary>
    public SampleSpec Image(long id, int rows, int columns, byte[] pixels, byte[]? classes = null, string? patient = null, Split split = Split.Training) => new(
        id, $"image-{id}", patient ?? $"patient-{id}", split, rows, columns, 1, 1, 8, false, false, null, null,
        Add(pixels), classes is null ? null : Add(LabelmapPacking.Pack(classes)));

    public PlaneSpec Plane(string? channel, int offset, byte[] pixels) => new(channel, offset, 1, 8, false, false, 1, 0, Add(pixels));

    public Task<SampleCache> OpenAsync(string folder, IReadOnlyList<SampleSpec> samples, SampleCacheLayout layout) =>
        SampleCacheBuilder.OpenAsync(folder, samples, layout, this, null, (_, _, _) => { }, TestContext.Current.CancellationToken);
}
