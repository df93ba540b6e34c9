using Studio.Imaging.Embedding;
using Studio.Imaging.Similarity;

namespace Studio.Imaging.Tests.Embedding;

public sealed class PictureDescriptorTests
{
    [Fact]
    public void Of_SamePictureThroughAnotherWindow_HasTheSameNumbers()
    {
        GreyPicture picture = Kinds.Draw(1, seed: 3);
        GreyPicture brighter = picture with { Values = Array.ConvertAll(picture.Values, value => (2 * value) + 300) };

        Assert.Equal(PictureDescriptor.Of(picture).Values, PictureDescriptor.Of(brighter).Values);
    }

    [Fact]
    public void CopyTo_AnyPicture_PartsHaveTheirLengths()
    {
        float[] point = MapQuality.ToPoint(PictureDescriptor.Of(Kinds.Draw(2, seed: 1)));

        Assert.InRange(Length(point[..256]), 0.8, 1.01);
        Assert.Equal(0.5, Length(point[256..272]), 1);
        Assert.Equal(1, Length(point[272..]), 1);
    }

    [Fact]
    public void Of_UprightStripes_EdgesRunAcross()
    {
        var upright = new GreyPicture(32, 32, [.. Enumerable.Range(0, 1024).Select(place => (float)Math.Sin(place % 32))]);

        sbyte[] edges = PictureDescriptor.Of(upright).Values[272..];

        // Brightness changes along the rows: direction 0, in every one of the 16 cells.
        Assert.All(Enumerable.Range(0, 16), cell => Assert.True(edges[cell * 8] > 0 && edges[(cell * 8) + 1] == 0 && edges[(cell * 8) + 4] == 0));
    }

    [Fact]
    public void Of_OneValue_SaysNothingButItsShade()
    {
        sbyte[] values = PictureDescriptor.Of(new GreyPicture(5, 7, [.. Enumerable.Repeat(9f, 35)])).Values;

        Assert.Equal(127, values[256]);
        Assert.Equal(1, values.Count(value => value != 0));
    }

    [Fact]
    public void Of_OnePixel_HasAllNumbers() =>
        Assert.Equal(PictureDescriptor.Length, PictureDescriptor.Of(new GreyPicture(1, 1, [3])).Values.Length);

    [Fact]
    public void Distance_OfKinds_IsLargerThanWithinOne()
    {
        float[][] points = [.. Kinds.Describe(10, seed: 1).Select(MapQuality.ToPoint)];
        double same = Length([.. points[0].Zip(points[Kinds.Count], (a, b) => a - b)]);
        double other = Length([.. points[0].Zip(points[1], (a, b) => a - b)]);

        Assert.True(other > 1.5 * same, $"{same:0.00} within a kind, {other:0.00} between two");
    }

    private static double Length(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
}
