using System.Text.Json;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Bench;

/// <summary>
/// Whether the queue of doubtful labels finds wrong ones: chest radiographs of children, pneumonia or not (3,166 pictures of
/// 28²), of which 2 % get the other answer. A small network learns from the labels as they then are and judges all of them.
/// </summary>
public static class LabelQueueBenchmark
{
    const string Project = "pneumonia";
    const double WrongShare = 0.02;
    const double FirstShare = 0.05;
    const int Seed = 1;

    static readonly string[] Settings =
    [
        "input.height=32", "input.width=32", "input.channels=1", "architecture.name=resnet-classifier", "architecture.widths=[16, 32, 64]",
        "architecture.head=pool", "training.epochs=6",
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        var source = Path.Combine(Repository.SharedData, "pneumoniamnist_balanced", "pneumoniamnist.npz");
        if (!File.Exists(source))
            throw new InvalidOperationException($"The chest radiographs are not here: {source}.");
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        await StudioVerb.RunAsync("import", source, "--project", Project, "--task", "classification", "--accept-label-names", "--data", data);
        var wrong = await AnswerOtherwiseAsync(data, cancellation);
        var run = (await StudioVerb.RunAsync(["train", "--project", Project, "--recipe", "classify", "--data", data, .. Settings.SelectMany(setting => (string[])["--set", setting])]))
            .GetProperty("run").ToString();
        foreach (var split in (string[])["training", "validation", "test"])
            await StudioVerb.RunAsync("evaluate", "--run", run, "--project", Project, "--split", split, "--reason", "Labels of all parts are checked", "--data", data);
        var queue = await StudioVerb.RunAsync("doubts", "--project", Project, "--data", data);
        return Measure(queue, wrong);
    }

    static List<Figure> Measure(JsonElement queue, HashSet<long> wrong)
    {
        var judged = queue.GetProperty("judged").GetInt32();
        var labels = queue.GetProperty("labels").EnumerateArray()
            .Select(label => (Id: label.GetProperty("imageId").GetInt64(), IsLearned: label.GetProperty("part").GetString() == "training")).ToList();
        var first = labels.Take((int)Math.Ceiling(judged * FirstShare)).Select(label => label.Id).ToHashSet();
        var learned = labels.Where(label => label.IsLearned).Select(label => label.Id).ToHashSet();
        double Found(IEnumerable<long> among) => among.Average(image => first.Contains(image) ? 1.0 : 0);
        return
        [
            new Figure("labels judged", judged, "images"),
            new Figure("  of them given the other answer", wrong.Count, "images"),
            Figure.AtLeast("wrong labels in the first 5 % of the queue", Found(wrong), "", 0.5),
            new Figure("  of those that the run has learned", Found(wrong.Where(learned.Contains)), ""),
            new Figure("  of the others", Found(wrong.Where(image => !learned.Contains(image))), ""),
        ];
    }

    /// <summary>Gives a share of the images the other answer, as a slip of the hand would.</summary>
    static async Task<HashSet<long>> AnswerOtherwiseAsync(string data, CancellationToken cancellation)
    {
        var database = new Database(new DataFolder(data));
        await database.OpenAsync(cancellation);
        var project = (await new ProjectStore(database).ListAsync(cancellation)).Single().Project;
        var images = await new ImageStore(database).ListAsync(project.Id, cancellation);
        var tags = new TagStore(database);
        var there = await tags.ListForImagesAsync([.. images.Select(image => image.Id)], cancellation);
        var chosen = images.Select(image => image.Id).ToArray();
        new Random(Seed).Shuffle(chosen);
        var wrong = chosen.Take((int)Math.Round(chosen.Length * WrongShare)).ToHashSet();
        var answers = wrong.SelectMany(image =>
        {
            var now = there[image].Single().ClassIndex;
            return (NewTag[])[new(TagScope.Image, image, now, IsPresent: false), new(TagScope.Image, image, now == 1 ? 2 : 1)];
        });
        await tags.ImportAsync(project.Id, [.. answers], ImageState.Accepted, cancellation);
        return wrong;
    }
}
