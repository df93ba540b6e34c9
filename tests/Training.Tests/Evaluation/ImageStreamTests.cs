using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Evaluation;
using Studio.Training.Worker;

namespace Studio.Training.Tests.Evaluation;

/// <summary>Images leave in messages of bounded size, and what stays of them is what they said.</summary>
public sealed class ImageStreamTests
{
    static readonly IReadOnlyList<ClassDefinition> Classes = [ClassPalette.Define(1, "cell"), ClassPalette.Define(2, "clump")];

    sealed class Recorder : IJobReporter
    {
        public List<EvaluatedImages> Sent { get; } = [];

        public void Report(JobEvent item) => Sent.Add((EvaluatedImages)item);

        public BlobReference AddBlob(ReadOnlySpan<byte> content) => throw new NotSupportedException();
    }

    [Fact]
    public void Send_ManyImages_GoInPartsOfTwoHundred()
    {
        var recorder = new Recorder();
        var outbox = new ImageOutbox(recorder);
        for (var image = 0; image < 450; image++)
        {
            outbox.Add(Image(image));
        }

        outbox.Send();
        outbox.Send();
        Assert.Equal([200, 200, 50], recorder.Sent.Select(part => part.Images.Count));
        Assert.Equal(Enumerable.Range(0, 450).Select(id => (long)id), recorder.Sent.SelectMany(part => part.Images).Select(image => image.ImageId));
    }

    [Fact]
    public void Add_LongOutlines_GoBeforeTwoHundred()
    {
        var recorder = new Recorder();
        var outbox = new ImageOutbox(recorder);
        var path = new string('M', ImageOutbox.LargestOutlines / 2);
        for (var image = 0; image < 3; image++)
        {
            outbox.Add(Image(image) with { Truth = [new ClassOutline(1, path)], Prediction = [new ClassOutline(1, "M0 0Z")] });
        }

        Assert.Equal(2, Assert.Single(recorder.Sent).Images.Count);
    }

    [Fact]
    public void ToTable_InBlocks_IsWhatAllTogetherGive()
    {
        List<ImageResult> images = [.. Enumerable.Range(0, 430).Select(Image)];
        var collector = new CaseCollector(Classes);
        images.ForEach(collector.Add);
        var table = collector.ToTable();
        var whole = CaseColumns.Of(images, [(1, "cell"), (2, "clump")]);

        Assert.Equal(430, table.Count);
        Assert.Equal(images.Select(image => image.PatientKey), table.Clusters.Select(cluster => table.Patients[cluster]));
        Assert.Equal(whole.Columns.Keys.Order(), table.Names.Order());
        Assert.All(whole.Columns, column => Assert.Equal(column.Value, table.Find(column.Key)));
        foreach (var (name, entries) in whole.Entries)
        {
            Assert.Equal(entries.Cases, table.FindList(name)!.Cases);
            Assert.Equal(entries.Values, table.FindList(name)!.Values);
        }
    }

    /// <summary>The first two hundred images hold no box at all, and one figure is only measured from the three hundredth on.</summary>
    static ImageResult Image(int number) => new(number, $"{number}", $"p{number % 7}", Values(number), [], [])
    {
        Found = number < 200 ? [] : [new FoundBoxResult(1, 0.5, 3), new FoundBoxResult(2, number / 1000.0, 0)],
        LabelledBoxes = number < 200 ? new Dictionary<int, int>() : new Dictionary<int, int> { [1] = number % 3 },
    };

    static Dictionary<string, double?> Values(int number)
    {
        var values = new Dictionary<string, double?> { ["bestiou.cell"] = number % 5 == 0 ? null : number };
        if (number >= 300)
        {
            values["late"] = number;
        }

        return values;
    }
}
