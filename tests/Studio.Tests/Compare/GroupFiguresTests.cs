using Studio.Contracts.Recipes;
using Studio.Features.Compare;
using Studio.Features.Compare.Groups;
using Studio.Statistics;

namespace Studio.Tests.Compare;

public sealed class GroupFiguresTests
{
    static readonly ComparedMetric Iou = new("iou", "IoU", FigureLevel.Patient, HigherIsBetter: true, IsShare: true, "") { Heading = "IoU per patient" };

    [Fact]
    public void Measure_AGroupThatIsMuchWorse_StandsOut()
    {
        var groups = Measure([.. Enumerable.Range(0, 30).Select(place => (place < 10 ? 0.3 : 0.8) + (place % 5 * 0.01))], Split(30, 10));

        Assert.Equal(0.32, groups[0].Figure.Value, 1e-12);
        Assert.Equal(0.82, groups[1].Figure.Value, 1e-12);
        Assert.InRange(groups[0].Figure.Interval.Low, 0.30, 0.32);
        Assert.All(groups, group => Assert.True(group.IsOdd));
        Assert.Equal(-0.5, groups[0].Difference!.Value.Value, 1e-12);
        Assert.Equal("worse", GroupWording.Direction(Iou, groups[0]));
        Assert.Equal("better", GroupWording.Direction(Iou with { HigherIsBetter = false }, groups[0]));
        Assert.Equal("2 groups stand out of 2 that were looked at. Chance alone does that in 1 of 20 looks, and every further column is another look.", GroupWording.Looked(groups));
    }

    [Fact]
    public void Measure_GroupsAlike_DoNotStandOut()
    {
        var groups = Measure([.. Enumerable.Range(0, 30).Select(place => 0.5 + (place * 7 % 10 * 0.04))], Split(30, 10));

        Assert.All(groups, group => Assert.True(group.HasInterval && !group.IsOdd));
    }

    /// <summary>Three patients are too few, however many images they have.</summary>
    [Fact]
    public void Measure_FewerThanFourPatients_HasNoIntervalAndIsNotMarked()
    {
        var groups = Measure(Enumerable.Repeat(0.1, 9).Concat(Enumerable.Repeat(0.9, 20)).ToArray(), Split(29, 9), place => place < 9 ? place / 3 : place);

        Assert.Equal((3, 0.1), (groups[0].Patients, Math.Round(groups[0].Figure.Value, 12)));
        Assert.False(groups[0].HasInterval || groups[0].IsOdd);
        Assert.True(groups[1].HasInterval);
        Assert.Null(groups[1].Difference);
    }

    /// <summary>
    /// Every patient has an image in both groups, and is always a little worse in the first: patients differ far more from each
    /// other than that, so only draws of whole patients can see it.
    /// </summary>
    [Fact]
    public void Measure_PatientsInBothGroups_AreDrawnTogether()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(place => 0.2 + (place % 20 * 0.03) - (place < 20 ? 0.02 : 0))];

        var groups = Measure(values, Split(40, 20), place => place % 20);

        Assert.True(groups[0].IsOdd);
        Assert.Equal(-0.02, groups[0].Difference!.Value.Value, 1e-12);
        Assert.True(groups[0].Figure.Interval.High - groups[0].Figure.Interval.Low > 0.1);
    }

    [Fact]
    public void Measure_WithoutTheClass_IsNotDefined()
    {
        var groups = Measure([.. Enumerable.Repeat(double.NaN, 10), .. Enumerable.Repeat(0.7, 10)], Split(20, 10));

        Assert.False(groups[0].Figure.IsDefined);
        Assert.Null(groups[1].Difference);
        Assert.Equal("No group is set against the others: they have too few patients for that.", GroupWording.Looked(groups));
    }

    [Fact]
    public void Looked_ManyGroups_SaysHowOftenChanceMarksOne()
    {
        var random = new Random(11);
        double[] values = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        var groups = Measure(values, [.. Enumerable.Range(0, 10).Select(group => new CaseGroup($"{group}", $"group {group}", [.. Enumerable.Range(group * 20, 20)]))]);

        Assert.Contains("Of 10 groups, chance alone makes at least one stand out in 40 % of looks", GroupWording.Looked(groups), StringComparison.Ordinal);
    }

    static IReadOnlyList<GroupFigure> Measure(double[] values, IReadOnlyList<CaseGroup> groups, Func<int, int>? patient = null)
    {
        var table = new CaseTable(
            [.. Enumerable.Range(0, values.Length).Select(place => $"P{(patient is null ? place : patient(place)):000}")],
            new Dictionary<string, double[]> { ["iou.nerve"] = values });
        return GroupFigures.Measure(OutputKind.ClassMap, Iou, ["nerve"], table, groups);
    }

    static IReadOnlyList<CaseGroup> Split(int count, int first) =>
        [new("a", "first", [.. Enumerable.Range(0, first)]), new("b", "second", [.. Enumerable.Range(first, count - first)])];
}
