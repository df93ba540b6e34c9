using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Data;

/// <summary>Measures the training images of a job once and keeps the numbers in its work folder.</summary>
static class DatasetStatisticsFile
{
    /// <returns>Null where the recipe normalises each image by itself.</returns>
    /// <exception cref="JobFailureException">There is no training image to measure.</exception>
    public static async Task<DatasetStatistics?> OpenAsync(
        string folder,
        IReadOnlyList<SampleSpec> samples,
        SampleCacheLayout layout,
        IBlobSource blobs,
        Action<int, int> progress,
        CancellationToken cancellationToken)
    {
        if (!layout.Input.UsesDatasetStatistics())
        {
            return null;
        }

        var training = samples.Where(sample => sample.Split == Split.Training).ToList();
        if (training.Count == 0)
        {
            throw new JobFailureException(
                "The recipe normalises by the statistics of the training images (input.statistics: dataset), but the weights do not carry them and there is no training image to measure. Train the run again.");
        }

        var path = Path.Combine(folder, $"statistics-{layout.Key(training, null)}.json");
        if (File.Exists(path))
        {
            return JsonSerializer.Deserialize<DatasetStatistics>(await File.ReadAllBytesAsync(path, cancellationToken), ContractJson.Options);
        }

        var statistics = await MeasureAsync(training, layout.Input, blobs, progress, cancellationToken);
        var temporary = path + ".part";
        await File.WriteAllBytesAsync(temporary, JsonSerializer.SerializeToUtf8Bytes(statistics, ContractJson.Options), cancellationToken);
        File.Move(temporary, path, overwrite: true);
        return statistics;
    }

    static async Task<DatasetStatistics> MeasureAsync(
        List<SampleSpec> training, InputRecipe input, IBlobSource blobs, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var done = 0;
        var measurement = new DatasetMeasurement(input, training.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, training.Count), options, async (index, token) =>
        {
            measurement.Add(index, await SampleBlobs.SourceAsync(training[index], input, blobs, token));
            progress(Interlocked.Increment(ref done), training.Count);
        });
        return measurement.Result();
    }
}
