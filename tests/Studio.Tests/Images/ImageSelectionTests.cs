using Studio.Features.Images;

namespace Studio.Tests.Images;

public sealed class ImageSelectionTests
{
    readonly ImageSelection selection = new();

    [Fact]
    public void Toggle_Twice_LeavesNothingChosen()
    {
        selection.Toggle(5, place: 2);
        Assert.True(selection.Contains(5));

        selection.Toggle(5, place: 2);
        Assert.Equal(0, selection.Count);
    }

    [Fact]
    public void Add_Range_KeepsWhatWasChosenAndMovesTheAnchor()
    {
        selection.Toggle(5, place: 2);
        selection.Add([5, 6, 7], place: 4);

        Assert.Equal([5, 6, 7], selection.Ids.Order());
        Assert.Equal(4, selection.Anchor);
    }

    [Fact]
    public void Replace_Chosen_KeepsNothingAndHasNoAnchor()
    {
        selection.Toggle(5, place: 2);
        selection.Replace([7, 8, 7]);

        Assert.Equal([7, 8], selection.Ids.Order());
        Assert.Null(selection.Anchor);
    }

    [Fact]
    public void Clear_Chosen_ForgetsTheAnchor()
    {
        selection.Toggle(5, place: 2);
        selection.Clear();

        Assert.Equal(0, selection.Count);
        Assert.Null(selection.Anchor);
    }
}
