using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Data;

/// <summary>How far the preparation has come; called from any thread.</summary>
/// <param name="stage">In words for people.</param>
delegate void PreparationProgress(string stage, int done, int total);

/// <summary>Fetches, decodes, resizes and normalises the images of a job into the file of a <see cref="SampleCache"/>.</summary>
static class SampleCacheBuilder
{
    /// <summary>Opens the cache of a job, or builds it with several workers.</summary>
    /// <param name="folder">Work folder of the job.</param>
    /// <param name="statistics">
    /// Numbers that the weights were trained with. Null: the recipe needs none, or they are measured on the training samples.
    /// </param>
    /// <exception cref="JobFailureException">
    /// A channel or slice is missing or of another size (said of all images at once, before the work begins), a blob is
    /// missing or damaged, or a label does not fit its image.
    /// </exception>
    public static Task<SampleCache> OpenAsync(
        string folder,
        IReadOnlyList<SampleSpec> samples,
        Recipe recipe,
        IBlobSource blobs,
        DatasetStatistics? statistics,
        PreparationProgress progress,
        CancellationToken cancellationToken) =>
        OpenAsync(folder, samples, SampleCacheLayout.Of(recipe), blobs, statistics, progress, cancellationToken);

    /// <inheritdoc cref="OpenAsync(string, IReadOnlyList{SampleSpec}, Recipe, IBlobSource, DatasetStatistics?, PreparationProgress, CancellationToken)"/>
    public static async Task<SampleCache> OpenAsync(
        string folder,
        IReadOnlyList<SampleSpec> samples,
        SampleCacheLayout layout,
        IBlobSource blobs,
        DatasetStatistics? statistics,
        PreparationProgress progress,
        CancellationToken cancellationToken)
    {
        SampleCheck.Require(samples, layout.Input);
        var labels = Directory.CreateDirectory(Path.Combine(folder, "labels")).FullName;
        statistics ??= await DatasetStatisticsFile.OpenAsync(
            folder, samples, layout, blobs, (done, total) => progress("Measuring the training images", done, total), cancellationToken);
        var path = Path.Combine(folder, $"samples-{layout.Key(samples, statistics)}.bin");
        if (!File.Exists(path))
        {
            var temporary = path + ".part";
            using (var handle = Preallocate(temporary, samples.Count * layout.Stride))
            {
                var worker = new Worker(handle, layout, statistics, labels, blobs);
                await worker.FillAsync(samples, done => progress("Preparing images", done, samples.Count), cancellationToken);
                RandomAccess.FlushToDisk(handle);
            }

            File.Move(temporary, path, overwrite: true);
        }

        return new SampleCache(path, samples, layout, statistics, labels);
    }

    sealed class Worker(SafeFileHandle handle, SampleCacheLayout layout, DatasetStatistics? statistics, string labelFolder, IBlobSource blobs)
    {
        public async Task FillAsync(IReadOnlyList<SampleSpec> samples, Action<int> progress, CancellationToken cancellationToken)
        {
            var done = 0;
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(Enumerable.Range(0, samples.Count), options, async (index, token) =>
            {
                var record = new byte[layout.Stride];
                await PrepareAsync(samples[index], record, token);
                RandomAccess.Write(handle, record, index * layout.Stride);
                progress(Interlocked.Increment(ref done));
            });
        }

        async Task PrepareAsync(SampleSpec sample, byte[] record, CancellationToken cancellationToken)
        {
            var input = layout.Input;
            var source = await SampleBlobs.SourceAsync(sample, input, blobs, cancellationToken);
            var imageBytes = (int)layout.ImageBytes;
            InputPreparation.PrepareImage(source, input, statistics, MemoryMarshal.Cast<byte, float>(record.AsSpan(0, imageBytes)));
            if (layout.HasLabels && sample.Labelmap is { } blob)
            {
                var packed = await SampleBlobs.GetAsync(sample, blob, blobs, cancellationToken);
                var classes = SampleBlobs.Unpack(sample, packed);
                InputPreparation.PrepareLabels(classes, sample.Rows, sample.Columns, input, record.AsSpan(imageBytes, layout.LabelBytes));
                if (layout.KeepsTrainingLabels || sample.Split != Split.Training)
                {
                    await WriteOnceAsync(Path.Combine(labelFolder, blob.Sha256), packed, cancellationToken);
                }
            }
        }
    }

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
}
