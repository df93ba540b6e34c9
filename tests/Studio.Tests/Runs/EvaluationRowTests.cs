using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Runs;

namespace Studio.Tests.Runs;

public sealed class EvaluationRowTests
{
    static readonly ClassDefinition[] Classes = [ClassPalette.Define(1, "Nerve"), ClassPalette.Define(2, "Vessel")];

    [Fact]
    public void From_TwoClasses_GivesBothAndTheMean()
    {
        var rows = EvaluationRow.From(Result(patients: 9), Classes);

        Assert.Equal(["Nerve", "Vessel", "Mean"], rows.Select(row => row.Name));
        Assert.Equal((0.57, 0.04, 0.7), (rows[0].Iou!.Mean, rows[0].Baseline, rows[0].Dice!.Mean));
        Assert.Equal("0.50–0.64", rows[0].Interval);
        Assert.Null(rows[1].Iou);
        Assert.Equal("–", rows[1].Interval);
        Assert.Equal(0.6, rows[2].Iou!.Mean);
    }

    [Fact]
    public void From_ThreePatients_ShowsNoInterval() =>
        Assert.All(EvaluationRow.From(Result(patients: 3), Classes), row => Assert.Equal("–", row.Interval));

    [Fact]
    public void From_OneClass_HasNoMean() => Assert.Single(EvaluationRow.From(Result(patients: 9), [Classes[0]]));

    static EvaluationResult Result(int patients)
    {
        var metrics = new Dictionary<string, MetricValue>
        {
            ["iou.Nerve"] = new(0.57, 0.5, 0.64, 20),
            ["dice.Nerve"] = new(0.7, 0.6, 0.8, 20),
            ["baseline.iou.Nerve"] = new(0.04, 0.03, 0.05, 20),
            ["iou.mean"] = new(0.6, 0.5, 0.7, 20),
        };
        return new EvaluationResult(Split.Test, 20, patients, metrics, [], 1);
    }
}
