using System.IO.MemoryMappedFiles;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;

namespace Studio.Training.Data;

/// <summary>
/// Every image of a job, decoded, resized and normalised once, in one memory-mapped file: the operating system keeps
/// what fits into memory, batches are copied straight out of it. <see cref="SampleCacheLayout"/> says what stands where.
/// </summary>
sealed unsafe class SampleCache : IDisposable
{
    readonly MemoryMappedFile file;
    readonly MemoryMappedViewAccessor view;
    readonly byte* start;
    readonly SampleCacheLayout layout;
    readonly string labelFolder;
    readonly Lazy<IReadOnlyList<long[]>> classCounts;
    readonly float[] darkest;

    internal SampleCache(
        string path, IReadOnlyList<SampleSpec> samples, SampleCacheLayout layout, DatasetStatistics? statistics, string labelFolder)
    {
        Samples = samples;
        Statistics = statistics;
        this.layout = layout;
        this.labelFolder = labelFolder;
        classCounts = new(() => [.. Enumerable.Range(0, samples.Count).Select(CountClasses)]);
        darkest = new float[samples.Count * layout.Input.Channels];
        Array.Fill(darkest, float.NaN);
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
    }

    public IReadOnlyList<SampleSpec> Samples { get; }

    public InputRecipe Input => layout.Input;

    /// <summary>Whether there is a class for each pixel: only for networks that answer one.</summary>
    public bool HasLabels => layout.HasLabels;

    /// <summary>What the images were normalised by, where that is the same for all of them; belongs to the weights.</summary>
    public DatasetStatistics? Statistics { get; }

    /// <summary>Float32 [channels, height, width].</summary>
    public ReadOnlySpan<float> Image(int index) => new(start + (index * layout.Stride), InputPreparation.FloatsPerImage(Input));

    /// <summary>Smallest value of one channel of an image; found once.</summary>
    public float Darkest(int index, int channel)
    {
        var position = (index * Input.Channels) + channel;
        if (float.IsNaN(darkest[position]))
        {
            var plane = Input.Height * Input.Width;
            darkest[position] = PixelStatistics.Least(Image(index).Slice(channel * plane, plane));
        }

        return darkest[position];
    }

    /// <summary>Class indices [height, width].</summary>
    /// <exception cref="InvalidOperationException">The cache has no labels.</exception>
    public ReadOnlySpan<byte> Labels(int index) => HasLabels
        ? new(start + (index * layout.Stride) + layout.ImageBytes, layout.LabelBytes)
        : throw new InvalidOperationException("The network does not answer a class per pixel, so none was prepared.");

    /// <summary>Pixels of each class (index 0 = background, as far as the highest that occurs) in each sample's <see cref="Labels"/>; counted once.</summary>
    public IReadOnlyList<long[]> ClassCounts => classCounts.Value;

    /// <summary>Class indices of the original image, [rows, columns]; an image without label is all background. Of training samples only where <see cref="SampleCacheLayout.KeepsTrainingLabels"/>.</summary>
    public byte[] OriginalLabels(int index)
    {
        var sample = Samples[index];
        return sample.Labelmap is { } blob
            ? SampleBlobs.Unpack(sample, File.ReadAllBytes(Path.Combine(labelFolder, blob.Sha256)))
            : new byte[sample.Rows * sample.Columns];
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    long[] CountClasses(int index)
    {
        var counts = new long[256];
        foreach (var value in Labels(index))
        {
            counts[value]++;
        }

        return counts[..(Array.FindLastIndex(counts, count => count > 0) + 1)];
    }
}
