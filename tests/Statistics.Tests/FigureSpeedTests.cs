using Xunit;

namespace Studio.Statistics.Tests;

/// <summary>
/// Times are the processor's, in a process that does nothing else meanwhile: what else the machine does takes none of them.
/// </summary>
[CollectionDefinition(nameof(FigureSpeedTests), DisableParallelization = true)]
[Collection(nameof(FigureSpeedTests))]
public sealed class FigureSpeedTests
{
    [Fact]
    public void Create_TwoThousandDrawsOfFiveThousandPatients_TakesLessThanAFifthOfASecond()
    {
        ClusterDraws.Create(50, 20, 1);
        var start = Environment.CpuUsage.TotalTime;
        var draws = ClusterDraws.Create(5000, 2000, 1);
        var seconds = Report("2000 draws of 5000 patients", start);

        Assert.Equal(2000, draws.Count);
        Assert.InRange(seconds, 0, 0.2);
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
        var start = Environment.CpuUsage.TotalTime;
        var figures = SegmentationFigures.Of(table, classes);
        var draws = ClusterDraws.Create(table.Patients.Count, 2000, 1);
        var intervals = figures.Select(figure => ClusteredBootstrap.Of(figure.Figure, draws)).ToList();
        var seconds = Report($"{figures.Count} figures of 10,000 patients, 2000 draws", start);

        Assert.All(intervals, interval => Assert.True(interval is { IsKnown: true }));
        Assert.InRange(seconds, 0, 10);
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
        (string Name, IClusteredFigure Figure, double Most)[] figures =
        [
            ("AUC", new AucFigure(scores, truths, clusters, Images / 4), 0.5),
            ("average precision", new AveragePrecisionFigure(scores, truths, clusters, Images / 4), 0.5),
            ("AP50", new BoxPrecisionFigure(boxes, 0, 0), 2),
            ("AP50:95", new BoxPrecisionFigure(boxes, 0, 9), 5),
            ("FROC", new FrocFigure(boxes, FrocFigure.Rates), 2),
        ];
        foreach (var (name, figure, most) in figures)
        {
            var start = Environment.CpuUsage.TotalTime;
            Assert.True(ClusteredBootstrap.Of(figure, draws) is { IsKnown: true });
            var seconds = Report($"{name} of 5000 images, 2000 draws", start);
            Assert.InRange(seconds, 0, most);
        }
    }

    static double Report(string what, TimeSpan start)
    {
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {seconds:0.00} s");
        return seconds;
    }
}
