using Xunit;

namespace Studio.Statistics.Tests.Tests;

public sealed class DeLongTests
{
    const string Script = "Tests/paired_tests.py";

    /// <summary>
    /// Positives 3, 1 and negatives 2, 0 (AUC 3/4; placements ½, 1 and ½, 1), against 2, 3 and 0, 1 (AUC 1; all 1). Differences
    /// of placements: of positives 0, −½, of negatives −½, 0; each has the variance 1/8, so the error is √(1/16 + 1/16).
    /// </summary>
    [Fact]
    public void Compare_FourCases_IsComputedByHand()
    {
        var answer = DeLong.Compare([3, 1, 2, 0], [2, 3, 0, 1], [true, true, false, false])!;

        Assert.Equal(0.75, answer.First);
        Assert.Equal(1, answer.Second);
        Assert.Equal(Math.Sqrt(1 / 8.0), answer.StandardError!.Value, 1e-12);
        Assert.Equal(Normal.Outside(0.25 / Math.Sqrt(1 / 8.0)), answer.P!.Value, 1e-12);
        Assert.Equal(1, answer.Classes);
    }

    [Fact]
    public void Compare_SameScores_NeverDiffer()
    {
        double[] scores = [0.1, 0.4, 0.35, 0.8];
        bool[] isPositive = [false, false, true, true];

        Assert.Equal(new AucComparison(0.75, 0.75, 0, 0, 0, 1, 1), DeLong.Compare(scores, scores, isPositive));
        Assert.Equal(1, DeLong.Compare([1, 2], [1, 2], [false, true])!.P);
    }

    [Fact]
    public void Compare_OneKindOfCases_IsNothing()
    {
        Assert.Null(DeLong.Compare([1, 2], [2, 1], [true, true]));
        Assert.Null(DeLong.Compare([], [], []));
        Assert.Null(DeLong.Compare([double.NaN, 1], [1, 2], [true, false]));
    }

    [Fact]
    public void Compare_OnePositivePatient_KnowsNoError()
    {
        var answer = DeLong.Compare([3, 1, 2], [0, 1, 2], [true, false, false])!;

        Assert.Equal((1, 0, null, null), (answer.First, answer.Second, answer.StandardError, answer.P));
    }

    /// <summary>All apart on one side, all equal on the other: no placement varies, so nothing says how sure that is.</summary>
    [Fact]
    public void Compare_NoPlacementVaries_KnowsNoP()
    {
        var answer = DeLong.Compare([3, 4, 1, 2], [1, 1, 1, 1], [true, true, false, false])!;

        Assert.Equal((0.5, 0, null), (answer.Difference, answer.StandardError, answer.P));
    }

    [Fact]
    public void Compare_ScoresThatAreNoNumbers_AreLeftOut()
    {
        var whole = DeLong.Compare([3, 1, 2, 0], [2, 3, 0, 1], [true, true, false, false]);
        var more = DeLong.Compare(
            [new PairedScores([3, 1, 2, 0, double.NaN, 9, 9], [2, 3, 0, 1, 9, double.NaN, 9], [1, 1, 0, 0, 1, 0, double.NaN])], [0, 1, 2, 3, 4, 4, 5]);

        Assert.Equal(whole, more);
        Assert.Equal(1, DeLong.Compare([double.PositiveInfinity, 1], [2, double.NegativeInfinity], [true, false])!.Second);
    }

    [Fact]
    public void Compare_OtherCases_AreRefused()
    {
        var two = new PairedScores([1, 2], [1, 2], [0, 1]);

        Assert.Throws<ArgumentException>(() => DeLong.Compare([1, 2], [1], [true, false]));
        Assert.Throws<ArgumentException>(() => DeLong.Compare([two], [0]));
        Assert.Throws<ArgumentException>(() => DeLong.Compare([two, new PairedScores([1], [1], [0])]));
    }

    [Fact]
    public void Compare_RandomCases_EqualsThePapersFormulas()
    {
        var cases = Enumerable.Range(0, 24).Select(seed => Draw(seed, seed % 3 == 0 ? 1 : 4)).ToList();
        var theirs = PythonPeer.Ask(Script, cases.Select(item => (object)new
        {
            test = item.Clusters is null ? "delong" : "obuchowski",
            first = item.Scores.First,
            second = item.Scores.Second,
            truth = item.Scores.Truth,
            clusters = item.Clusters,
        })).AsArray();

        Assert.All(cases, (item, place) =>
        {
            var answer = DeLong.Compare([item.Scores], item.Clusters)!;
            Assert.Equal(theirs[place]!["first"].Number(), answer.First, 1e-10);
            Assert.Equal(theirs[place]!["second"].Number(), answer.Second, 1e-10);
            Assert.Equal(theirs[place]!["error"].Number(), answer.StandardError!.Value, 1e-10);
            Assert.Equal(theirs[place]!["p"].Number(), answer.P!.Value, 1e-9);
        });
    }

    [Fact]
    public void Compare_OneImageAPatient_IsDeLongs()
    {
        var (scores, _) = Draw(3, 1);

        Assert.Equal(DeLong.Compare([scores]), DeLong.Compare([scores], [.. Enumerable.Range(0, scores.Truth.Length).Select(place => 7 * place)]));
    }

    /// <summary>A class beside itself says no more than by itself; a class without a positive says nothing.</summary>
    [Fact]
    public void Compare_SameClassTwice_IsAsOnce()
    {
        var (scores, clusters) = Draw(5, 3);
        var once = DeLong.Compare([scores], clusters)!;
        var twice = DeLong.Compare([scores, scores with { Truth = new double[scores.Truth.Length] }, scores], clusters)!;

        Assert.Equal(once.StandardError!.Value, twice.StandardError!.Value, 1e-12);
        Assert.Equal(once.P!.Value, twice.P!.Value, 1e-12);
        Assert.Equal(2, twice.Classes);
    }

    /// <summary>Leaving out each patient in turn (Miller, Biometrika 61:1, 1974) says about the same of a mean over classes.</summary>
    [Fact]
    public void Compare_ThreeClasses_HasAboutTheErrorOfTheJackknife()
    {
        var (first, clusters) = Draw(11, 3, patients: 150);
        PairedScores[] classes = [first, Turned(first, 0.7, 1), Turned(first, 0.2, 2)];
        var answer = DeLong.Compare(classes, clusters)!;
        double[] without = [.. Enumerable.Range(0, 150).Select(patient => DeLong.Compare([.. classes.Select(scores =>
            scores with { Truth = [.. scores.Truth.Select((truth, place) => clusters![place] == patient ? double.NaN : truth)] })], clusters)!.Difference)];

        var jackknife = Math.Sqrt(149 / 150.0 * without.Sum(value => (value - without.Average()) * (value - without.Average())));

        Assert.Equal(3, answer.Classes);
        Assert.Equal(1, answer.StandardError!.Value / jackknife, 0.03);
    }

    /// <summary>Two models that see the same, each with noise of its own, on 40 patients with three images each.</summary>
    [Fact]
    public void Compare_NoDifference_IsFalseAlarmInOneOfTwenty()
    {
        var alarms = Enumerable.Range(0, 2000).Count(seed => Draw(seed, 3, patients: 40) is var (scores, clusters) && DeLong.Compare([scores], clusters)!.P <= 0.05);

        Assert.InRange(alarms, 0.03 * 2000, 0.08 * 2000);
    }

    /// <summary>Labels that lean on the first class's, with scores of their own.</summary>
    static PairedScores Turned(PairedScores scores, double share, int seed)
    {
        var random = new Random(seed);
        double[] truth = [.. scores.Truth.Select(value => random.NextDouble() < share ? value : random.Next(2))];
        return new PairedScores(
            [.. scores.First.Select((value, place) => value + truth[place])], [.. scores.Second.Select((value, place) => value + (1.5 * truth[place]))], truth);
    }

    /// <summary>Some equal scores; patients with one image are positive or negative, with several also mixed.</summary>
    static (PairedScores Scores, int[]? Clusters) Draw(int seed, int mostImages, int patients = 60)
    {
        var random = new Random(seed);
        var (first, second, truth, clusters) = (new List<double>(), new List<double>(), new List<double>(), new List<int>());
        for (var patient = 0; patient < patients; patient++)
        {
            var shared = AucTests.Gaussian(random);
            for (var image = random.Next(1, mostImages + 1); image > 0; image--)
            {
                var label = random.NextDouble() < (patient % 2 == 0 ? 0.8 : 0.2) ? 1 : 0;
                first.Add(Math.Round(label + shared + AucTests.Gaussian(random), 1));
                second.Add(Math.Round(label + shared + AucTests.Gaussian(random), 1));
                truth.Add(label);
                clusters.Add(patient);
            }
        }

        return (new PairedScores([.. first], [.. second], [.. truth]), mostImages == 1 ? null : [.. clusters]);
    }
}
