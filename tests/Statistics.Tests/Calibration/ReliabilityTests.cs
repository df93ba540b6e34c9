using Xunit;

namespace Studio.Statistics.Tests.Calibration;

public sealed class ReliabilityTests
{
    const string Script = "Calibration/calibration.py";

    /// <summary>Two bins: 0.2, 0.4 (none right) and 0.6, 0.8, 1 (two right): gaps 0.3 and 0.8 − 2/3.</summary>
    [Fact]
    public void Of_TwoBins_AreComputedByHand()
    {
        var diagram = Reliability.Of([0.2, 0.4, 0.6, 0.8, 1], [false, false, true, false, true], 2);

        Assert.Equal(2, diagram.Bins[0].Count);
        Assert.Equal((0.5, 1, 3L), (diagram.Bins[1].Low, diagram.Bins[1].High, diagram.Bins[1].Count));
        Assert.Equal(0.8, diagram.Bins[1].Confidence, 1e-12);
        Assert.Equal((0.4 * 0.3) + (0.6 * (0.8 - (2 / 3.0))), diagram.ExpectedError!.Value, 1e-12);
        Assert.Equal(0.3, diagram.LargestError!.Value, 1e-12);
    }

    /// <summary>A confidence on an edge belongs below it, and 0 to the first bin (Guo et al. 2017).</summary>
    [Fact]
    public void Of_ConfidencesOnEdges_BelongBelow()
    {
        var diagram = Reliability.Of([0, 0.2, 0.4, 0.6, 0.8, 1], [false, false, false, true, true, true], 5);

        Assert.Equal([2, 1, 1, 1, 1], diagram.Bins.Select(bin => bin.Count));
    }

    [Fact]
    public void Of_EqualCount_PartsAlikeAndKeepsEqualOnesTogether()
    {
        bool[] labels = [.. Enumerable.Repeat(true, 8)];

        Assert.Equal([2, 2, 2, 2], Reliability.Of([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], labels, 4, ReliabilityBins.EqualCount).Bins.Select(bin => bin.Count));
        Assert.Equal([5, 1, 2], Reliability.Of([0.1, 0.1, 0.1, 0.1, 0.1, 0.6, 0.7, 0.8], labels, 4, ReliabilityBins.EqualCount).Bins.Select(bin => bin.Count));
        Assert.Equal([5, 1, 2], Reliability.Of([0, 0, 0, 0, 0, 0.6, 0.7, 0.8], labels, 4, ReliabilityBins.EqualCount).Bins.Select(bin => bin.Count));
        Assert.Equal([8], Reliability.Of([1, 1, 1, 1, 1, 1, 1, 1], labels, 4, ReliabilityBins.EqualCount).Bins.Select(bin => bin.Count));
        Assert.Equal([8], Reliability.Of(new double[8], labels, 4, ReliabilityBins.EqualCount).Bins.Select(bin => bin.Count));
    }

    [Fact]
    public void Of_NoCases_HasNoError()
    {
        var diagram = Reliability.Of([double.NaN], [true]);

        Assert.Equal(15, diagram.Bins.Count);
        Assert.Null(diagram.ExpectedError);
        Assert.Null(diagram.LargestError);
        Assert.Null(Brier.Of([], []));
        Assert.Null(Brier.OfChoice([], []));
        Assert.Null(LogLoss.Of([], []));
        Assert.Null(LogLoss.OfChoice([[double.NaN, 1]], [1]));
    }

    [Fact]
    public void Of_WhatIsNoProbability_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Reliability.Of([1.2], [true]));
        Assert.Throws<ArgumentException>(() => Brier.Of([0.5], []));
        Assert.Throws<ArgumentException>(() => LogLoss.OfChoice([[0.5, 0.5]], [2]));
    }

    /// <summary>0.25 three times, one of them positive, and 0.75 once, positive.</summary>
    [Fact]
    public void Brier_FewProbabilities_IsReliabilityLessResolutionAndUncertainty()
    {
        var score = Brier.Of([0.25, 0.25, 0.25, 0.75], [true, false, false, true])!;

        Assert.Equal((0.5625 + 0.0625 + 0.0625 + 0.0625) / 4, score.Score, 1e-12);
        Assert.Equal(((3 / 144.0) + 0.0625) / 4, score.Reliability, 1e-12);
        Assert.Equal(((3 / 36.0) + 0.25) / 4, score.Resolution, 1e-12);
        Assert.Equal(0.25, score.Uncertainty, 1e-12);
        Assert.Equal(0, score.WithinBins, 1e-12);
    }

    [Fact]
    public void Choice_ThreeClasses_IsComputedByHand()
    {
        Assert.Equal(0.25 + 0.01 + 0.16, Brier.OfChoice([[0.5, 0.1, 0.4]], [0])!.Value, 1e-12);
        Assert.Equal(-Math.Log(0.4), LogLoss.OfChoice([[0.5, 0.1, 0.4]], [2])!.Value, 1e-12);
        Assert.Equal(-Math.Log(1e-12), LogLoss.OfChoice([[1, 0]], [1])!.Value, 1e-9);
        Assert.Equal(Math.Log(2), LogLoss.Of([0.5, 0.5], [true, false])!.Value, 1e-12);
    }

    [Fact]
    public void All_RandomCases_EqualScikitLearn()
    {
        var questions = new List<object>();
        var cases = new List<(double[] Probabilities, bool[] Labels, int Bins)>();
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            double[] probabilities = [.. Enumerable.Range(0, random.Next(10, 500)).Select(_ => Math.Clamp(Math.Pow(random.NextDouble(), 1 + (seed % 3)), 1e-9, 1 - 1e-9))];
            bool[] labels = [.. probabilities.Select((value, place) => place == 0 || (place != 1 && random.NextDouble() < Math.Sqrt(value)))];
            var bins = seed % 2 == 0 ? Reliability.UsualBins : 10;
            cases.Add((probabilities, labels, bins));
            questions.Add(new { test = "binned", probabilities, labels = labels.Select(label => label ? 1 : 0), bins });
        }

        double[][] choices = [.. Enumerable.Range(0, 80).Select(seed => Share(seed, 4))];
        int[] classes = [.. choices.Select((_, place) => place % 4)];
        questions.Add(new { test = "choice", probabilities = choices, classes });

        var theirs = PythonPeer.Ask(Script, questions).AsArray();

        Assert.All(cases, (item, place) =>
        {
            var expected = theirs[place]!;
            var diagram = Reliability.Of(item.Probabilities, item.Labels, item.Bins);
            var brier = Brier.Of(item.Probabilities, item.Labels, item.Bins)!;
            Assert.Equal(expected["count"].Numbers(), diagram.Bins.Select(bin => (double)bin.Count));
            Close(expected["share"].Numbers(), [.. diagram.Bins.Where(bin => bin.Count > 0).Select(bin => bin.Share)]);
            Close(expected["confidence"].Numbers(), [.. diagram.Bins.Where(bin => bin.Count > 0).Select(bin => bin.Confidence)]);
            Close(
                [expected["ece"].Number(), expected["mce"].Number(), expected["brier"].Number(), expected["logLoss"].Number(), expected["reliability"].Number(), expected["resolution"].Number()],
                [diagram.ExpectedError!.Value, diagram.LargestError!.Value, brier.Score, LogLoss.Of(item.Probabilities, item.Labels)!.Value, brier.Reliability, brier.Resolution]);
            Assert.Equal(brier.Score, brier.Reliability - brier.Resolution + brier.Uncertainty + brier.WithinBins, 1e-12);
        });
        Close([theirs[^1]!["brier"].Number(), theirs[^1]!["logLoss"].Number()], [Brier.OfChoice(choices, classes)!.Value, LogLoss.OfChoice(choices, classes)!.Value]);
    }

    static void Close(double[] expected, double[] actual) => Assert.Equal(expected, actual, (first, second) => Math.Abs(first - second) < 1e-10);

    static double[] Share(int seed, int classes)
    {
        var random = new Random(seed);
        double[] parts = [.. Enumerable.Range(0, classes).Select(_ => random.NextDouble() + 0.01)];
        return [.. parts.Select(part => part / parts.Sum())];
    }
}
