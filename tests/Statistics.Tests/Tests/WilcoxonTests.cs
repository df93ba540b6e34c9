using Xunit;

namespace Studio.Statistics.Tests.Tests;

public sealed class WilcoxonTests
{
    const string Script = "Tests/paired_tests.py";

    /// <summary>Ranks of 1, 2, 3, −4, 5: the negative one has 4; 7 of 32 ways have a sum of at most 4.</summary>
    [Fact]
    public void Of_FiveDifferences_IsCountedByHand()
    {
        var answer = Wilcoxon.Of([0.1, 0.2, 0.3, -0.4, 0.5])!;

        Assert.Equal(new WilcoxonAnswer(4, 14 / 32.0, 5, 5, true, 2 / 32.0), answer);
    }

    /// <summary>Wilcoxon's own data of Darwin's plants (Biometrics Bulletin 1:80, 1945): T = 24; p of table 0.041.</summary>
    [Fact]
    public void Of_DarwinsPlants_IsThatOfTheTable()
    {
        var answer = Wilcoxon.Of([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48])!;

        Assert.Equal(24, answer.Statistic);
        Assert.Equal(0.041259765625, answer.P, 1e-12);
        Assert.True(answer.IsExact);
    }

    /// <summary>Sizes 1, 1, 2 have the ranks 1.5, 1.5, 3; only the sum of none is below 1.5, and two of eight ways have 1.5.</summary>
    [Fact]
    public void Of_EqualDifferences_IsExactOverTheirMiddleRanks()
    {
        var answer = Wilcoxon.Of([-1, 1, 2])!;

        Assert.Equal(1.5, answer.Statistic);
        Assert.Equal(2 * 3 / 8.0, answer.P, 1e-12);
    }

    /// <summary>Dropped: ranks 1, 2. Pratt: the zero has rank 1, so 2 and 3 are left, and all four sums differ.</summary>
    [Fact]
    public void Of_Zeros_AreDroppedOrRanked()
    {
        Assert.Equal(new WilcoxonAnswer(1, 1, 3, 2, true, 0.5), Wilcoxon.Of([0, -1, 2]));
        Assert.Equal(new WilcoxonAnswer(2, 1, 3, 2, true, 0.5), Wilcoxon.Of([0, -1, 2], ZeroDifferences.Pratt));
    }

    [Fact]
    public void Of_NothingToTest_IsToldApart()
    {
        Assert.Null(Wilcoxon.Of([]));
        Assert.Null(Wilcoxon.Of([double.NaN]));
        Assert.Equal(new WilcoxonAnswer(0, 1, 2, 0, true, 1), Wilcoxon.Of([0, 0, double.NaN]));
    }

    [Fact]
    public void Of_TooFewDifferences_SaysThatNothingCanBeShown()
    {
        Assert.True(Wilcoxon.Of([1, 2, 3, 4, 5])!.SmallestP > 0.05);
        Assert.True(Wilcoxon.Of([1, 2, 3, 4, 5, 6])!.SmallestP < 0.05);
    }

    [Theory]
    [InlineData(51, false)]
    [InlineData(50, true)]
    public void Of_ManyDifferences_IsExactAsFarAsTold(int count, bool isExact) =>
        Assert.Equal(isExact, Wilcoxon.Of([.. Enumerable.Range(1, count).Select(place => place % 3 == 0 ? -place : (double)place)])!.IsExact);

    /// <summary>Below fifty thousand zeros the ranks hardly differ, so that both ways come to about the same.</summary>
    [Fact]
    public void Of_FewDifferencesAboveManyZeros_IsApproximated()
    {
        double[] differences = [.. Enumerable.Range(1, 50).Select(place => place % 3 == 0 ? -place : (double)place)];

        var many = Wilcoxon.Of([.. differences, .. new double[50_000]], ZeroDifferences.Pratt)!;
        var fewer = Wilcoxon.Of([.. differences, .. new double[10_000]], ZeroDifferences.Pratt)!;

        Assert.Equal((false, true), (many.IsExact, fewer.IsExact));
        Assert.Equal(many.P, fewer.P, 0.01);
    }

    [Fact]
    public void Of_RandomDifferences_EqualsScipyAndAllSigns()
    {
        var questions = new List<(object Question, double[] Differences, ZeroDifferences Zeros)>();
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var zeros = seed % 2 == 0 ? ZeroDifferences.Dropped : ZeroDifferences.Pratt;
            var count = (seed % 4) switch { 0 or 1 => random.Next(5, 51), 2 => random.Next(51, 400), _ => random.Next(4, 13) };

            // Few of the last kind, with many equal ones and zeros: scipy has no exact answer for these.
            double[] differences = [.. Enumerable.Range(0, count).Select(_ =>
                seed % 4 >= 2 ? (seed % 4 == 3 ? random.Next(-2, 5) : random.Next(-20, 24)) / 8.0 : random.NextDouble() - 0.4)];
            differences[0] = 1;
            var question = new
            {
                test = "wilcoxon",
                differences,
                zeros = zeros == ZeroDifferences.Dropped ? "wilcox" : "pratt",
                by = seed % 4 == 3 ? "enumeration" : "scipy",
                mode = seed % 4 == 2 ? "approx" : "exact",
            };
            var used = differences.Count(difference => difference != 0);
            if (seed % 4 == 2 && used <= Wilcoxon.MostExact)
            {
                continue;
            }

            questions.Add((question, differences, zeros));
        }

        var theirs = PythonPeer.Ask(Script, questions.Select(item => item.Question)).AsArray();

        Assert.All(questions, (item, place) =>
        {
            var answer = Wilcoxon.Of(item.Differences, item.Zeros)!;
            Assert.Equal(theirs[place]!["statistic"].Number(), answer.Statistic, 1e-9);
            Assert.Equal(theirs[place]!["p"].Number(), answer.P, 1e-10);
        });
        Assert.True(questions.Count >= 38);
    }

    /// <summary>Of 4,000 tables without a difference about one in twenty says there is one.</summary>
    [Fact]
    public void Of_NoDifference_IsFalseAlarmInOneOfTwenty()
    {
        var alarms = Enumerable.Range(0, 4000).Count(seed =>
        {
            var random = new Random(seed);
            return Wilcoxon.Of([.. Enumerable.Range(0, 30).Select(_ => AucTests.Gaussian(random))])!.P <= 0.05;
        });

        Assert.InRange(alarms, 0.04 * 4000, 0.06 * 4000);
    }
}
