using Xunit;

namespace Studio.Statistics.Tests.Calibration;

public sealed class ScalingTests
{
    const string Script = "Calibration/calibration.py";

    /// <summary>Logit 2 is right in three of four cases, whose logit is ln 3: so T = 2 / ln 3, whichever way it is asked.</summary>
    [Fact]
    public void Temperature_OneLogit_BecomesTheShareThatIsRight()
    {
        var alone = TemperatureScaling.FitIndependent([2, 2, 2, 2, -2, -2, -2, -2], [true, true, true, false, false, false, false, true])!;
        var choice = TemperatureScaling.Fit([[2, 0], [2, 0], [2, 0], [2, 0]], [0, 0, 0, 1])!;

        Assert.Equal(2 / Math.Log(3), alone.Temperature, 1e-9);
        Assert.Equal(2 / Math.Log(3), choice.Temperature, 1e-9);
        Assert.Equal((-0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25)), choice.LossAfter, 1e-12);
        Assert.Equal((0.75 * Math.Log(1 + Math.Exp(-2))) + (0.25 * Math.Log(1 + Math.Exp(2))), choice.LossBefore, 1e-12);
        Assert.Equal((8, 4), (alone.Cases, choice.Cases));
    }

    [Fact]
    public void Temperature_NoMinimum_StopsAtItsEnds()
    {
        Assert.Equal(TemperatureScaling.Least, TemperatureScaling.Fit([[2, 0], [0, 1]], [0, 1])!.Temperature, 1e-12);
        Assert.Equal(TemperatureScaling.Most, TemperatureScaling.Fit([[2, 0], [0, 1]], [1, 0])!.Temperature, 1e-12);
        Assert.Equal(TemperatureScaling.Least, TemperatureScaling.FitIndependent([3, -1], [true, false])!.Temperature, 1e-12);
    }

    [Fact]
    public void Temperature_NothingToFit_StaysOrIsNothing()
    {
        Assert.Equal(1, TemperatureScaling.Fit([[0, 0], [0, 0]], [0, 1])!.Temperature);
        Assert.Null(TemperatureScaling.Fit([], []));
        Assert.Null(TemperatureScaling.Fit([[double.NaN, 1]], [0]));
        Assert.Null(TemperatureScaling.FitIndependent([1, 2], [true, true]));
        Assert.Null(TemperatureScaling.FitIndependent([double.NaN, 2], [false, true]));
    }

    /// <summary>N₊ = N₋ = 2: the targets are ¾ and ¼, so logits ±1 become ± ln 3.</summary>
    [Fact]
    public void Platt_PartedCompletely_ReachesTheTargets()
    {
        var fit = PlattScaling.Fit([1, 1, -1, -1], [true, true, false, false])!;

        Assert.Equal(Math.Log(3), fit.Slope, 1e-9);
        Assert.Equal(0, fit.Offset, 1e-9);
        Assert.True(fit.KeepsOrder);
        Assert.Equal(4, fit.Cases);
    }

    [Fact]
    public void Platt_WrongWayRound_SaysSo() => Assert.False(PlattScaling.Fit([1, 1, -1, -1], [false, false, true, true])!.KeepsOrder);

    [Fact]
    public void Platt_SameLogitEverywhere_IsTheShare()
    {
        var fit = PlattScaling.Fit([3, 3, 3], [true, false, false])!;

        // Mean of the targets 2/3, 1/4, 1/4.
        Assert.Equal(7 / 18.0, Logits.Probability((fit.Slope * 3) + fit.Offset), 1e-9);
    }

    [Fact]
    public void Platt_NothingToFit_IsNothing()
    {
        Assert.Null(PlattScaling.Fit([], []));
        Assert.Null(PlattScaling.Fit([1, 2], [true, true]));
        Assert.Null(PlattScaling.Fit([1, double.NaN], [true, false]));
        Assert.Throws<ArgumentException>(() => PlattScaling.Fit([1], [true, false]));
    }

    [Fact]
    public void Platt_InfiniteLogits_AreTheSurestThereAre()
    {
        var clipped = Logits.Of(1);

        Assert.Equal(
            PlattScaling.Fit([clipped, 1, -1, Logits.Of(0), 2], [true, true, false, false, false]),
            PlattScaling.Fit([double.PositiveInfinity, 1, -1, double.NegativeInfinity, 2], [true, true, false, false, false]));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1e-7)]
    [InlineData(0.999999)]
    public void Logits_ThereAndBack_AreTheSame(double probability)
    {
        Assert.Equal(probability, Logits.Probability(Logits.Of(probability)), 1e-15);
        Assert.Equal(probability, Logits.Scaled(probability, 1, 0), 1e-15);
    }

    [Fact]
    public void Logits_Ends_AreClipped()
    {
        Assert.Equal(-Logits.Of(0), Logits.Of(1), 1e-3);
        Assert.Equal(Math.Log(1e-12), Logits.Of(0), 1e-9);
        Assert.Equal([Math.Log(1e-12), 0], Logits.OfChoice([0, 1]));
        Assert.Equal((1, 0), (Logits.Probability(1000), Logits.Probability(-1000)));
        Assert.Equal(double.NaN, Logits.Of(double.NaN));
    }

    [Fact]
    public void Fit_RandomCases_EqualsScipysMinimum()
    {
        var questions = new List<object>();
        var choices = new List<(TemperatureFit Fit, int Place)>();
        var platts = new List<(PlattFit Fit, int Place)>();
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var sure = 0.3 + (seed % 5);
            var count = random.Next(20, 400);
            double[][] logits = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 4).Select(_ => sure * AucTests.Gaussian(random)).ToArray())];
            int[] classes = [.. logits.Select(row => random.NextDouble() < 0.6 ? Array.IndexOf(row, row.Max()) : random.Next(4))];
            choices.Add((TemperatureScaling.Fit(logits, classes)!, questions.Count));
            questions.Add(new { test = "temperature", logits, classes });

            double[] single = [.. logits.Select(row => (2 * row[0]) - 1)];
            bool[] labels = [.. single.Select((logit, place) => place < 2 ? place == 0 : random.NextDouble() < Logits.Probability(logit / 2))];
            choices.Add((TemperatureScaling.FitIndependent(single, labels)!, questions.Count));
            questions.Add(new { test = "independent", logits = single, labels });
            platts.Add((PlattScaling.Fit(single, labels)!, questions.Count));
            questions.Add(new { test = "platt", logits = single, labels });
        }

        var theirs = PythonPeer.Ask(Script, questions).AsArray();

        Assert.All(choices, item =>
        {
            Assert.Equal(theirs[item.Place]!["temperature"].Number(), item.Fit.Temperature, 1e-6 * item.Fit.Temperature);
            Assert.Equal(theirs[item.Place]!["before"].Number(), item.Fit.LossBefore, 1e-10);
            Assert.Equal(theirs[item.Place]!["after"].Number(), item.Fit.LossAfter, 1e-10);
            Assert.True(item.Fit.LossAfter <= item.Fit.LossBefore);
        });
        Assert.All(platts, item =>
        {
            Assert.Equal(theirs[item.Place]!["slope"].Number(), item.Fit.Slope, 1e-7);
            Assert.Equal(theirs[item.Place]!["offset"].Number(), item.Fit.Offset, 1e-7);
            Assert.Equal(theirs[item.Place]!["sklearn"]![0].Number(), item.Fit.Slope, 1e-3);
            Assert.Equal(theirs[item.Place]!["sklearn"]![1].Number(), item.Fit.Offset, 1e-3);
        });
    }

    /// <summary>A model that is twice too sure is brought back, and its answers are then as right as they say.</summary>
    [Fact]
    public void Temperature_ModelTwiceTooSure_IsBroughtBack()
    {
        var random = new Random(1);
        double[] truth = [.. Enumerable.Range(0, 20_000).Select(_ => 1.5 * AucTests.Gaussian(random))];
        bool[] labels = [.. truth.Select(logit => random.NextDouble() < Logits.Probability(logit))];
        double[] told = [.. truth.Select(logit => 2 * logit)];

        var fit = TemperatureScaling.FitIndependent(told, labels)!;

        Assert.Equal(2, fit.Temperature, 0.1);
        Assert.True(Reliability.Of([.. told.Select(Logits.Probability)], labels).ExpectedError > 0.06);
        Assert.True(Reliability.Of([.. told.Select(logit => Logits.Probability(logit / fit.Temperature))], labels).ExpectedError < 0.015);
    }
}
