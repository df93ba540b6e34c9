using Xunit;

namespace Studio.Statistics.Tests;

public sealed class ResamplingTests
{
    /// <summary>Twenty groups of three, every second one positive.</summary>
    static readonly int[] Groups = [.. Enumerable.Range(0, 60).Select(place => place / 3)];
    static readonly bool[] IsPositive = [.. Groups.Select(group => group % 2 == 1)];

    [Fact]
    public void Draw_Groups_AreWholeAndBothKindsSpreadEvenly()
    {
        var fold = GroupedFolds.Draw(IsPositive, Groups, 5, seed: 1);

        Assert.All(Groups.Zip(fold).GroupBy(pair => pair.First), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
        for (var place = 0; place < 5; place++)
        {
            Assert.Equal(6, fold.Zip(IsPositive).Count(pair => pair.First == place && pair.Second));
            Assert.Equal(6, fold.Zip(IsPositive).Count(pair => pair.First == place && !pair.Second));
        }
    }

    [Fact]
    public void Draw_SameSeed_IsTheSameAndAnotherIsNot()
    {
        Assert.Equal(GroupedFolds.Draw(IsPositive, Groups, 5, 1), GroupedFolds.Draw(IsPositive, Groups, 5, 1));
        Assert.NotEqual(GroupedFolds.Draw(IsPositive, Groups, 5, 1), GroupedFolds.Draw(IsPositive, Groups, 5, 2));
    }

    [Fact]
    public void Scores_OfEveryCase_ComeFromAModelThatHasNotSeenItsFold()
    {
        double[][] rows = [.. Enumerable.Range(0, 60).Select(place => new double[] { place })];
        var fold = GroupedFolds.Draw(IsPositive, Groups, 5, 1);

        var scores = OutOfFold.Scores(rows, IsPositive, fold, (seen, labels) =>
        {
            Assert.Equal(48, seen.Count);
            Assert.All(seen.Zip(labels), pair => Assert.Equal(IsPositive[(int)pair.First[0]], pair.Second));
            var known = seen.Select(row => row[0]).ToHashSet();
            return row => known.Contains(row[0]) ? double.NaN : row[0];
        });

        Assert.Equal(rows.Select(row => row[0]), scores);
    }

    [Fact]
    public void Inflation_FiveFolds_IsThatOfTheirSharedCases() => Assert.Equal(2.25, OutOfFold.Inflation(5));
}
