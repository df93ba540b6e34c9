using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>
/// A studio with six outlined pictures and a run that was evaluated on them: it agrees with four, sees nothing of what the third
/// labels and something else in the fifth.
/// </summary>
public sealed class DoubtedStudio : JudgedStudio
{
    static readonly Dictionary<string, AreaDisagreement> Areas = new()
    {
        ["picture 3"] = new(1, 0.08, 0, 0.08, 0.076, 0),
        ["picture 5"] = new(1, 0.08, 0.08, 0.12, 0.035, 0.035),
    };

    protected override async Task FillAsync(TemporaryFolder files)
    {
        var images = await OutlineAsync(files, 6, "Nerve");
        var version = (await Versions.FreezeAsync(Filled.Id, null)).Version;
        var run = await AddRunAsync(version, "", Recipe, new BestEpoch(1, 0.7, [0.7], null));
        await EndAsync(JobKind.Train, run.Id);
        await EvaluateAsync(run.Id, Result(images));
    }

    static EvaluationResult Result(IReadOnlyList<ImageRecord> images) => new(
        Split.Validation, images.Count, images.Count, new Dictionary<string, MetricValue> { ["iou.Nerve"] = new(0.7, 0.6, 0.8, images.Count) },
        [.. images.Select(image => new ImageResult(
            image.Id, image.Name, image.Name, new Dictionary<string, double?>(), [new ClassOutline(1, Labelled)],
            image.Name == "picture 3" ? [] : [new ClassOutline(1, image.Name == "picture 5" ? "M40 20H80V60H40Z" : Labelled)])
        {
            Areas = [Areas.GetValueOrDefault(image.Name) ?? new AreaDisagreement(1, 0.08, 0.08, 0.08, 0.004, 0.004)],
        })],
        1);
}
