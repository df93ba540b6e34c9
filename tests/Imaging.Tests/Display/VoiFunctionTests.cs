using Studio.Imaging.Display;

namespace Studio.Imaging.Tests.Display;

public sealed class VoiFunctionTests
{
    // PS3.3 C.11.2.1.2.1, note 4: c = 2048, w = 4096 maps 0..4095 to the full range, c = 2048, w = 1 is a threshold.
    [Theory]
    [InlineData(2048, 4096, 0, 0)]
    [InlineData(2048, 4096, 4095, 255)]
    [InlineData(2048, 4096, 2047.5, 127.5)]
    [InlineData(2048, 1, 2047.4, 0)]
    [InlineData(2048, 1, 2047.5, 0)]
    [InlineData(2048, 1, 2047.6, 255)]
    [InlineData(0, 100, -50, 0)]
    [InlineData(0, 100, 49, 255)]
    [InlineData(0, 100, 48, 252.42424242424244)]
    public void Linear_HandComputed_Matches(double center, double width, double value, double expected) =>
        Assert.Equal(expected, VoiFunction.Apply(new DisplayWindow("", center, width), value), 9);

    [Theory]
    [InlineData(0, 100, -50, 0)]
    [InlineData(0, 100, 50, 255)]
    [InlineData(0, 100, 0, 127.5)]
    [InlineData(0, 100, 25, 191.25)]
    [InlineData(10, 0, 10, 0)]
    [InlineData(10, 0, 10.5, 255)]
    public void LinearExact_HandComputed_Matches(double center, double width, double value, double expected) =>
        Assert.Equal(expected, VoiFunction.Apply(new DisplayWindow("", center, width, WindowFunction.LinearExact), value), 9);

    [Theory]
    [InlineData(0, 127.5)]
    [InlineData(25, 186.41993755065)]
    [InlineData(-1000, 0)]
    [InlineData(1000, 255)]
    public void Sigmoid_HandComputed_Matches(double value, double expected) =>
        Assert.Equal(expected, VoiFunction.Apply(new DisplayWindow("", 0, 100, WindowFunction.Sigmoid), value), 8);

    [Fact]
    public void Build_SignedWithRescale_IndexesByRawBits()
    {
        ImageFacts facts = Facts(new RasterLayout(1, 1, 1, 2, 16, IsSigned: true)) with { RescaleSlope = 2, RescaleIntercept = -10 };
        byte[] lut = DisplayLut.Build(facts, new DisplayWindow("", 0, 20, WindowFunction.LinearExact));

        Assert.Equal(65_536, lut.Length);
        Assert.Equal(0, lut[0]);
        Assert.Equal(128, lut[5]);
        Assert.Equal(255, lut[10]);
        Assert.Equal(0, lut[0xFFFF]);
    }

    [Fact]
    public void Build_Monochrome1_TurnsBrightnessRound()
    {
        ImageFacts facts = Facts(new RasterLayout(1, 1, 1, 1, 8)) with { Photometric = Photometric.Monochrome1 };

        byte[] lut = DisplayLut.Build(facts, DefaultWindow.Of(facts));

        Assert.Equal(255, lut[0]);
        Assert.Equal(0, lut[255]);
    }

    [Fact]
    public void DefaultWindow_SixteenBitWithoutWindow_UsesPercentiles()
    {
        ImageFacts facts = Facts(new RasterLayout(1, 1, 1, 2, 12)) with { Statistics = new SampleStatistics(0, 4000, 100, 300), RescaleIntercept = -1000 };

        DisplayWindow window = DefaultWindow.Of(facts);

        Assert.Equal(new DisplayWindow("Automatic", -800, 200, WindowFunction.LinearExact), window);
    }

    [Fact]
    public void DefaultWindow_ConstantPicture_HasAWidth()
    {
        ImageFacts facts = Facts(new RasterLayout(1, 1, 1, 2, 12)) with { Statistics = new SampleStatistics(7, 7, 7, 7) };

        Assert.True(DefaultWindow.Of(facts).Width > 0);
    }

    [Fact]
    public void DefaultWindow_FileHasWindows_TakesTheFirst()
    {
        var lung = new DisplayWindow("Lung", -600, 1500);
        ImageFacts facts = Facts(new RasterLayout(1, 1, 1, 2, 12)) with { Windows = [lung, new DisplayWindow("Bone", 300, 2000)] };

        Assert.Equal(lung, DefaultWindow.Of(facts));
    }

    private static ImageFacts Facts(RasterLayout layout) => new()
    {
        Format = "test",
        Layout = layout,
        Photometric = Photometric.Monochrome2,
        FrameCount = 1,
        Statistics = default,
    };
}
