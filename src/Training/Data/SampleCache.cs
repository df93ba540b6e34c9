using System.IO.MemoryMappedFiles;
using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;

namespace Studio.Training.Data;

/// <summary>
/// Every image of a job, decoded, resized and normalised once, in one memory-mapped file: the operating system keeps
/// what fits into memory, batches are copied straight out of it.
/// </summary>
/// <remarks>
/// Record of one sample: float32 [channels, height, width], then bytes [height, width] of class indices, padded to
/// 64 bytes. The file's name is a hash of the contents and the input settings, so it is reused only when both match.
/// </remarks>
sealed unsafe class SampleCache : IDisposable
{
    readonly MemoryMappedFile file;
    readonly MemoryMappedViewAccessor view;
    readonly byte* start;
    readonly long stride;
    readonly string labelFolder;

    internal SampleCache(string path, IReadOnlyList<SampleSpec> samples, InputRecipe input, string labelFolder)
    {
        Samples = samples;
        Input = input;
        this.labelFolder = labelFolder;
        stride = StrideOf(input);
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
    }

    public IReadOnlyList<SampleSpec> Samples { get; }

    public InputRecipe Input { get; }

    /// <summary>Float32 [channels, height, width].</summary>
    public ReadOnlySpan<float> Image(int index) => new(start + (index * stride), InputPreparation.FloatsPerImage(Input));

    /// <summary>Class indices [height, width].</summary>
    public ReadOnlySpan<byte> Labels(int index) =>
        new(start + (index * stride) + ((long)InputPreparation.FloatsPerImage(Input) * sizeof(float)), Input.Height * Input.Width);

    /// <summary>Class indices of the original image, [rows, columns]; an image without label is all background.</summary>
    public byte[] OriginalLabels(int index)
    {
        var sample = Samples[index];
        return sample.Labelmap is { } blob
            ? SampleCacheBuilder.Unpack(sample, File.ReadAllBytes(Path.Combine(labelFolder, blob.Sha256)))
            : new byte[sample.Rows * sample.Columns];
    }

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Bytes from one sample's record to the next.</summary>
    internal static long StrideOf(InputRecipe input)
    {
        var bytes = ((long)InputPreparation.FloatsPerImage(input) * sizeof(float)) + ((long)input.Height * input.Width);
        return (bytes + 63) / 64 * 64;
    }
}
