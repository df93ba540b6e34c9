using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Statistics;
using Studio.Training.Data;
using Studio.Training.Devices;
using Studio.Training.Evaluation;
using Studio.Training.Metrics;
using Studio.Training.Worker;

namespace Studio.Training.Verbs;

/// <summary>
/// <c>bench-evaluate</c>: all metrics of made-up labels and answers and all intervals, as an evaluation computes them, without
/// the network; then the outlines and messages. Some pairs are left as files for bench/peer/segmentation_metrics.py.
/// </summary>
static class BenchEvaluateVerb
{
    const int Block = 200;

    /// <param name="MetricSeconds">Unpacking and measuring all images.</param>
    /// <param name="SummarySeconds">All figures with their intervals.</param>
    /// <param name="DrawSeconds">Outlines of all images and their messages as text.</param>
    /// <param name="Values">Of the images of the sample, by name; null where undefined.</param>
    sealed record Result(
        int Images, int Figures, double MetricSeconds, double SummarySeconds, double DrawSeconds, double PeakMegabytes,
        IReadOnlyList<IReadOnlyDictionary<string, double?>> Values);

    /// <summary>Messages as they leave, turned into text and let go.</summary>
    sealed class Shredder : IJobReporter
    {
        public void Report(JobEvent item) => JsonSerializer.Serialize(item, ContractJson.Options);

        public BlobReference AddBlob(ReadOnlySpan<byte> content) => throw new NotSupportedException("An evaluation has no files.");
    }

    public static Command Create()
    {
        var images = new Option<int>("--images") { DefaultValueFactory = _ => 10_000, Description = "Images of 512×512." };
        var folder = new Option<DirectoryInfo>("--sample-folder") { Required = true, Description = "Where pairs of the sample are left." };
        var sample = new Option<int>("--sample") { DefaultValueFactory = _ => 200, Description = "Pairs that are left as files." };
        var command = new Command("bench-evaluate", "Times the metrics and intervals of an evaluation.") { images, folder, sample };
        command.SetAction(parsed =>
        {
            var result = Run(parsed.GetValue(images), parsed.GetRequiredValue(folder).FullName, parsed.GetValue(sample));
            Console.Out.WriteLine(JsonSerializer.Serialize(result, ContractJson.Options));
            return ExitCodes.Done;
        });
        return command;
    }

    static Result Run(int images, string folder, int sample)
    {
        var classes = BenchClasses.Of(BenchMasks.Classes);
        var pairs = new BenchMaskPair[images];
        Parallel.For(0, images, index => pairs[index] = BenchMasks.Draw(index));
        for (var index = 0; index < Math.Min(sample, images); index++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{index:00000}.truth"), SampleBlobs.Unpack(pairs[index].Sample, pairs[index].Truth));
            File.WriteAllBytes(Path.Combine(folder, $"{index:00000}.answer"), SampleBlobs.Unpack(pairs[index].Sample, pairs[index].Answer));
        }

        // Once before the clock runs: a job has measured its first images by then, too.
        pairs[..Math.Min(Block, images)].AsParallel().ForAll(pair => Measure(pair, classes));
        var clock = Stopwatch.StartNew();
        var (cases, values) = (new CaseCollector(classes), new List<IReadOnlyDictionary<string, double?>>());
        InBlocks(pairs, pair => Measure(pair, classes), image =>
        {
            cases.Add(image);
            if (values.Count < sample)
            {
                values.Add(image.Values);
            }
        });
        var measured = clock.Elapsed.TotalSeconds;
        var table = cases.ToTable();
        var figures = SegmentationFigures.Of(table, [.. classes.Select(definition => definition.Name)]);
        EvaluationSummary.Of(figures, table.Patients.Count, seed: 1);
        var summarised = clock.Elapsed.TotalSeconds - measured;
        clock.Restart();
        var outbox = new ImageOutbox(new Shredder());
        InBlocks(pairs, pair => Draw(pair, classes.Count + 1), outbox.Add);
        outbox.Send();
        return new Result(images, figures.Count, measured, summarised, clock.Elapsed.TotalSeconds, ProcessMemory.Peak / 1e6, values);
    }

    static void InBlocks(BenchMaskPair[] pairs, Func<BenchMaskPair, ImageResult> measure, Action<ImageResult> visit)
    {
        foreach (var block in pairs.Chunk(Block))
        {
            var results = new ImageResult[block.Length];
            Parallel.For(0, block.Length, place => results[place] = measure(block[place]));
            Array.ForEach(results, visit);
        }
    }

    static ImageResult Measure(BenchMaskPair pair, IReadOnlyList<ClassDefinition> classes)
    {
        var (truth, answer) = (SampleBlobs.Unpack(pair.Sample, pair.Truth), SampleBlobs.Unpack(pair.Sample, pair.Answer));
        var baseline = Enumerable.Repeat(new PixelCounts(100, 200, 300), classes.Count).ToList();
        var values = SegmentationMetrics.OfImage(pair.Sample, truth, answer, baseline, classes);
        return new ImageResult(pair.Sample.ImageId, pair.Sample.Name, pair.Sample.PatientKey, values, [], []);
    }

    static ImageResult Draw(BenchMaskPair pair, int classCount) => new(
        pair.Sample.ImageId, pair.Sample.Name, pair.Sample.PatientKey, new Dictionary<string, double?>(),
        Outlines.Of(SampleBlobs.Unpack(pair.Sample, pair.Truth), pair.Sample, classCount),
        Outlines.Of(SampleBlobs.Unpack(pair.Sample, pair.Answer), pair.Sample, classCount));
}
