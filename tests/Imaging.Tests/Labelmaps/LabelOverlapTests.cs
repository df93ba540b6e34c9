using Studio.Imaging.Labelmaps;

namespace Studio.Imaging.Tests.Labelmaps;

public sealed class LabelOverlapTests
{
    [Fact]
    public void Dice_TwoLabels_IsThatOfEachClassEitherHolds()
    {
        // Class 1: 3 and 2 pixels, 2 in common; class 2: 1 and 1, none; class 3: 0 and 1.
        IReadOnlyDictionary<int, double> dice = LabelOverlap.Dice([1, 1, 1, 2, 0, 0], [1, 1, 2, 0, 3, 0]);

        Assert.Equal([1, 2, 3], dice.Keys);
        Assert.Equal([4.0 / 5, 0, 0], dice.Values);
    }

    [Fact]
    public void Dice_BothEmpty_HasNoClass() => Assert.Empty(LabelOverlap.Dice([0, 0], [0, 0]));

    [Fact]
    public void Dice_OtherLength_IsRefused() => Assert.Throws<ArgumentException>(() => LabelOverlap.Dice([0, 0], [0]));
}
