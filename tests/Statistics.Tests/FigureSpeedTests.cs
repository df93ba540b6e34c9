using System.Diagnostics;
using Xunit;

namespace Studio.Statistics.Tests;

/// <summary>Times are those of one core, with room for a machine that does other things as well.</summary>
public sealed class FigureSpeedTests
{
    [Fact]
    public void Create_TwoThousandDrawsOfFiveThousandPatients_TakesATenthOfASecond()
    {
        ClusterDraws.Create(50, 20, 1);
        var watch = Stopwatch.StartNew();
        var draws = ClusterDraws.Create(5000, 2000, 1);
        Report("2000 draws of 5000 patients", watch.Elapsed);

        Assert.Equal(2000, draws.Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 0.4);
    }

    /// <summary>Each image its own patient is the slowest there is.</summary>
    [Fact]
    public void Of_TenThousandImagesOfThreeClasses_AllSegmentationFiguresTakeSeconds()
    {
        string[] classes = ["a", "b", "c"];
        var random = new Random(1);
        double[] Column(double scale) => [.. Enumerable.Range(0, 10_000).Select(_ => Math.Floor(1000 * random.NextDouble()) / 1000 * scale)];
        var columns = new Dictionary<string, double[]> { ["accuracy"] = Column(1), ["pixels"] = [.. Column(1).Select(_ => 262_144.0)] };
        foreach (var name in classes)
        {
            foreach (var metric in new[] { "iou", "dice", "precision", "recall", "specificity", "hd95mm", "assdmm", "volumedifference", "imagesensitivity", "imagespecificity", "baseline.iou", "baseline.dice" })
            {
                columns[$"{metric}.{name}"] = Column(1);
            }

            foreach (var count in new[] { "tp", "fp", "fn", "baseline.tp", "baseline.fp", "baseline.fn" })
            {
                columns[$"{count}.{name}"] = Column(10_000);
            }
        }

        var table = new CaseTable([.. Enumerable.Range(0, 10_000).Select(place => $"{place:00000}")], columns);
        var watch = Stopwatch.StartNew();
        var figures = SegmentationFigures.Of(table, classes);
        var draws = ClusterDraws.Create(table.Patients.Count, 2000, 1);
        var intervals = figures.Select(figure => ClusteredBootstrap.Of(figure.Figure, draws)).ToList();
        Report($"{figures.Count} figures of 10,000 patients, 2000 draws", watch.Elapsed);

        Assert.All(intervals, interval => Assert.True(interval is { IsKnown: true }));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void Of_FiveThousandImages_RankedFiguresTakeAFractionOfASecond()
    {
        const int Images = 5000;
        var random = new Random(2);
        int[] clusters = [.. Enumerable.Range(0, Images).Select(place => place / 4)];
        double[] scores = [.. clusters.Select(_ => random.NextDouble())];
        bool[] truths = [.. clusters.Select(_ => random.NextDouble() < 0.3)];
        int[] found = [.. Enumerable.Range(0, 4 * Images).Select(answer => answer / 4)];
        double[] confidences = [.. found.Select(_ => random.NextDouble())];
        var boxes = new BoxAnswers(
            [.. clusters.Select(_ => 2.0)], clusters, Images / 4, new CaseList(found, confidences),
            [.. found.Select(_ => (double)((1 << random.Next(11)) - 1) * random.Next(2))]);
        var draws = ClusterDraws.Create(Images / 4, 2000, 1);
        (string Name, IClusteredFigure Figure, double Seconds)[] figures =
        [
            ("AUC", new AucFigure(scores, truths, clusters, Images / 4), 0.5),
            ("average precision", new AveragePrecisionFigure(scores, truths, clusters, Images / 4), 0.5),
            ("AP50", new BoxPrecisionFigure(boxes, 0, 0), 2),
            ("AP50:95", new BoxPrecisionFigure(boxes, 0, 9), 5),
            ("FROC", new FrocFigure(boxes, FrocFigure.Rates), 2),
        ];
        foreach (var (name, figure, seconds) in figures)
        {
            var watch = Stopwatch.StartNew();
            Assert.True(ClusteredBootstrap.Of(figure, draws) is { IsKnown: true });
            Report($"{name} of 5000 images, 2000 draws", watch.Elapsed);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, seconds);
        }
    }

    static void Report(string what, TimeSpan time) => TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {time.TotalSeconds:0.00} s");
}
