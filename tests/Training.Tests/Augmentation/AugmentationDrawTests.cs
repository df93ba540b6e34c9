using Studio.Contracts.Recipes;
using Studio.Training.Augmentation;
using Studio.Training.Randomness;
using Studio.Training.Trainer;

namespace Studio.Training.Tests.Augmentation;

public sealed class AugmentationDrawTests
{
    static readonly AugmentationRecipe Everything = new()
    {
        FlipHorizontal = true,
        FlipVertical = true,
        RotationDegrees = 30,
        ShearDegrees = 10,
        Scale = 0.2,
        Translation = 0.1,
        Crop = 0.3,
        ElasticAmount = 0.05,
        Blur = 2,
        Brightness = 0.3,
        Contrast = 0.3,
        Gamma = 0.3,
        CutOut = 0.4,
        MixUp = 0.4,
    };

    [Fact]
    public void Of_FirstLook_DrawsTheNumbersInTheirFixedOrder()
    {
        var recipe = new AugmentationRecipe { FlipVertical = true };
        var random = new SeededRandom(5, DrawPurpose.Augmentation, 2, 7);
        var (flipX, flipY) = (random.NextBool() ? -1 : 1, random.NextBool() ? -1 : 1);
        var (sin, cos) = Math.SinCos(random.NextSigned() * 15 * Math.PI / 180);
        var zoom = 1 + (random.NextSigned() * 0.1);

        var draw = AugmentationDraw.Of(recipe, 5, 2, 7);

        Assert.Equal(flipX * cos / zoom, draw.A, 12);
        Assert.Equal(-flipX * sin / zoom, draw.B, 12);
        Assert.Equal(flipY * sin / zoom, draw.C, 12);
        Assert.Equal(flipY * cos / zoom, draw.D, 12);
        Assert.Equal(random.NextSigned() * 0.05, draw.ShiftX, 12);
        Assert.Equal(random.NextSigned() * 0.05, draw.ShiftY, 12);
        Assert.Equal(random.NextSigned() * 0.2, draw.Brightness, 12);
        Assert.Equal(1 + (random.NextSigned() * 0.2), draw.Contrast, 12);
    }

    [Fact]
    public void Of_AnotherCopy_DrawsOtherNumbers()
    {
        Assert.Equal(AugmentationDraw.Of(Everything, 1, 2, 3), AugmentationDraw.Of(Everything, 1, 2, 3, 0));
        Assert.NotEqual(AugmentationDraw.Of(Everything, 1, 2, 3, 0), AugmentationDraw.Of(Everything, 1, 2, 3, 1));
        Assert.NotEqual(AugmentationDraw.Of(Everything, 1, 2, 3, 1), AugmentationDraw.Of(Everything, 1, 2, 3, 2));
    }

    [Fact]
    public void Of_ChangesSwitchedOff_LeaveTheOthersAsTheyWere()
    {
        for (var sample = 0; sample < 20; sample++)
        {
            var full = AugmentationDraw.Of(Everything, 1, 1, sample);
            var less = AugmentationDraw.Of(Everything with { Blur = 0, Gamma = 0, CutOut = 0, MixUp = 0, Brightness = 0, ElasticAmount = 0 }, 1, 1, sample);
            Assert.Equal((full.A, full.B, full.C, full.D, full.ShiftX, full.ShiftY, full.Contrast), (less.A, less.B, less.C, less.D, less.ShiftX, less.ShiftY, less.Contrast));
            Assert.Equal((0, 1, 1, 0), (less.Blur, less.Gamma, less.MixShare, less.Brightness));

            var still = AugmentationDraw.Of(
                Everything with { FlipHorizontal = false, FlipVertical = false, RotationDegrees = 0, ShearDegrees = 0, Scale = 0, Translation = 0, Crop = 0 }, 1, 1, sample);
            Assert.Equal((1, 0, 0, 1, 0, 0), (still.A, still.B, still.C, still.D, still.ShiftX, still.ShiftY));
            Assert.Equal((full.Blur, full.Gamma, full.CutOut, full.MixShare, full.ElasticSeed), (still.Blur, still.Gamma, still.CutOut, still.MixShare, still.ElasticSeed));
        }
    }

    [Fact]
    public void Of_ManySamples_StayInsideTheirRanges()
    {
        var draws = Enumerable.Range(0, 2000).Select(sample => AugmentationDraw.Of(Everything, 9, 1, sample)).ToList();
        Assert.All(draws, draw => Assert.InRange(draw.Gamma, 1 / 1.3, 1.3));
        Assert.All(draws, draw => Assert.InRange(draw.Blur, 0, 2));
        Assert.All(draws, draw => Assert.InRange(draw.MixShare, 0.5, 1));
        Assert.All(draws, draw => Assert.InRange(draw.CutOut.Left + draw.CutOut.Width, 0, 1));
        Assert.All(draws, draw => Assert.InRange(draw.CutOut.Height, 0, 0.4));

        // Shears keep areas: the determinant is (kept / zoom)², whatever the angles.
        Assert.All(draws, draw => Assert.InRange(Math.Abs((draw.A * draw.D) - (draw.B * draw.C)), Math.Pow(0.7 / 1.2, 2), Math.Pow(1 / 0.8, 2)));
        Assert.InRange(draws.Average(draw => draw.Blur), 0.95, 1.05);
    }

    [Fact]
    public void Of_MixUpWithAlphaOne_IsUniformAboveOneHalf()
    {
        // Beta(1, 1) is uniform, folded about 1/2: mean 3/4, a quarter of the draws below 5/8.
        var shares = Enumerable.Range(0, 4000).Select(sample => AugmentationDraw.Of(Everything with { MixUp = 1 }, 3, 1, sample).MixShare).ToList();
        Assert.Equal(0.75, shares.Average(), 0.01);
        Assert.Equal(0.25, shares.Count(share => share < 0.625) / 4000.0, 0.03);
    }

    [Fact]
    public void OfBatch_SharedByBatch_GivesAllTheFirstDraw()
    {
        SampleDraw[] batch = [new(4), new(9), new(4, 1)];
        var own = AugmentationDraw.OfBatch(Everything, 1, 1, batch);
        Assert.Equal(3, own.Distinct().Count());
        Assert.Equal(AugmentationDraw.Of(Everything, 1, 1, 4, 1), own[2]);

        var shared = AugmentationDraw.OfBatch(Everything with { SharedByBatch = true }, 1, 1, batch);
        Assert.Equal([own[0], own[0], own[0]], shared);
    }
}
