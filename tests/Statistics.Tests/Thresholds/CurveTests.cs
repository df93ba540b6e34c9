using Xunit;

namespace Studio.Statistics.Tests.Thresholds;

public sealed class CurveTests
{
    internal const string Script = "Thresholds/thresholds.py";

    [Fact]
    public void Roc_FourCases_GoesStepByStep()
    {
        var points = AnswerCurves.Roc(AnswerCounts.Of([0.9, 0.7, 0.5, 0.2], [true, false, true, false]));

        Assert.Equal([(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1)], points.Select(point => (point.X, point.Y)));
        Assert.Equal([double.PositiveInfinity, 0.9, 0.7, 0.5, 0.2], points.Select(point => point.Threshold));
    }

    [Fact]
    public void Roc_AllApart_LeavesOutWhatLiesOnALine()
    {
        double[] probabilities = [.. Enumerable.Range(0, 1000).Select(place => place / 1000.0)];

        var points = AnswerCurves.Roc(AnswerCounts.Of(probabilities, [.. probabilities.Select(value => value >= 0.4)]));

        Assert.Equal([(0, 0), (0, 1), (1, 1)], points.Select(point => (point.X, point.Y)));
    }

    [Fact]
    public void Curves_NothingToDraw_AreEmpty()
    {
        Assert.Empty(AnswerCurves.Roc(null));
        Assert.Empty(AnswerCurves.PrecisionRecall(null));
        Assert.Empty(AnswerCurves.FreeResponse(AnswerCounts.Of([0.1, 0.2], [true, false])));
        Assert.Empty(AnswerCurves.Roc(AnswerCounts.OfBoxes([0.5], [true], 1, 1)));
        Assert.Empty(AnswerCurves.Roc(AnswerCounts.OfSteps([new(0.5, 1, 1, 1, null)])));
        Assert.Empty(AnswerCurves.PrecisionRecall(AnswerCounts.OfBoxes([], [], 1, 1)));
    }

    [Fact]
    public void FreeResponse_ThreeBoxes_IsSensitivityOverFalseOnesAnImage()
    {
        var points = AnswerCurves.FreeResponse(AnswerCounts.OfBoxes([0.9, 0.8, 0.4], [true, false, true], 4, 2));

        Assert.Equal([(0, 0), (0, 0.25), (0.5, 0.25), (0.5, 0.5)], points.Select(point => (point.X, point.Y)));
    }

    [Fact]
    public void Curves_RandomCases_EqualScikitLearn()
    {
        var cases = Enumerable.Range(0, 25).Select(Draw).ToList();
        var theirs = PythonPeer.Ask(Script, cases.Select(Question)).AsArray();

        Assert.All(cases, (item, place) =>
        {
            var counts = AnswerCounts.Of(item.Probabilities, item.Labels)!;
            var expected = theirs[place]!;
            Assert.Equal(expected["fpr"].Numbers(), counts.Steps.Select(step => (double)step.FalsePositives / (step.FalsePositives + step.TrueNegatives!.Value)).Prepend(0), Close);
            Assert.Equal(expected["tpr"].Numbers(), counts.Steps.Select(step => (double)step.TruePositives / (step.TruePositives + step.FalseNegatives)).Prepend(0), Close);

            // scikit-learn ends once everything is found, or goes on, depending on its version: compare as far as it goes.
            var recall = expected["recall"].Numbers();
            var points = AnswerCurves.PrecisionRecall(counts, int.MaxValue);
            var whole = counts.Steps.Take(recall.Length).ToList();
            Assert.Equal(recall, whole.Select(step => (double)step.TruePositives / (step.TruePositives + step.FalseNegatives)), Close);
            Assert.Equal(expected["precision"].Numbers(), whole.Select(step => (double)step.TruePositives / (step.TruePositives + step.FalsePositives)), Close);
            Assert.True(points.Count <= counts.Steps.Count);
            Assert.Equal(expected["auc"].Number(), Area(AnswerCurves.Roc(counts, int.MaxValue)), 1e-10);
        });
    }

    /// <summary>Ten thousand cases on 200 points: nowhere farther than a pixel of a chart of 500, and the same area.</summary>
    [Fact]
    public void Thinned_ManyCases_KeepTheirShape()
    {
        var random = new Random(1);
        bool[] labels = [.. Enumerable.Range(0, 10_000).Select(_ => random.Next(3) == 0)];
        var counts = AnswerCounts.Of([.. labels.Select(label => Logits.Probability((label ? 1 : 0) + AucTests.Gaussian(random)))], labels)!;

        Same(AnswerCurves.Roc(counts, int.MaxValue), AnswerCurves.Roc(counts));
        Same(AnswerCurves.PrecisionRecall(counts, int.MaxValue), [.. AnswerCurves.PrecisionRecall(counts)]);

        static void Same(IReadOnlyList<CurvePoint> whole, IReadOnlyList<CurvePoint> thinned)
        {
            Assert.InRange(thinned.Count, 2, 200);
            Assert.Equal((whole[0], whole[^1]), (thinned[0], thinned[^1]));
            Assert.All(thinned, point => Assert.Contains(point, whole));
            Assert.Equal(Area(whole), Area(thinned), 5e-4);
            Assert.All(whole, point => Assert.True(thinned.Zip(thinned.Skip(1)).Min(line => Distance(point, line.First, line.Second)) < 1 / 500.0));
        }
    }

    internal static (double[] Probabilities, bool[] Labels) Draw(int seed)
    {
        var random = new Random(seed);
        bool[] labels = [.. Enumerable.Range(0, random.Next(5, 300)).Select(place => place == 0 || (place != 1 && random.Next(3) == 0))];
        double[] probabilities = [.. labels.Select(label => Math.Round(Logits.Probability(((seed % 4) * (label ? 1 : 0)) - 0.5 + AucTests.Gaussian(random)), seed % 2 == 0 ? 2 : 6))];
        return (probabilities, labels);
    }

    internal static object Question((double[] Probabilities, bool[] Labels) item) => new { probabilities = item.Probabilities, labels = item.Labels.Select(label => label ? 1 : 0) };

    static bool Close(double first, double second) => Math.Abs(first - second) < 1e-12;

    static double Area(IReadOnlyList<CurvePoint> points) =>
        points.Zip(points.Skip(1)).Sum(line => (line.Second.X - line.First.X) * (line.First.Y + line.Second.Y) / 2);

    static double Distance(CurvePoint point, CurvePoint from, CurvePoint to)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var square = (x * x) + (y * y);
        var along = square == 0 ? 0 : Math.Clamp((((point.X - from.X) * x) + ((point.Y - from.Y) * y)) / square, 0, 1);
        var (dx, dy) = (point.X - from.X - (along * x), point.Y - from.Y - (along * y));
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}
