using System.Runtime.InteropServices;
using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;
using Studio.Training.Data;

namespace Studio.Training.Tests.Data;

public sealed class NormalizerTests
{
    static readonly InputRecipe Recipe = new() { Height = 16, Width = 16 };

    [Fact]
    public void Percentiles_RandomValues_AreThoseOfTheSortedOnes()
    {
        var random = new Random(4);
        float[][] planes = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 5001).Select(_ => (float)((random.NextDouble() - 0.5) * 300)).ToArray())];
        float[] sorted = [.. planes.SelectMany(plane => plane).Order()];
        foreach (var share in new[] { 0, 0.003, 0.01, 0.2 })
        {
            var expected = (sorted[(int)(share * (sorted.Length - 1))], sorted[(int)Math.Ceiling((1 - share) * (sorted.Length - 1))]);
            Assert.Equal(expected, PixelStatistics.Percentiles(planes, share));
        }
    }

    [Theory]
    [InlineData(-1.5f)]
    [InlineData(0f)]
    [InlineData(4095f)]
    [InlineData(float.MinValue)]
    public void FromSortable_OfSortable_IsTheSameNumberInTheSameOrder(float value)
    {
        Assert.Equal(value, PixelStatistics.FromSortable(PixelStatistics.Sortable(value)));
        Assert.True(PixelStatistics.Sortable(value) < PixelStatistics.Sortable(value + Math.Abs(value) + 1));
    }

    [Fact]
    public void Spread_MoreThanOneVector_IsThatOfAllPlanes()
    {
        var (mean, deviation) = PixelStatistics.Spread([[.. Enumerable.Range(1, 10).Select(value => (float)value)], [11]]);
        Assert.Equal(6, mean, 12);
        Assert.Equal(Math.Sqrt(10), deviation, 12);

        // limited to 1–5: five 1, one 3, five 5
        (mean, deviation) = PixelStatistics.Spread([[0, -7, 1, 1, 1, 3, 5, 5, 5, 50, 9]], 1, 5);
        Assert.Equal(3, mean, 12);
        Assert.Equal(Math.Sqrt(40 / 11.0), deviation, 12);
    }

    [Fact]
    public void Derive_ClippedZScore_CutsBothEndsBeforeMeasuring()
    {
        // 100 values: 1 % cuts nothing but the two extremes, -1000 → 0 and 1000 → 9
        float[] values = [-1000, .. Enumerable.Repeat(0f, 49), .. Enumerable.Repeat(9f, 49), 1000];
        var map = Map(values, Recipe with { Normalization = "zscore-clipped", ClipPercent = 1.5 });
        Assert.Equal((4.5, 4.5), (map.Offset, map.Scale));
        Assert.Equal([-1f, -1, 1, 1], new[] { -1000f, 0, 9, 1000 }.Select(map.Apply));
    }

    [Fact]
    public void Derive_Percentile_TakesTheRecipesPercentage()
    {
        float[] values = [.. Enumerable.Range(0, 101).Select(value => (float)value)];
        var map = Map(values, Recipe with { Normalization = "percentile", ClipPercent = 10 });
        Assert.Equal([0f, 0, 0.5f, 1, 1], new[] { 0f, 10, 50, 90, 100 }.Select(map.Apply));
    }

    [Fact]
    public void PrepareImage_Window_IsInHounsfieldUnits()
    {
        // stored 0, 1024 - 160, 1024 + 40, 1024 + 240 with intercept -1024: below, -160, 40, 240 HU in the window 40 ± 200
        var source = Grey([0, 864, 1064, 1264]) with { RescaleIntercept = -1024 };
        Assert.Equal([0f, 0, 0.5f, 1], Prepare(source, Recipe with { Normalization = "window" }));

        var steep = Grey([0, 432, 532, 632]) with { RescaleSlope = 2, RescaleIntercept = -1024 };
        Assert.Equal([0f, 0, 0.5f, 1], Prepare(steep, Recipe with { Normalization = "window" }));
    }

    [Fact]
    public void PrepareImage_WindowOfMonochrome1_IsTheMirroredWindow()
    {
        var source = Grey([0, 864, 1064, 1264]) with { RescaleIntercept = -1024, IsMonochrome1 = true };
        Assert.Equal([1f, 1, 0.5f, 0], Prepare(source, Recipe with { Normalization = "window" }));
    }

    [Fact]
    public void PrepareImage_UnitAfterRescale_StillMapsTheBitDepth()
    {
        var source = Grey([0, 1024, 2048, 4095]) with { RescaleSlope = -3, RescaleIntercept = 100 };
        Assert.Equal([0f, 1024 / 4095f, 2048 / 4095f, 1], Prepare(source, Recipe with { Normalization = "unit" }), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void PrepareImage_Statistics_AreOfAllChannelsOrOfEach()
    {
        var source = new InputSource([Grey([0, 0, 2, 2]), Grey([10, 10, 30, 30])]);
        var recipe = Recipe with { Height = 2, Width = 2, Channels = 2 };
        Assert.Equal([-1f, -1, 1, 1, -1, -1, 1, 1], Prepare(source, recipe with { Statistics = "channel" }));
        var together = Prepare(source, recipe with { Statistics = "image" });
        Assert.Equal(0, together.Average(), 1e-6);
        Assert.True(together[3] < together[4]);
    }

    [Fact]
    public void Result_OfAllImages_NormalisesThemAlike()
    {
        var recipe = Recipe with { Height = 2, Width = 2, Statistics = "dataset" };
        var measurement = new DatasetMeasurement(recipe, 2);
        measurement.Add(1, new InputSource(Grey([0, 0, 4, 4])));
        measurement.Add(0, new InputSource(Grey([4, 4, 8, 8])));
        var statistics = measurement.Result();
        Assert.Equal([new ChannelStatistics(4, Math.Sqrt(8), null, null)], statistics.Channels);
        var result = Prepare(new InputSource(Grey([0, 4, 8, 0])), recipe, statistics);
        Assert.Equal([-4 / Math.Sqrt(8), 0, 4 / Math.Sqrt(8), -4 / Math.Sqrt(8)], result.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData("percentile")]
    [InlineData("zscore-clipped")]
    public void Result_Clipped_IsThatOfAllPixelsTogether(string normalization)
    {
        var random = new Random(8);
        ushort[][] images = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 4000).Select(_ => (ushort)random.Next(4096)).ToArray())];
        var recipe = Recipe with { Normalization = normalization, Statistics = "dataset", ClipPercent = 2 };
        var measurement = new DatasetMeasurement(recipe, 3);
        foreach (var (position, values) in images.Index())
        {
            measurement.Add(position, new InputSource(Grey(values)));
        }

        var together = Map([.. images.SelectMany(values => values).Select(value => (float)value)], recipe with { Statistics = "image" });
        var map = Normalization.Of(Assert.Single(measurement.Result().Channels));
        Assert.Equal(together.Offset, map.Offset, 9);
        Assert.Equal(together.Scale, map.Scale, 9);
        Assert.Equal(together.Least, map.Least, 9);
        Assert.Equal(together.Most, map.Most, 9);
    }

    static PixelSource Grey(ushort[] values) =>
        new(values.Length / (values.Length % 2 == 0 ? 2 : 1), values.Length % 2 == 0 ? 2 : 1, 1, 2, 12, false, false, MemoryMarshal.AsBytes<ushort>(values).ToArray());

    static Normalization Map(float[] values, InputRecipe recipe) =>
        Assert.Single(Normalizer.Derive(recipe, new InputSource(Grey([0, 0])), [values], null));

    static float[] Prepare(PixelSource source, InputRecipe recipe) =>
        Prepare(new InputSource(source), recipe with { Height = source.Rows, Width = source.Columns });

    static float[] Prepare(InputSource source, InputRecipe recipe, DatasetStatistics? dataset = null)
    {
        var target = new float[InputPreparation.FloatsPerImage(recipe)];
        InputPreparation.PrepareImage(source, recipe, dataset, target);
        return target;
    }
}
