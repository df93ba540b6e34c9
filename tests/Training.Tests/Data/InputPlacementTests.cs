using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Training.Data;

namespace Studio.Training.Tests.Data;

public sealed class InputPlacementTests
{
    [Fact]
    public void ToInput_PaddedImage_ScalesAndShiftsTheBox()
    {
        // 20×40 in 64×64: factor 1.6, 32 rows high, 16 rows of padding above
        var place = InputPlacement.Of(20, 40, new InputRecipe { Height = 64, Width = 64, Fit = "pad" });
        Assert.Equal(new InputBox(3, 8, 32, 24, 40), place.ToInput(new BoxSpec(3, 5, 10, 10, 5)));
    }

    [Theory]
    [InlineData("stretch")]
    [InlineData("pad")]
    public void ToOriginal_OfToInput_IsTheSameBox(string fit)
    {
        var place = InputPlacement.Of(37, 91, new InputRecipe { Height = 64, Width = 128, Fit = fit });
        var box = new BoxSpec(1, 3.25, 7.5, 40, 20);
        var back = place.ToOriginal(place.ToInput(box));
        Assert.Equal(
            (box.X, box.Y, box.Width, box.Height, box.ClassIndex),
            (Math.Round(back.X, 9), Math.Round(back.Y, 9), Math.Round(back.Width, 9), Math.Round(back.Height, 9), back.ClassIndex));
    }

    [Fact]
    public void ToOriginal_BoxInThePadding_IsCutAtTheImage()
    {
        var place = InputPlacement.Of(20, 40, new InputRecipe { Height = 64, Width = 64, Fit = "pad" });
        Assert.Equal(new BoxSpec(1, 0, 0, 10, 5), place.ToOriginal(new InputBox(1, 0, 0, 16, 24)));
        Assert.Equal(0, place.ToOriginal(new InputBox(1, 0, 0, 16, 10)).Height);
    }
}
