using Studio.Contracts.Recipes;
using Studio.Training.Data;

namespace Studio.Training.Tests.Data;

public sealed class InputPreparationTests
{
    static readonly InputRecipe Unit = new() { Height = 16, Width = 16, Normalization = "unit" };

    [Fact]
    public void Resize_Halving_AveragesWithTriangleWeights()
    {
        // support 2 around centre 1: weights 0.75, 0.75, 0.25 over the first three pixels, normalised
        var result = PlaneResampler.Resize([0, 7, 14, 21], 1, 4, 1, 2);
        Assert.Equal([((0.75f * 0) + (0.75f * 7) + (0.25f * 14)) / 1.75f, ((0.25f * 7) + (0.75f * 14) + (0.75f * 21)) / 1.75f], result, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Resize_Doubling_IsBilinear() =>
        Assert.Equal([0, 1, 3, 4], PlaneResampler.Resize([0, 4], 1, 2, 1, 4));

    [Fact]
    public void Resize_ConstantImage_StaysConstant() =>
        Assert.All(PlaneResampler.Resize([.. Enumerable.Repeat(3f, 35)], 5, 7, 11, 3), value => Assert.Equal(3, value, 1e-5));

    [Fact]
    public void ResizeNearest_OnePixel_FillsEverything() =>
        Assert.Equal(new byte[] { 5, 5, 5, 5 }, PlaneResampler.ResizeNearest([5], 1, 1, 2, 2));

    [Fact]
    public void PrepareImage_UnitSixteenBit_MapsTheRangeOfTheBitDepth()
    {
        var source = new PixelSource(1, 2, 1, 2, 12, false, false, new byte[] { 0, 0, 0xFF, 0x0F });
        var result = Prepare(source, Unit);
        Assert.Equal((0f, 1f), (result[0], result[15]));
    }

    [Fact]
    public void PrepareImage_Monochrome1_IsInverted()
    {
        var source = new PixelSource(1, 2, 1, 1, 8, false, true, new byte[] { 0, 255 });
        var result = Prepare(source, Unit);
        Assert.Equal((1f, 0f), (result[0], result[15]));
    }

    [Fact]
    public void PrepareImage_SignedValues_AreReadAsTwosComplement()
    {
        var source = new PixelSource(1, 2, 1, 2, 16, true, false, new byte[] { 0x00, 0x80, 0xFF, 0x7F });
        var result = Prepare(source, Unit);
        Assert.Equal((0f, 1f), (result[0], result[15]));
    }

    [Fact]
    public void PrepareImage_ZScore_HasMeanZeroAndDeviationOne()
    {
        byte[] samples = [1, 2, 3, 10];
        var source = new PixelSource(2, 2, 1, 1, 8, false, false, samples);
        var map = Derive(source, "zscore");
        Assert.Equal(4, map.Offset, 6);
        Assert.Equal(Math.Sqrt(12.5), map.Scale, 6);
    }

    [Fact]
    public void PrepareImage_OneValueOnly_IsZeroNotNaN()
    {
        var source = new PixelSource(2, 2, 1, 1, 8, false, false, new byte[] { 9, 9, 9, 9 });
        Assert.All(Prepare(source, Unit with { Normalization = "zscore" }), value => Assert.Equal(0, value));
        Assert.All(Prepare(source, Unit with { Normalization = "percentile" }), value => Assert.Equal(0, value));
    }

    [Fact]
    public void PrepareImage_Percentile_ClipsOutliers()
    {
        var samples = Enumerable.Repeat((byte)100, 198).Append((byte)0).Append((byte)255).ToArray();
        samples[0] = 50;
        samples[1] = 50;
        samples[2] = 50;
        var source = new PixelSource(10, 20, 1, 1, 8, false, false, samples);
        var map = Derive(source, "percentile");
        Assert.Equal((0f, 1f), (map.Apply(0), map.Apply(255)));
    }

    [Fact]
    public void PrepareImage_GreyForThreeChannels_IsRepeatedAndColourForOneIsLuminance()
    {
        var grey = Prepare(new PixelSource(1, 1, 1, 1, 8, false, false, new byte[] { 51 }), Unit with { Channels = 3 });
        Assert.Equal(768, grey.Length);
        Assert.All(grey, value => Assert.Equal(0.2, value, 1e-6));
        var colour = Prepare(new PixelSource(1, 1, 3, 1, 8, false, false, new byte[] { 255, 0, 0 }), Unit);
        Assert.All(colour, value => Assert.Equal(0.299, value, 1e-5));
    }

    [Fact]
    public void PrepareImage_Pad_KeepsProportionsAndSurroundsWithTheMinimum()
    {
        var source = new PixelSource(2, 4, 1, 1, 8, false, false, new byte[] { 255, 255, 255, 255, 255, 255, 255, 51 });
        var result = Prepare(source, Unit with { Fit = "pad" });
        Assert.Equal(new InputPlacement(2, 4, 4, 0, 8, 16), InputPlacement.Of(2, 4, Unit with { Fit = "pad" }));
        Assert.Equal(0.2, result[0], 1e-6);
        Assert.Equal(1, result[4 * 16], 1e-6);
        Assert.Equal(0.2, result[12 * 16], 1e-6);
    }

    [Theory]
    [InlineData("stretch")]
    [InlineData("pad")]
    public void ToLabelmap_ScoresOfPreparedLabels_ComeBackAtTheOriginalPlace(string fit)
    {
        var input = new InputRecipe { Height = 64, Width = 64, Fit = fit };
        const int rows = 40;
        const int columns = 90;
        var truth = new byte[rows * columns];
        for (var row = 10; row < 30; row++)
        {
            truth.AsSpan((row * columns) + 20, 40).Fill(1);
        }

        var labels = new byte[64 * 64];
        InputPreparation.PrepareLabels(truth, rows, columns, input, labels);
        var scores = labels.Select(label => label == 0 ? 1f : 0f).Concat(labels.Select(label => label == 1 ? 1f : 0f)).ToArray();
        var restored = PredictionRestoration.ToLabelmap(scores, 2, rows, columns, input);

        var wrong = truth.Zip(restored).Count(pair => pair.First != pair.Second);
        Assert.InRange(wrong, 0, 130);
    }

    static float[] Prepare(PixelSource source, InputRecipe input)
    {
        var target = new float[InputPreparation.FloatsPerImage(input)];
        InputPreparation.PrepareImage(new InputSource(source), input, null, target);
        return target;
    }

    static Normalization Derive(PixelSource source, string normalization) =>
        Assert.Single(Normalizer.Derive(Unit with { Normalization = normalization }, new InputSource(source), source.ToPlanes(1), null));
}
