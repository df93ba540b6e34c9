using Xunit;

namespace Studio.Statistics.Tests;

public sealed class ClusteredBootstrapTests
{
    /// <summary>97.5 % of Student's t with nine degrees of freedom lie below.</summary>
    const double StudentOf9 = 2.2621571627409915;

    /// <summary>Of draws that are spread evenly the bounds are the shares themselves: Φ(−√(10/9) · 2.262) = 0.00855, computed by another program.</summary>
    [Theory]
    [InlineData(10, 0.008550639025807874)]
    [InlineData(40, 0.020257536774374873)]
    [InlineData(100_000, 0.025)]
    public void Interval_EvenDraws_CutsOffWhatStudentsTAsksFor(int patients, double tail)
    {
        double[] values = [.. Enumerable.Range(0, 10_001).Select(place => place / 10_000.0)];
        var interval = ClusteredBootstrap.Interval(0.5, values, patients, scale: FigureScale.Bounded);
        Assert.Equal(tail, interval.Low, 2e-6);
        Assert.Equal(1 - tail, interval.High, 2e-6);
    }

    /// <summary>Share 0.8, standard error 0.05, ten patients; computed by another program.</summary>
    [Fact]
    public void Interval_OfAShare_IsWilsonsOfAsManyCasesAsScatterAsMuch()
    {
        var apart = 0.05 * Math.Sqrt(0.9);
        var interval = ClusteredBootstrap.Interval(0.8, [0.8 - apart, 0.8 + apart], 10, scale: FigureScale.Share);
        Assert.Equal(0.6667049374243292, interval.Low, 1e-8);
        Assert.Equal(0.8888718780357154, interval.High, 1e-8);
    }

    [Fact]
    public void Of_EveryPatientRight_IsNotCertain()
    {
        var figure = RatioFigure.OverCases([1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 1, 1, 2, 2, 3, 3], 4, FigureScale.Share);
        var interval = ClusteredBootstrap.Of(figure, ClusterDraws.Create(4, 100, 1))!.Value;
        Assert.Equal(Wilson.Of(4, 4), interval);

        var apart = new AucFigure([1, 2, 3, 4], [false, false, true, true], [0, 1, 2, 3], 4);
        Assert.Equal(Wilson.Of(2, 2), ClusteredBootstrap.Of(apart, ClusterDraws.Create(4, 100, 1)));
    }

    /// <summary>Twice the second patient has two false positives an image before its box is found; once both have one.</summary>
    [Fact]
    public void Of_EverythingFoundButNotInEveryDraw_IsNotCertain()
    {
        var answers = new BoxAnswers([1, 1], [0, 1], 2, new CaseList([0, 1, 1, 1], [0.9, 0.8, 0.8, 0.5]), [1, 0, 0, 1]);
        var figure = new FrocFigure(answers, [1]);
        Assert.Equal(1, ClusteredBootstrap.Value(figure));
        Assert.InRange(figure.Of([0, 2]), 0, 0.5);
        Assert.Equal(Wilson.Of(2, 2), ClusteredBootstrap.Of(figure, ClusterDraws.Create(2, 100, 1)));
    }

    /// <summary>2.2622 · √(10/9) standard deviations to both sides where draws are not skewed.</summary>
    [Fact]
    public void Interval_OfSymmetricDraws_IsStudents()
    {
        var half = StudentOf9 * Math.Sqrt(10 / 9.0);
        foreach (var scale in new[] { FigureScale.Positive, FigureScale.Free })
        {
            var interval = ClusteredBootstrap.Interval(4, [3, 5], 10, scale: scale);
            Assert.Equal(4 - half, interval.Low, 1e-8);
            Assert.Equal(4 + half, interval.High, 1e-8);
        }

        Assert.Equal(new Interval(0, 0, 0), ClusteredBootstrap.Interval(0, [0, 0], 10, scale: FigureScale.Positive));
    }

    /// <summary>Mean 2, standard deviation √3, skewness 6 / √27: what lies between the value and a bound solves Hall's polynomial.</summary>
    [Fact]
    public void Interval_OfSkewedDraws_SolvesHallsPolynomial()
    {
        const double Skewness = 1.1547005383792515;
        var error = Math.Sqrt(3) * Math.Sqrt(10 / 9.0);
        var interval = ClusteredBootstrap.Interval(2, [1, 1, 1, 5], 10);

        Assert.Equal(StudentOf9, Hall((2 - interval.Low) / error), 1e-8);
        Assert.Equal(-StudentOf9, Hall((2 - interval.High) / error), 1e-8);
        Assert.True(interval.High - 2 > 2 - interval.Low);
        Assert.Equal(0, ClusteredBootstrap.Interval(0.5, [0, 0, 0, 2], 10, scale: FigureScale.Positive).Low);
        Assert.Equal(1, ClusteredBootstrap.Interval(0.9, [0.2, 1, 1, 1], 10, scale: FigureScale.Mean).High);

        static double Hall(double t) => t + (Skewness * t * t / 3) + (Skewness * Skewness * t * t * t / 27) + (Skewness / 6);
    }

    /// <summary>Four positive and four negative patients scatter each for themselves: 3 + 3 degrees of freedom, 2.4469 of them instead of 3.1824.</summary>
    [Fact]
    public void Freedom_OfAnAuc_IsThatOfBothKinds()
    {
        int[] patients = [0, 1, 2, 3, 4, 5, 6, 7];
        bool[] halves = [.. patients.Select(patient => patient < 4)];
        var apart = new AucFigure([5, 6, 7, 1, 2, 3, 4, 0], halves, patients, 8);
        Assert.Equal((4, 6), (apart.Informed, apart.Freedom));

        // Where patients have both kinds, there are no more degrees than patients.
        var both = new AucFigure([5, 6, 7, 1, 2, 3, 4, 0], halves, [0, 1, 2, 3, 0, 1, 2, 3], 4);
        Assert.Equal((4, 3), (both.Informed, both.Freedom));
        Assert.Equal((4, 3), (new MeanFigure([apart, apart]).Informed, new MeanFigure([apart, apart]).Freedom));
        Assert.Equal(6, new MeanFigure([apart]).Freedom);
    }

    [Fact]
    public void Mean_OfFigures_IsOfWhatTheyAreOf()
    {
        RatioFigure Of(FigureScale scale, int known) =>
            RatioFigure.OverPatients([.. Enumerable.Range(0, 10).Select(patient => patient < known ? 0.1 * patient : double.NaN)], [.. Enumerable.Range(0, 10)], 10, scale);

        Assert.Equal((FigureScale.Mean, 6), (new MeanFigure([Of(FigureScale.Mean, 10), Of(FigureScale.Mean, 2)]).Scale, new MeanFigure([Of(FigureScale.Mean, 10), Of(FigureScale.Mean, 2)]).Informed));
        Assert.Equal(FigureScale.Bounded, new MeanFigure([Of(FigureScale.Mean, 10), Of(FigureScale.Share, 10)]).Scale);
        Assert.Equal(FigureScale.Bounded, new MeanFigure([Of(FigureScale.Share, 10), Of(FigureScale.Share, 10)]).Scale);
        Assert.Equal(FigureScale.Share, new MeanFigure([Of(FigureScale.Share, 10)]).Scale);
        Assert.Equal(FigureScale.Free, new MeanFigure([Of(FigureScale.Positive, 10), Of(FigureScale.Mean, 10)]).Scale);

        // One of a single patient takes nobody's interval away.
        Assert.Equal(10, new MeanFigure([Of(FigureScale.Mean, 10), Of(FigureScale.Mean, 1)]).Informed);
    }

    /// <summary>Of draws of which 30 % lie below the value, both bounds move by twice Φ⁻¹(0.3); computed by another program.</summary>
    [Fact]
    public void Interval_OfABoundedFigure_MovesAgainstTheDrawsBias()
    {
        double[] values = [.. Enumerable.Range(0, 10_001).Select(place => place / 10_000.0)];
        var interval = ClusteredBootstrap.Interval(0.3, values, 40, scale: FigureScale.Bounded);
        Assert.Equal(0.000976593268620768, interval.Low, 2e-4);
        Assert.Equal(0.8412619024914345, interval.High, 2e-4);
    }

    [Fact]
    public void Of_OnePatient_HasAValueAndNoInterval()
    {
        var figure = RatioFigure.OverCases([0.5, 0.7], [0, 0], 1, FigureScale.Share);
        var interval = ClusteredBootstrap.Of(figure, ClusterDraws.Create(1, 50, 1))!.Value;
        Assert.Equal(0.6, interval.Value, 1e-12);
        Assert.False(interval.IsKnown);

        var rare = RatioFigure.OverCases([0.5, 0.7, double.NaN], [0, 0, 1], 2, FigureScale.Share);
        Assert.False(ClusteredBootstrap.Of(rare, ClusterDraws.Create(2, 50, 1))!.Value.IsKnown);
    }

    [Fact]
    public void Of_UndefinedFigure_IsNull()
    {
        var draws = ClusterDraws.Create(2, 50, 1);
        Assert.Null(ClusteredBootstrap.Of(RatioFigure.OverCases([double.NaN, double.NaN], [0, 1], 2, FigureScale.Share), draws));
        Assert.Null(ClusteredBootstrap.Of(new AucFigure([0.3, 0.4], [true, true], [0, 1], 2), draws));
        Assert.Null(ClusteredBootstrap.Of(RatioFigure.OverCases([], [], 0, FigureScale.Share), ClusterDraws.Create(0, 50, 1)));
    }

    [Fact]
    public void Values_PatientWithTheClassNotDrawn_AreUndefinedAndLeftOut()
    {
        var figure = RatioFigure.OverCases([0.2, 0.4, double.NaN], [0, 1, 2], 3, FigureScale.Free);
        var draws = ClusterDraws.Create(3, 1000, 1);
        var values = ClusteredBootstrap.Values(figure, draws);

        // Neither of the two is drawn in 1 of 27 samples.
        Assert.InRange(values.Count(double.IsNaN), 20, 60);
        Assert.All(values, value => Assert.True(double.IsNaN(value) || (value > 0.2 - 1e-12 && value < 0.4 + 1e-12)));
        Assert.True(ClusteredBootstrap.Of(figure, draws)!.Value.IsKnown);
    }

    [Fact]
    public void Values_OfOtherDraws_AreRefused()
    {
        var figure = RatioFigure.OverCases([1, 2], [0, 1], 2, FigureScale.Free);
        Assert.Throws<ArgumentException>(() => ClusteredBootstrap.Values(figure, ClusterDraws.Create(3, 10, 1)));
    }

    [Fact]
    public void Difference_OfTheSameFigureShifted_IsTheShift()
    {
        var draws = ClusterDraws.Create(5, 200, 1);
        int[] clusters = [0, 0, 1, 2, 3, 4];
        double[] scores = [0.1, 0.9, 0.4, 0.2, 0.6, 0.3];
        var (first, second) = (RatioFigure.OverCases(scores, clusters, 5, FigureScale.Free), RatioFigure.OverCases([.. scores.Select(score => score - 0.05)], clusters, 5, FigureScale.Free));

        var difference = ClusteredBootstrap.Difference(
            ClusteredBootstrap.Value(first), ClusteredBootstrap.Values(first, draws), ClusteredBootstrap.Value(second), ClusteredBootstrap.Values(second, draws), 5);

        Assert.Equal(0.05, difference.Value, 1e-12);
        Assert.Equal(0.05, difference.Low, 1e-12);
        Assert.Equal(0.05, difference.High, 1e-12);
        Assert.Equal([double.NaN, 1], ClusteredBootstrap.Differences([double.NaN, 3], [1, 2]));
        Assert.Throws<ArgumentException>(() => ClusteredBootstrap.Differences([1], [1, 2]));
    }

    [Fact]
    public void EffectiveClusters_OfUnequalSizes_AreFewer()
    {
        Assert.Equal(4, EffectiveClusters.Of([3, 3, 3, 3]));
        Assert.Equal(4, EffectiveClusters.Of([3, 3, 3, 3, 0]));

        // 16² / (10² + 6 · 1²).
        Assert.Equal(2, EffectiveClusters.Of([10, 1, 1, 1, 1, 1, 1]));
        Assert.Equal(2, EffectiveClusters.Of([1000, 1]));
        Assert.Equal(1, EffectiveClusters.Of([5, 0]));
        Assert.Equal(0, EffectiveClusters.Of([0, 0]));

        // Harmonic mean of 2 and 6.
        Assert.Equal(3, EffectiveClusters.Of([1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 1, 1, 1, 1]));
        Assert.Equal(0, EffectiveClusters.Of([1, 1], [0, 0]));
    }
}
