using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Imaging.Labelmaps;
using Studio.Training.Worker;
using Studio.Training.Jobs;

namespace Studio.Training.Data;

/// <summary>Fetches, decodes, resizes and normalises the images of a job into the file of a <see cref="SampleCache"/>.</summary>
static class SampleCacheBuilder
{
    /// <summary>Changes when the layout or the preparation changes.</summary>
    const int FormatVersion = 1;

    /// <summary>Opens the cache of a job, or builds it with several workers.</summary>
    /// <param name="folder">Work folder of the job.</param>
    /// <param name="progress">Called with the number of finished samples, from any thread.</param>
    /// <exception cref="JobFailureException">A blob is missing or damaged, or a label does not fit its image.</exception>
    public static async Task<SampleCache> OpenAsync(
        string folder,
        IReadOnlyList<SampleSpec> samples,
        InputRecipe input,
        IBlobSource blobs,
        Action<int> progress,
        CancellationToken cancellationToken)
    {
        var labels = Directory.CreateDirectory(Path.Combine(folder, "labels")).FullName;
        var path = Path.Combine(folder, $"samples-{Key(samples, input)[..16]}.bin");
        if (!File.Exists(path))
        {
            var temporary = path + ".part";
            using (var handle = Preallocate(temporary, samples.Count * SampleCache.StrideOf(input)))
            {
                await FillAsync(handle, labels, samples, input, blobs, progress, cancellationToken);
                RandomAccess.FlushToDisk(handle);
            }

            File.Move(temporary, path, overwrite: true);
        }

        return new SampleCache(path, samples, input, labels);
    }

    static async Task FillAsync(
        SafeFileHandle handle,
        string labelFolder,
        IReadOnlyList<SampleSpec> samples,
        InputRecipe input,
        IBlobSource blobs,
        Action<int> progress,
        CancellationToken cancellationToken)
    {
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, samples.Count), options, async (index, token) =>
        {
            var record = await PrepareAsync(samples[index], input, blobs, labelFolder, token);
            RandomAccess.Write(handle, record, index * SampleCache.StrideOf(input));
            progress(Interlocked.Increment(ref done));
        });
    }

    static async Task<byte[]> PrepareAsync(
        SampleSpec sample, InputRecipe input, IBlobSource blobs, string labelFolder, CancellationToken cancellationToken)
    {
        var pixels = await blobs.GetAsync(sample.Pixels, cancellationToken);
        var record = new byte[SampleCache.StrideOf(input)];
        var imageBytes = InputPreparation.FloatsPerImage(input) * sizeof(float);
        var image = MemoryMarshal.Cast<byte, float>(record.AsSpan(0, imageBytes));
        InputPreparation.PrepareImage(PixelSource.Of(sample, pixels), input, image);
        if (sample.Labelmap is { } blob)
        {
            var packed = await blobs.GetAsync(blob, cancellationToken);
            var classes = Unpack(sample, packed);
            var target = record.AsSpan(imageBytes, input.Height * input.Width);
            InputPreparation.PrepareLabels(classes, sample.Rows, sample.Columns, input, target);
            if (sample.Split != Split.Training)
            {
                await WriteOnceAsync(Path.Combine(labelFolder, blob.Sha256), packed, cancellationToken);
            }
        }

        return record;
    }

    internal static byte[] Unpack(SampleSpec sample, byte[] packed) =>
        LabelmapPacking.TryUnpack(packed, sample.Rows, sample.Columns, out var classes, out var error)
            ? classes
            : throw new JobFailureException(
                $"{sample.Name}: its label does not fit the image of {sample.Columns}×{sample.Rows} pixels. {error} Save or import the label again.");

    /// <summary>Two samples may share one labelmap; each worker writes under its own name first.</summary>
    static async Task WriteOnceAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            var temporary = $"{path}.{Guid.NewGuid():N}";
            await File.WriteAllBytesAsync(temporary, content, cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
    }

    /// <summary>Takes the whole space at once, so that a full disk shows here and not as a crash in a mapped page.</summary>
    static SafeFileHandle Preallocate(string path, long bytes)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.None, bytes);
        }
        catch (IOException problem)
        {
            throw new JobFailureException(
                $"The prepared images need {bytes / 1e9:0.0} GB in the work folder, which is not free. Make room and start again.", problem);
        }
    }

    static string Key(IReadOnlyList<SampleSpec> samples, InputRecipe input)
    {
        var contents = samples.Select(sample => new { sample.Pixels, sample.Labelmap, sample.Split, sample.BitsStored, sample.IsMonochrome1 });
        var text = JsonSerializer.SerializeToUtf8Bytes(new { FormatVersion, input, contents }, ContractJson.Options);
        return Convert.ToHexStringLower(SHA256.HashData(text));
    }
}
