using Studio.Harness;

namespace Studio.Bench.Reference;

/// <summary>The comparisons by name; each is one command, <c>./studio bench NAME</c>.</summary>
public static class Comparisons
{
    static readonly string[] BoxWhole = ["architecture.boxClass=2", "input.channels=3"];

    public static IReadOnlyDictionary<string, Comparison> All { get; } = new Dictionary<string, Comparison>
    {
        // R0: direct against Gaussian head, with and without normalised output, full against half resolution.
        ["r0"] = new(
            "bccd", ImportBoxesAsync, ["iou.box", "hit50.box", "baseline.iou.box"],
            [
                new("one box, direct", "r0-corrected", BoxWhole),
                new("one box, Gaussian head", "r0-corrected", [.. BoxWhole, "architecture.gaussianKappa=0.05"]),
                new("one box, output not normalised", "r0-corrected", [.. BoxWhole, "architecture.outputNorm=false"]),
                new("one box, half resolution", "r0-corrected", [.. BoxWhole, "input.height=64", "input.width=64"]),
            ]),

        ["detector"] = new(
            "bccd", ImportBoxesAsync, ["ap50.mean", "ap75.mean", "ap50.RBC", "ap50.WBC", "ap50.Platelets"],
            [new("all boxes", "boxes")], Seeds: 1),

        // R1: an overlap loss against a weighted cross-entropy, one structure against the rest.
        ["r1"] = new(
            "nerve", ImportNerveAsync, ["iou.mean", "precision.nerve", "recall.nerve", "baseline.iou.mean"],
            [
                new("soft IoU", "r1-corrected"),
                new("weighted cross-entropy", "r1-corrected", "loss.name=weighted-sigmoid", "loss.positiveWeight=15", "loss.positiveWeightEnd=15"),
            ]),
        ["r1-upsampling"] = new(
            "nerve", ImportNerveAsync, ["iou.mean"],
            [.. new[] { "nearest", "bilinear", "transposed", "unpool" }.Select(way => new Variant(way, "r1-corrected", $"architecture.upsampling={way}"))],
            Seeds: 1),

        // R2: several findings at once, and the loss that was published.
        ["r2"] = new(
            "quadrants", ImportQuadrantsAsync, ["auc.mean", "accuracy.mean", "baseline.accuracy.mean", "accuracy.all", "baseline.accuracy.all"],
            [new("quadrants, cross-entropy", "r2-corrected", "input.channels=3"), new("quadrants, MSE", "r2-corrected", "input.channels=3", "loss.name=mse")]),
        ["r2-pneumonia"] = new(
            "pneumonia", ImportPneumoniaAsync, ["auc.mean", "accuracy.mean", "baseline.accuracy.mean"],
            [new("pneumonia", "r2-corrected", "loss.name=cross-entropy-tags", "input.height=32", "input.width=32", "postprocessing.fit=[]")]),

        // R3: XNet against SegNet and U-Net, three regions.
        ["r3"] = new(
            "usgra", ImportUltrasoundAsync, ["iou.mean", "dice.mean", "accuracy", "ece", "baseline.iou.mean"],
            [
                new("XNet", "r3-corrected"),
                new("SegNet", "r3-corrected", "architecture.name=segnet"),
                new("U-Net", "r3-corrected", "architecture.name=unet"),
            ],
            Seeds: 1),

        // R4: the paths alone and together, one phase against two, then transfer to one channel.
        ["r4"] = new(
            "openms", ImportSlabsAsync, ["dice.mean", "iou.mean", "recall.lesion", "baseline.iou.mean"],
            [
                new("both paths, two steps", "r4-corrected"),
                new("both paths, one step", "r4-corrected", "phases=[\"training.epochs=12\"]"),
                new("local path", "r4-corrected", "architecture.paths=local"),
                new("global path", "r4-corrected", "architecture.paths=global"),
                new(
                    "FLAIR alone, from four channels", "r4-corrected", "input.caseChannels=[FLAIR]", "input.channels=1", "transfer.from=run 1",
                    "transfer.channels=mean"),
                new("FLAIR alone, from fresh weights", "r4-corrected", "input.caseChannels=[FLAIR]", "input.channels=1"),
            ],
            Seeds: 1),
    };

    static async Task ImportBoxesAsync(ComparisonFolders folders)
    {
        await PrepareAsync("bccd", "bccd/BCCD", folders.Prepared);
        foreach (var (part, split) in Parts)
        {
            await ReferenceBenchmark.VerbAsync(
                "import", $"{folders.Prepared}/{part}/images", "--project", "bccd", "--task", "detection", "--boxes", $"voc:{folders.Prepared}/{part}/boxes",
                "--accept-label-names", "--split", split, "--data", folders.Data);
        }
    }

    static async Task ImportQuadrantsAsync(ComparisonFolders folders)
    {
        await PrepareAsync("quadrants", "bccd/BCCD", folders.Prepared);
        foreach (var (part, split) in Parts)
        {
            await ReferenceBenchmark.VerbAsync(
                "import", $"{folders.Prepared}/{part}/images", "--project", "quadrants", "--task", "classification", "--tags", $"{folders.Prepared}/{part}/tags.csv",
                "--patients", $"{folders.Prepared}/{part}/patients.csv", "--accept-label-names", "--split", split, "--data", folders.Data);
        }
    }

    static async Task ImportPneumoniaAsync(ComparisonFolders folders) => await ReferenceBenchmark.VerbAsync(
        "import", Shared("pneumoniamnist_balanced/pneumoniamnist.npz"), "--project", "pneumonia", "--task", "classification", "--accept-label-names",
        "--data", folders.Data);

    static Task ImportNerveAsync(ComparisonFolders folders) => ImportUltrasoundAsync(folders, "nerve", "nerve", ["--mask-values", "1=nerve,2=ignore"]);

    static Task ImportUltrasoundAsync(ComparisonFolders folders) => ImportUltrasoundAsync(folders, "usgra", "nerve,vessel", []);

    static async Task ImportUltrasoundAsync(ComparisonFolders folders, string project, string classes, string[] values)
    {
        foreach (var (part, split) in new[] { ("", Array.Empty<string>()), ("/test", ["--split", "test"]) })
        {
            var source = Shared($"usgra_ultrasound/dataset{part}");
            await ReferenceBenchmark.VerbAsync(
                ["import", $"{source}/images", "--masks", $"{source}/masks", "--project", project, "--classes", classes, .. values, .. split, "--data", folders.Data]);
        }
    }

    static async Task ImportSlabsAsync(ComparisonFolders folders)
    {
        await PrepareAsync("slabs", "openms_mni", folders.Prepared);
        foreach (var (part, split) in Parts)
        {
            await ReferenceBenchmark.VerbAsync(
                "import", $"{folders.Prepared}/{part}/images", "--masks", $"{folders.Prepared}/{part}/masks", "--project", "openms", "--classes", "lesion",
                "--patients", @"regex:(?<patient>slab\d)", "--split", split, "--data", folders.Data);
        }
    }

    static readonly (string Part, string Split)[] Parts = [("train", "training"), ("val", "validation"), ("test", "test")];

    static async Task PrepareAsync(string what, string source, string target) =>
        await Peer.RunPythonAsync<object>("../reference/prepare.py", [what, Shared(source), target], CancellationToken.None);

    static string Shared(string path)
    {
        var found = Path.Combine(Repository.SharedData, path);
        return Path.Exists(found) ? found : throw new InvalidOperationException($"The public images are not here: {found}.");
    }
}
