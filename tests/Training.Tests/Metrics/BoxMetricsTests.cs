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

    /// <summary>The training boxes lie at two places of images of different sizes; the middle between them holds none.</summary>
    [Fact]
    public void UsualBoxes_TwoPlaces_IsABoxOfTheMoreCommonOne()
    {
        var (small, large) = (Sample(100, 100), Sample(200, 400));
        var usual = UsualBoxes.Fit(
        [
            (small, [new(new BoxSpec(1, 10, 10, 20, 20), 1), new(new BoxSpec(1, 80, 80, 20, 20), 1)]),
            (large, [new(new BoxSpec(1, 44, 20, 80, 40), 1)]),
            (small, [new(new BoxSpec(1, 12, 10, 20, 20), 1)]),
        ]);

        // In shares the three lie at 0.10, 0.11 and 0.12 across.
        var box = Assert.Single(usual.On(Sample(50, 1000)));
        Assert.Equal((110, 5, 200, 10), (Math.Round(box.Box.X, 9), box.Box.Y, box.Box.Width, box.Box.Height));
        Assert.Empty(UsualBoxes.Fit([]).On(small));
    }

    [Fact]
    public void OfBaseline_OneBoxAClass_IsMeasuredAsAnswersAre()
    {
        var classes = new[] { Contracts.Projects.ClassPalette.Define(1, "cell"), Contracts.Projects.ClassPalette.Define(2, "clump") };
        FoundBox[] truths = [new(new BoxSpec(1, 0, 0, 10, 10), 1), new(new BoxSpec(1, 100, 0, 10, 10), 1)];

        var values = BoxMetrics.OfBaseline(truths, [new(new BoxSpec(1, 0, 0, 10, 7), 1)], classes);

        Assert.Equal(
            (0.5, 1.0, 0.35, 0.0, (double)0b11111),
            (values["baseline.recall50.cell"], values["baseline.precision50.cell"], values["baseline.bestiou.cell"]!.Value, values["baseline.falsepositives.cell"], values["baseline.hits.cell"]));
        Assert.DoesNotContain(values.Keys, name => name.EndsWith(".clump", StringComparison.Ordinal));
        Assert.Equal(0.5, values["baseline.recall50.mean"]);
    }

    static SampleSpec Sample(int rows, int columns) => new(
        1, "image", "patient", Contracts.Projects.Split.Training, rows, columns, 1, 1, 8, false, false, null, null, new BlobReference("", 0), null);
}
