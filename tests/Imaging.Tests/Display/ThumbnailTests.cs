using Studio.Imaging.Display;

namespace Studio.Imaging.Tests.Display;

public sealed class ThumbnailTests
{
    private static readonly byte[] Identity = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    [Fact]
    public void Shrink_TwoByTwoBlocks_AreTheirMeans()
    {
        var frame = new RasterImage(new RasterLayout(2, 4, 1, 1, 8), [10, 20, 0, 0, 30, 40, 0, 2]);

        RasterImage small = Thumbnail.Shrink(frame, Identity, 2);

        Assert.Equal((1, 2), (small.Rows, small.Columns));
        Assert.Equal([25, 1], small.Samples);
    }

    [Fact]
    public void Shrink_UnevenSize_UsesEveryPixelOnce()
    {
        // Columns 0, 1, 2 fall into blocks [0, 1) and [1, 3); rows likewise.
        var frame = new RasterImage(new RasterLayout(3, 3, 1, 1, 8), [1, 2, 4, 8, 10, 20, 8, 30, 40]);

        Assert.Equal([1, 3, 8, 25], Thumbnail.Shrink(frame, Identity, 2).Samples);
    }

    [Fact]
    public void Shrink_Colour_AveragesEachChannel()
    {
        var frame = new RasterImage(new RasterLayout(1, 2, 3, 1, 8), [0, 100, 200, 10, 0, 100]);

        Assert.Equal([5, 50, 150], Thumbnail.Shrink(frame, Identity, 1).Samples);
    }

    [Fact]
    public void Render_SmallerThanTheLimit_KeepsTheSize()
    {
        DecodedFile file = TestImages.Decode(Imaging.Formats.Png.PngWriter.Write(TestImages.Noise(new RasterLayout(5, 7, 1, 2, 16), 1)));

        DecodedFile thumbnail = TestImages.Decode(Thumbnail.Render(file.Frames[0], file.Facts, 256));

        Assert.Equal((5, 7, 1), (thumbnail.Facts.Layout.Rows, thumbnail.Facts.Layout.Columns, thumbnail.Facts.Layout.BytesPerSample));
    }

    [Fact]
    public void Render_SixteenBit_SpreadsThePercentilesOverAllGreys()
    {
        var samples = new byte[2 * 200 * 200];
        for (int i = 0; i < samples.Length / 2; i++)
        {
            int value = 5000 + (i % 200);
            samples[2 * i] = (byte)value;
            samples[(2 * i) + 1] = (byte)(value >> 8);
        }

        DecodedFile file = TestImages.Decode(Imaging.Formats.Png.PngWriter.Write(new RasterImage(new RasterLayout(200, 200, 1, 2, 16), samples)));
        SampleStatistics thumbnail = TestImages.Decode(Thumbnail.Render(file.Frames[0], file.Facts, 100)).Facts.Statistics;

        Assert.InRange(thumbnail.Minimum, 0, 2);
        Assert.InRange(thumbnail.Maximum, 253, 255);
    }
}
