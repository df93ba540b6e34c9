using System.Text;

namespace Studio.Imaging.Tests.Formats;

public sealed class NetpbmTests
{
    [Fact]
    public void Decode_TextGreyWithComment_ReadsNumbers()
    {
        DecodedFile file = TestImages.Decode(Encoding.ASCII.GetBytes("P2\n# made by hand\n3 2\n15\n0 1 2\n13 14 15\n"));

        Assert.Equal("PGM/PPM", file.Facts.Format);
        Assert.Equal(new RasterLayout(2, 3, 1, 1, 4), file.Facts.Layout);
        Assert.Equal([0, 1, 2, 13, 14, 15], file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_TextColour_ReadsTriples() =>
        Assert.Equal([255, 0, 0, 0, 9, 0], TestImages.Decode(Encoding.ASCII.GetBytes("P3 2 1 255 255 0 0 0 9 0")).Frames[0].Samples);

    [Fact]
    public void Decode_BinarySixteenBit_SwapsBytes()
    {
        DecodedFile file = TestImages.Decode([.. "P5 2 1 4095\n"u8, 0x01, 0x02, 0x0F, 0xFF]);

        Assert.Equal([0x02, 0x01, 0xFF, 0x0F], file.Frames[0].Samples);
        Assert.Equal(12, file.Facts.Layout.BitsStored);
    }

    [Fact]
    public void Decode_BinaryColour_ReadsTriples() =>
        Assert.Equal([1, 2, 3], TestImages.Decode([.. "P6 1 1 255\n"u8, 1, 2, 3]).Frames[0].Samples);

    [Fact]
    public void Decode_MissingRows_AreCounted() =>
        Assert.Equal(
            "The file ends early: 5 rows are announced, 2 are there.",
            TestImages.Reject([.. "P5 4 5 255\n"u8, 1, 2, 3, 4, 1, 2, 3, 4, 9]));

    [Theory]
    [InlineData("P5 4\n")]
    [InlineData("P5 4 5 0\n")]
    [InlineData("P5 0 5 255\n")]
    [InlineData("P5 4 5 70000\n")]
    [InlineData("P5 99999999999 5 255\n")]
    [InlineData("P2 2 1 9 3 300")]
    [InlineData("P2 2 1 9 3 11")]
    [InlineData("P2 60000 60000 255 1 2 3")]
    [InlineData("P2 2 1 9 3 x")]
    public void Decode_BadHeaderOrValue_IsRejected(string text) => Assert.NotEmpty(TestImages.Reject(Encoding.ASCII.GetBytes(text)));
}
