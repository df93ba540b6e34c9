using Studio.Harness;

namespace Studio.Bench;

/// <summary>The way of images into a network: prepared once, then loaded, changed and learnt from step by step.</summary>
static class TrainBenchmarkData
{
    public const string Name = "data";

    /// <param name="CacheImagesPerSecond">By normalisation.</param>
    /// <param name="BatchMs">To load and change the images of one step, with each augmentation, round by round.</param>
    /// <param name="ImagesPerSecond">Of a whole step, with each augmentation, the first of which changes nothing, round by round.</param>
    sealed record DataResult(
        Dictionary<string, double> CacheImagesPerSecond,
        IReadOnlyList<Dictionary<string, double>> BatchMs,
        IReadOnlyList<Dictionary<string, double>> ImagesPerSecond);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(string device, CancellationToken cancellation)
    {
        Console.Error.WriteLine($"  {Name}");
        var recipe = Path.Combine(Repository.Root, "recipes", "unet-usgra.yaml");
        var result = await Peer.RunTrainingAsync<DataResult>(["bench-data", "--recipe", recipe, "--device", device], cancellation);
        List<Figure> figures = [];
        foreach (var (normalization, rate) in result.CacheImagesPerSecond)
            figures.Add(Figure.AtLeast($"cache build from 512², {normalization}", rate, "images/s", 100));
        var names = result.ImagesPerSecond[0].Keys.ToArray();
        foreach (var name in names)
        {
            figures.Add(new Figure($"training, augmentation: {name}", Sample.Median(result.ImagesPerSecond.Select(round => round[name])), "images/s"));
            figures.Add(new Figure("  of a step, loading and changing", Sample.Median(result.BatchMs.Select(round => round[name])), "ms"));
        }

        foreach (var name in names[1..])
        {
            var shares = result.ImagesPerSecond.Select(round => round[name] / round[names[0]]);
            figures.Add(Figure.AtLeast($"rate with augmentation: {name}, to without", Sample.Median(shares), "", 0.95));
        }

        return figures;
    }
}
