using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Devices;

namespace Studio.Training.Verbs;

/// <summary>
/// <c>bench-data</c>: how fast the images of a job are prepared, and what changing them costs a training of whole class maps:
/// the real sample cache, loader, augmentation and step, on made-up images of 512×512 and 16 bit.
/// </summary>
static class BenchDataVerb
{
    /// <summary>Each prepared several times, so that reading and hashing are part of it but drawing pictures is not.</summary>
    const int DifferentImages = 32;
    const int PreparedImages = 256;

    sealed record Result(
        IReadOnlyDictionary<string, double> CacheImagesPerSecond,
        IReadOnlyList<IReadOnlyDictionary<string, double>> BatchMs,
        IReadOnlyList<IReadOnlyDictionary<string, double>> ImagesPerSecond);

    public static Command Create()
    {
        var recipe = new Option<string>("--recipe") { Required = true, Description = "Recipe of a segmentation." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 16, Description = "Steps with each augmentation." };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 2 };
        var device = BenchDevice.Option();
        var command = new Command("bench-data", "Times the preparation and the augmentation of images.") { recipe, rounds, threads, device };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var read = BenchRecipe.Read(parsed.GetRequiredValue(recipe), []).Require();
            using var folder = new BenchFolder();
            var samples = BenchImages.DrawAll(DifferentImages, folder.Blobs);
            var rates = await BuildAsync(samples, read, folder, cancellationToken);
            using var cache = await OpenAsync(samples, read, folder.New(), folder, cancellationToken);
            return BenchThread.Run(() =>
            {
                ComputeDevice.PrepareThread(parsed.GetValue(threads));
                using var run = new BenchAugmentation(cache, read, parsed.GetValue(device)!);
                var turns = Enumerable.Range(0, parsed.GetValue(rounds)).ToList();
                var result = new Result(rates, [.. turns.Select(_ => run.PrepareBatches())], [.. turns.Select(_ => run.Round())]);
                Console.Out.WriteLine(JsonSerializer.Serialize(result, ContractJson.Options));
            });
        });
        return command;
    }

    /// <summary>Images per second for the recipe and for the normalisations that look at an image most often.</summary>
    static async Task<IReadOnlyDictionary<string, double>> BuildAsync(
        IReadOnlyList<SampleSpec> samples, Recipe recipe, BenchFolder folder, CancellationToken cancellationToken)
    {
        var rates = new Dictionary<string, double>();
        var many = Enumerable.Range(0, PreparedImages).Select(index => samples[index % samples.Count]).ToList();
        foreach (var normalization in new[] { recipe.Input.Normalization, "zscore-clipped" }.Distinct())
        {
            var changed = recipe with { Input = recipe.Input with { Normalization = normalization } };
            (await OpenAsync(samples, changed, folder.New(), folder, cancellationToken)).Dispose();
            var clock = Stopwatch.StartNew();
            (await OpenAsync(many, changed, folder.New(), folder, cancellationToken)).Dispose();
            rates[normalization] = many.Count / clock.Elapsed.TotalSeconds;
        }

        return rates;
    }

    static Task<SampleCache> OpenAsync(
        IReadOnlyList<SampleSpec> samples, Recipe recipe, string work, BenchFolder folder, CancellationToken cancellationToken) =>
        SampleCacheBuilder.OpenAsync(work, samples, recipe, folder.Blobs, null, (_, _, _) => { }, cancellationToken);
}
