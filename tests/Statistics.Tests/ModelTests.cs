using Xunit;

namespace Studio.Statistics.Tests;

public sealed class ModelTests
{
    /// <summary>One yes/no feature: the log-odds are those of the table, ±ln 3.</summary>
    [Fact]
    public void Logistic_TableOfFour_HasItsOdds()
    {
        double[][] rows = [[1], [1], [1], [1], [0], [0], [0], [0]];
        bool[] isPositive = [true, true, true, false, true, false, false, false];

        var model = LogisticRegression.Fit(rows, isPositive, penalty: 1e-9);

        Assert.Equal(Math.Log(3), model([1]), 1e-6);
        Assert.Equal(-Math.Log(3), model([0]), 1e-6);
    }

    [Fact]
    public void Logistic_Penalty_BringsOddsNearerToChance()
    {
        double[][] rows = [[1], [1], [1], [1], [0], [0], [0], [0]];
        bool[] isPositive = [true, true, true, false, true, false, false, false];

        Assert.InRange(LogisticRegression.Fit(rows, isPositive, penalty: 2)([1]), 0.1, 0.9);
    }

    [Fact]
    public void Models_FewPositivesAndNothingToSee_SayChance()
    {
        double[][] rows = [.. Enumerable.Range(0, 50).Select(_ => new double[] { 7 })];
        bool[] isPositive = [.. rows.Select((_, place) => place < 5)];

        Assert.Equal(0, LogisticRegression.Fit(rows, isPositive, 1)([7]), 1e-9);
        Assert.Equal(0, new BoostedStumps().Fit(rows, isPositive)([7]));
    }

    [Fact]
    public void Logistic_ManyFeaturesThanCases_StaysFinite()
    {
        var random = new Random(1);
        double[][] rows = [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 40).Select(_ => random.NextDouble()).ToArray())];
        bool[] isPositive = [.. rows.Select((_, place) => place % 2 == 0)];

        var model = LogisticRegression.Fit(rows, isPositive, 1);

        Assert.All(rows.Zip(isPositive), pair => Assert.Equal(pair.Second, model(pair.First) > 0));
    }

    [Fact]
    public void Stumps_MiddleOfAFeature_IsFoundWhereARisingLineSeesNothing()
    {
        double[][] rows = [.. Enumerable.Range(0, 90).Select(place => new double[] { place })];
        bool[] isPositive = [.. rows.Select(row => row[0] is >= 30 and < 60)];

        var stumps = new BoostedStumps().Fit(rows, isPositive);
        var line = LogisticRegression.Fit(rows, isPositive, 1);

        Assert.InRange(Auc.Of([.. rows.Select(stumps)], isPositive), 0.97, 1);
        Assert.InRange(Auc.Of([.. rows.Select(line)], isPositive), 0.4, 0.6);
    }

    [Fact]
    public void Stumps_FewerCasesThanASideNeeds_TakeNoStep()
    {
        double[][] rows = [[0], [0], [1], [1]];

        Assert.Equal(0, new BoostedStumps(LeastCases: 3).Fit(rows, [false, false, true, true])([1]));
    }
}
