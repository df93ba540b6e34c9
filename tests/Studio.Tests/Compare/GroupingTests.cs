using Studio.Features.Compare.Groups;
using Studio.Storage;

namespace Studio.Tests.Compare;

public sealed class GroupingTests
{
    [Fact]
    public void ByText_CaseAndSpaces_AreOneGroupAndTheMostFrequentStandsFirst()
    {
        var groups = Grouping.ByText(["Oslo", "basel ", "Basel", null, "BASEL", " "]);

        Assert.Equal(["basel", "Oslo", "Not known"], groups.Select(group => group.Name));
        Assert.Equal([1, 2, 4], groups[0].Places);
        Assert.Equal([3, 5], groups[2].Places);
        Assert.Equal(FieldFilter.TokenOf("Oslo"), groups[1].Token);
    }

    [Fact]
    public void ByText_ManyValues_PutsTheRestTogether()
    {
        var groups = Grouping.ByText([.. Enumerable.Range(0, 40).Select(place => $"scanner {place % 20:00}")]);

        Assert.Equal(Grouping.MostGroups, groups.Count);
        Assert.Equal("9 other values", groups[^1].Name);
        Assert.Equal(18, groups[^1].Places.Count);
        AssertParts(groups, 40);
    }

    [Fact]
    public void ByAge_Years_AreDecades()
    {
        var groups = Grouping.ByAge([34, 39.9, 40, 71, double.NaN]);

        Assert.Equal(["30–39 years", "40–49 years", "70–79 years", "Not known"], groups.Select(group => group.Name));
        Assert.Equal([0, 1], groups[0].Places);
    }

    /// <summary>A study of newborns has ages of one decade: they are told apart within it.</summary>
    [Fact]
    public void ByAge_OneDecade_IsParted()
    {
        var groups = Grouping.ByAge([0.1, 0.2, 0.5, 1.1, 1.4, 1.9, 2.5, 3.5, 4.0]);

        Assert.Equal(3, groups.Count);
        Assert.EndsWith(" years", groups[0].Name, StringComparison.Ordinal);
        AssertParts(groups, 9);
    }

    [Fact]
    public void ByNumber_FewValues_AreGroupsOfTheirOwn()
    {
        Assert.Equal(["0", "1", "Not known"], Grouping.ByNumber([1, 0, 1, double.NaN]).Select(group => group.Name));
    }

    /// <summary>What a band's name says is what is in it, though its bounds are rounded.</summary>
    [Fact]
    public void ByNumber_ManyValues_AreThirdsWithBoundsThatHold()
    {
        double[] values = [.. Enumerable.Range(0, 90).Select(place => (place * 37 % 90) + 0.123)];

        var groups = Grouping.ByNumber(values);

        Assert.Equal(["up to 29", "29–59", "over 59"], groups.Select(group => group.Name));
        Assert.All(groups[0].Places, place => Assert.True(values[place] <= 29));
        Assert.All(groups[1].Places, place => Assert.InRange(values[place], 29, 59));
        AssertParts(groups, 90);
    }

    [Fact]
    public void BySize_SharesOfTheImage_AreSmallMediumAndLarge()
    {
        var groups = Grouping.BySize([0.001, 0.002, 0.003, 0.02, 0.03, 0.04, 0.1, 0.2, double.NaN], "nerve");

        Assert.Equal(["Small nerve, up to 0.3\u00a0% of the image", "Medium nerve, 0.3–3\u00a0%", "Large nerve, over 3\u00a0% of the image", "No nerve"], groups.Select(group => group.Name));
        AssertParts(groups, 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ByNumber_OfAllKinds_PutsEveryImageIntoOneGroup(int seed)
    {
        var random = new Random(seed);
        foreach (var scale in (double[])[1e-6, 0.01, 1, 350, 1e7])
        {
            double[] values = [.. Enumerable.Range(0, 57).Select(_ => random.Next(5) == 0 ? double.NaN : Math.Round(random.NextDouble() * 20) * scale)];
            AssertParts(Grouping.ByNumber(values), values.Length);
            AssertParts(Grouping.ByAge(values), values.Length);
            AssertParts(Grouping.BySize(values, "nerve"), values.Length);
        }
    }

    static void AssertParts(IReadOnlyList<CaseGroup> groups, int count)
    {
        Assert.Equal(Enumerable.Range(0, count), groups.SelectMany(group => group.Places).Order());
        Assert.Equal(groups.Count, groups.Select(group => group.Token).Distinct().Count());
    }
}
