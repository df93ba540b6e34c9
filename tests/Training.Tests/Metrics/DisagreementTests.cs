using Studio.Contracts.Jobs;
using Studio.Training.Metrics;
using Studio.Training.Tasks;

namespace Studio.Training.Tests.Metrics;

public sealed class DisagreementTests
{
    /// <summary>Four pixels: right, missed, taken for another class, and seen where nothing is labelled.</summary>
    [Fact]
    public void Areas_ByHand_CountWithTheMargin()
    {
        float[] background = [0.1f, 0.7f, 0.0f, 0.3f];
        float[] nerve = [0.8f, 0.2f, 0.3f, 0.1f];
        float[] vessel = [0.1f, 0.1f, 0.7f, 0.6f];

        var areas = ConfidentDisagreement.Of([.. background, .. nerve, .. vessel], [1, 1, 1, 0], classes: 3);

        // Nerve: pixels 0 to 2 are labelled, pixel 0 is answered. Margins: 0.7 − 0.2 and 0.7 − 0.3.
        Assert.Equal([1, 2], areas.Select(area => area.ClassIndex));
        Expect(new AreaDisagreement(1, 0.75, 0.25, 0.75, (0.5 + 0.4) / 4, 0), areas[0]);
        // Vessel: pixels 2 and 3 are answered, none is labelled. Margins: 0.7 − 0.3 and 0.6 − 0.3.
        Expect(new AreaDisagreement(2, 0, 0.5, 0.5, 0, (0.4 + 0.3) / 4), areas[1]);
    }

    [Fact]
    public void Areas_NothingLabelledOrAnswered_IsEmpty() => Assert.Empty(ConfidentDisagreement.Of([0.9f, 0.6f, 0.1f, 0.4f], [0, 0], classes: 2));

    [Fact]
    public void Areas_ClassThatTheModelDoesNotKnow_IsLeftOut() => Assert.Empty(ConfidentDisagreement.Of([0.1f, 0.9f], [7], classes: 2));

    [Fact]
    public void Areas_SureOfEveryPixel_AreOneLessIou()
    {
        var area = Assert.Single(ConfidentDisagreement.Of([0, 1, 0, 1, 1, 0, 1, 0], [1, 1, 0, 0], classes: 2));
        Assert.Equal(1 - (1.0 / 3), (area.Missed + area.Extra) / area.Either, 1e-9);
    }

    [Fact]
    public void Areas_OfAnotherSize_AreRefused() => Assert.Throws<ArgumentException>(() => ConfidentDisagreement.Of([0.5f, 0.5f, 0.1f], [1], classes: 2));

    [Fact]
    public void Boxes_FoundMissedAndAdded_AreToldApart()
    {
        var first = new BoxSpec(1, 0, 0, 10, 10);
        var second = new BoxSpec(1, 50, 50, 10, 10);
        var third = new BoxSpec(2, 80, 80, 10, 10);
        FoundBox[] truths = [new(first, 1), new(second, 1), new(third, 1)];
        FoundBox[] found =
        [
            new(new BoxSpec(1, 0, 0, 10, 8), 0.9),     // on the first
            new(new BoxSpec(1, 1, 0, 10, 10), 0.4),    // on the first again: says nothing against it
            new(new BoxSpec(2, 50, 50, 10, 10), 0.8),  // another class on the second
            new(new BoxSpec(1, 20, 20, 10, 10), 0.2),  // too unsure to count
            new(new BoxSpec(2, 80, 80, 10, 10), 0.1),  // on the third, hardly
        ];

        var judged = BoxMatching.Judge(truths, found, threshold: 0.5, least: _ => 0.3);

        Assert.Equal(
            [new BoxJudgement(first, true, 0.9), new BoxJudgement(second, true, 0), new BoxJudgement(third, true, 0.1), new BoxJudgement(found[2].Box, false, 0.8)],
            judged);
    }

    static void Expect(AreaDisagreement expected, AreaDisagreement area)
    {
        Assert.Equal((expected.ClassIndex, expected.Labelled, expected.Answered, expected.Either), (area.ClassIndex, area.Labelled, area.Answered, area.Either));
        Assert.Equal(expected.Missed, area.Missed, 1e-6);
        Assert.Equal(expected.Extra, area.Extra, 1e-6);
    }
}
