using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>
/// A studio with outlined pictures of forty patients and four runs: 2 is better than 1 on validation, 3 was not evaluated and 4 never
/// finished an epoch.
/// </summary>
public sealed class ComparedStudio : JudgedStudio
{
    const int Pictures = 40;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        var images = await OutlineAsync(files, Pictures, "Nerve", "Vessel");
        var site = await new FieldStore(Database).GetOrCreateAsync(Filled.Id, "Site", FieldSource.Table, FieldKind.Text);
        await new FieldStore(Database).SetAsync(site, [.. images.Select(image => new FieldValue(image.Id, null, image.Id % 2 == 0 ? "Oslo" : "Basel"))]);
        var version = (await Versions.FreezeAsync(Filled.Id, null)).Version;
        var judged = (await Versions.ListSamplesAsync(version.Id)).Where(sample => sample.Split == Split.Validation).ToList();
        await AddAsync("weighted", Recipe with { Loss = Recipe.Loss with { Name = "cross-entropy" } }, [0.1, 0.3, 0.45], [.. judged.Select(sample => Result(sample, 0.45, 5))]);
        await AddAsync("larger", Recipe with { Input = Recipe.Input with { Height = 320 } }, [0.2, 0.5, 0.58, 0.6, 0.59], [.. judged.Select(sample => Result(sample, 0.6, 4))]);
        await AddAsync("not evaluated", Recipe, [0.3], []);
        await AddRunAsync(version, "waits", Recipe);

        async Task AddAsync(string name, Recipe of, double[] scores, IReadOnlyList<ImageResult> results)
        {
            var run = await AddRunAsync(version, name, of, new BestEpoch(Array.IndexOf(scores, scores.Max()) + 1, scores.Max(), [scores.Max(), scores.Max()], null));
            await new JobEventStore(Database).AppendAsync(await EndAsync(JobKind.Train, run.Id), [.. scores.Select((score, place) => Epoch(place + 1, score))]);
            if (results.Count > 0)
                await EvaluateAsync(run.Id, Evaluation(results));
        }
    }

    static EpochMetrics Epoch(int epoch, double score) =>
        new(epoch, 1 - score, 1 - score, [score, score], score, 0.001, 40, 0, null, 0, IsBest: false) { Sequence = epoch };

    static EvaluationResult Evaluation(IReadOnlyList<ImageResult> images) => new(
        Split.Validation, images.Count, images.Count, new Dictionary<string, MetricValue>(), images, 12);

    /// <summary>Every patient a little different, so that there is an interval.</summary>
    static ImageResult Result(SampleSpec sample, double mean, int period)
    {
        var value = mean + (0.02 * ((sample.ImageId % period) - ((period - 1) / 2.0)));
        var scores = new Dictionary<string, double?> { ["pixels"] = Rows * Columns, ["accuracy"] = 0.9 };
        foreach (var name in (string[])["Nerve", "Vessel"])
        {
            (scores[$"iou.{name}"], scores[$"dice.{name}"], scores[$"baseline.iou.{name}"]) = (value, 2 * value / (1 + value), 0.02);
            scores[$"hd95px.{name}"] = 40 * (1 - value);
            scores[$"recall.{name}"] = value;
            (scores[$"tp.{name}"], scores[$"fn.{name}"], scores[$"fp.{name}"]) = (1600 * value, 1600 * (1 - value), 1600 * (1 - value));
        }

        var shifted = string.Create(CultureInfo.InvariantCulture, $"M{60 - (40 * value):0} 20H{100 - (40 * value):0}V60H{60 - (40 * value):0}Z");
        return new ImageResult(sample.ImageId, sample.Name, sample.PatientKey, scores, [new ClassOutline(1, Labelled)], [new ClassOutline(1, shifted)]);
    }
}
