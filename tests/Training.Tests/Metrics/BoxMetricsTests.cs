using Studio.Contracts.Jobs;
using Studio.Training.Metrics;
using Studio.Training.Tasks;

namespace Studio.Training.Tests.Metrics;

public sealed class BoxMetricsTests
{
    [Fact]
    public void Match_SecondAnswerOnOneBox_IsWrong()
    {
        FoundBox[] truths = [new(new BoxSpec(1, 0, 0, 10, 10), 1), new(new BoxSpec(2, 0, 0, 10, 10), 1)];
        FoundBox[] found =
        [
            new(new BoxSpec(1, 1, 0, 10, 10), 0.6),
            new(new BoxSpec(1, 0, 0, 10, 10), 0.9),
            new(new BoxSpec(2, 30, 30, 5, 5), 0.8),
        ];
        Assert.Equal([new(0.9, true), new(0.6, false)], BoxMatching.Match(truths, found, 1, 0.5));
        Assert.Equal([new(0.8, false)], BoxMatching.Match(truths, found, 2, 0.5));
    }

    [Fact]
    public void Iou_HalfShifted_IsOneThird() =>
        Assert.Equal(1.0 / 3, BoxIou.Of(new BoxSpec(1, 0, 0, 10, 10), new BoxSpec(1, 5, 0, 10, 10)), 1e-12);

    /// <summary>Overlaps of 1, 0.8 and 0.5 with boxes of their own; one answer beside everything, one on a box already taken.</summary>
    [Fact]
    public void Hits_StepsOfIou_AreMatchedEachByItself()
    {
        FoundBox[] truths = [new(new BoxSpec(1, 0, 0, 10, 10), 1), new(new BoxSpec(1, 100, 0, 10, 10), 1), new(new BoxSpec(1, 200, 0, 10, 10), 1)];
        FoundBox[] found =
        [
            new(new BoxSpec(1, 200, 0, 10, 5), 0.4),
            new(new BoxSpec(1, 100, 0, 10, 8), 0.9),
            new(new BoxSpec(1, 0, 0, 10, 10), 0.7),
            new(new BoxSpec(1, 300, 0, 10, 10), 0.6),
            new(new BoxSpec(1, 0, 0, 10, 9), 0.5),
            new(new BoxSpec(2, 0, 0, 10, 10), 0.95),
        ];

        var hits = BoxMatching.Hits(truths, found);

        Assert.Equal([(2, 0.95, 0), (1, 0.9, 0b1111111), (1, 0.7, 0b1111111111), (1, 0.6, 0), (1, 0.5, 0), (1, 0.4, 1)], hits.Select(hit => (hit.ClassIndex, hit.Confidence, hit.Hits)));
        Assert.Equal([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95], Enumerable.Range(0, BoxMatching.Steps).Select(BoxMatching.IouOf));
    }

    [Fact]
    public void OfImage_AtTheThreshold_CountsWhatIsAnswered()
    {
        var classes = new[] { Contracts.Projects.ClassPalette.Define(1, "cell"), Contracts.Projects.ClassPalette.Define(2, "clump") };
        FoundBox[] truths = [new(new BoxSpec(1, 0, 0, 10, 10), 1), new(new BoxSpec(1, 100, 0, 10, 10), 1)];
        FoundBox[] found =
        [
            new(new BoxSpec(1, 0, 0, 10, 8), 0.6),
            new(new BoxSpec(1, 100, 0, 10, 10), 0.2),
            new(new BoxSpec(1, 50, 0, 10, 10), 0.5),
            new(new BoxSpec(2, 50, 0, 10, 10), 0.45),
        ];

        var values = BoxMetrics.OfImage(truths, found, index => index == 1 ? 0.3 : 0.4, classes);
        Assert.Equal((0.5, 0.5, 0.4, 1.0), (values["recall50.cell"], values["precision50.cell"], values["bestiou.cell"]!.Value, values["falsepositives.cell"]));
        Assert.Null(values["recall50.clump"]);
        Assert.Null(values["bestiou.clump"]);
        Assert.Equal((0.0, 1.0, 1.0, 0.4), (values["precision50.clump"], values["falsepositives.clump"], values["falsepositives.mean"], values["bestiou.mean"]));
        Assert.Equal(1.0, BoxMetrics.OfImage(truths, found, _ => 0.1, classes)["recall50.cell"]);
    }
}
