using Studio.Imaging.Labelmaps;

namespace Studio.Imaging.Tests.Labelmaps;

public sealed class LabelmapTests
{
    [Fact]
    public void CountPixels_ThreeClasses_CountsEach()
    {
        long[] counts = Labelmap.CountPixels([0, 0, 1, 2, 2, 255]);

        Assert.Equal(256, counts.Length);
        Assert.Equal(2, counts[0]);
        Assert.Equal(1, counts[1]);
        Assert.Equal(2, counts[2]);
        Assert.Equal(1, counts[255]);
        Assert.Equal(6, counts.Sum());
    }

    [Fact]
    public void ResizeNearest_DoubledAndHalved_KeepsClasses()
    {
        var labelmap = new Labelmap(2, 2, [1, 2, 3, 4]);

        Labelmap doubled = labelmap.ResizeNearest(4, 4);

        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4], doubled.Classes);
        Assert.Equal(labelmap.Classes, doubled.ResizeNearest(2, 2).Classes);
    }

    [Fact]
    public void ResizeNearest_ThreeToOne_TakesTheMiddle() =>
        Assert.Equal([5], new Labelmap(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9]).ResizeNearest(1, 1).Classes);

    [Fact]
    public void Constructor_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => new Labelmap(2, 3, new byte[5]));

    [Fact]
    public void Packing_RoundTrip_GivesTheSameClasses()
    {
        byte[] classes = [.. Enumerable.Range(0, 600).Select(i => (byte)(i % 7))];

        bool isRead = LabelmapPacking.TryUnpack(LabelmapPacking.Pack(classes), 20, 30, out byte[] unpacked, out string? error);

        Assert.True(isRead);
        Assert.Null(error);
        Assert.Equal(classes, unpacked);
    }

    [Theory]
    [InlineData(599, "ends early: 600 pixels are expected, 599 are there")]
    [InlineData(601, "larger than the picture of 30×20 pixels")]
    public void TryUnpack_WrongLength_SaysSo(int length, string expected)
    {
        bool isRead = LabelmapPacking.TryUnpack(LabelmapPacking.Pack(new byte[length]), 20, 30, out byte[] classes, out string? error);

        Assert.False(isRead);
        Assert.Empty(classes);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryUnpack_NotGzip_SaysDamaged()
    {
        Assert.False(LabelmapPacking.TryUnpack(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, 2, 2, out _, out string? error));
        Assert.Contains("damaged", error, StringComparison.Ordinal);
    }
}
