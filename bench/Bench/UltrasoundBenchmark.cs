using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Recipes;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Bench;

/// <summary>
/// The public ultrasound set (204 images + 40 in a test folder of its own): import, train the recipe, evaluate on the test
/// folder; then the same recipe, split and images in a plain PyTorch script.
/// </summary>
public static class UltrasoundBenchmark
{
    const string Recipe = "unet-usgra";
    const string Project = "usgra";
    static readonly string[] Classes = ["nerve", "vessel"];

    // 204 + 40 files; 0043 and 0077 are the same picture and count once.
    const int DifferentImages = 243;

    sealed record PeerResult(Dictionary<string, double> Iou, double MeanIou, int BestEpoch, double Seconds);

    sealed record PeerSample(string Image, string Mask, string Split);

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        var source = Path.Combine(Repository.SharedData, "usgra_ultrasound", "dataset");
        if (!Directory.Exists(source))
            throw new InvalidOperationException($"The ultrasound set is not here: {source}.");
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        var imported = await ImportAsync(source, "images", null, data) + await ImportAsync(Path.Combine(source, "test"), "images", "test", data);

        var train = await StudioVerb.RunAsync("train", "--project", Project, "--recipe", Recipe, "--data", data);
        var run = train.GetProperty("run").ToString();
        var evaluation = await StudioVerb.RunAsync("evaluate", "--run", run, "--project", Project, "--split", "test", "--reason", "Benchmark", "--data", data);
        var ours = evaluation.GetProperty("metrics");
        var peer = await RunPeerAsync(source, data, folder["peer.json"], cancellation);

        List<Figure> figures = [new Figure("images imported", imported, "images", $"= {DifferentImages}", null, imported == DifferentImages)];
        figures.AddRange(Classes.Select(name => Compare($"test IoU, {name}", ours.GetProperty($"iou.{name}"), peer.Iou[name])));
        figures.Add(Compare("test IoU, mean", ours.GetProperty("iou.mean"), peer.MeanIou));
        figures.Add(new Figure("training", train.GetProperty("seconds").GetDouble(), "s", null, peer.Seconds));
        return figures;
    }

    /// <summary>Met when ours is at least the peer's, or the peer's lies inside our 95 % interval: then 40 images cannot tell them apart.</summary>
    static Figure Compare(string name, JsonElement metric, double peer)
    {
        var value = metric.GetProperty("mean").GetDouble();
        var interval = metric.GetProperty("ci95");
        var (low, high) = (interval[0].GetDouble(), interval[1].GetDouble());
        return new Figure(name, value, "", $"≥ peer within interval {low:0.00}–{high:0.00}", peer, peer <= high);
    }

    static async Task<int> ImportAsync(string source, string images, string? split, string data)
    {
        string[] fixedSplit = split is null ? [] : ["--split", split];
        var report = await StudioVerb.RunAsync(
            ["import", Path.Combine(source, images), "--masks", Path.Combine(source, "masks"), "--project", Project,
             "--task", "segmentation", "--classes", string.Join(',', Classes), "--data", data, .. fixedSplit]);
        return report.GetProperty("imported").GetInt32();
    }

    static async Task<PeerResult> RunPeerAsync(string source, string data, string file, CancellationToken cancellation)
    {
        // The split is the studio's own, so that both learn from the same images and are tested on the same.
        var database = new Database(new DataFolder(data));
        await database.OpenAsync(cancellation);
        var versions = new DatasetVersionStore(database, new AnnotationStore(database, new BlobStore(database)));
        var samples = (await versions.ListSamplesAsync(1, cancellation)).Select(sample =>
        {
            var from = sample.Split == Contracts.Projects.Split.Test ? Path.Combine(source, "test") : source;
            var name = Path.GetFileNameWithoutExtension(sample.Name);
            return new PeerSample(Find(from, "images", name), Find(from, "masks", name), sample.Split.ToString().ToLowerInvariant());
        });
        var recipe = RecipeReader.ReadFile(Path.Combine(Repository.Root, "recipes", $"{Recipe}.yaml")).Recipe
            ?? throw new InvalidOperationException($"The recipe {Recipe} has errors.");
        var settings = new { recipe, classes = Classes, threads = 2, bf16 = TrainBenchmark.CpuHasBfloat16(), samples };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings, ContractJson.Options), cancellation);
        return await Peer.RunPythonAsync<PeerResult>("usgra.py", [file], cancellation);
    }

    static string Find(string root, string kind, string name) =>
        Directory.GetFiles(Path.Combine(root, kind), $"{name}.*").Single();
}
