using System.Buffers.Binary;

namespace Studio.Imaging.Tests;

public sealed class WorkingFormTests
{
    [Fact]
    public void Of_TwoByteSamples_IsTheFileItself()
    {
        DecodedFile file = File(new RasterLayout(1, 2, 1, 2, 16), [1, 0, 2, 0]);

        Assert.Same(file, WorkingForm.Of(file));
    }

    [Theory]
    [InlineData(new[] { 0, 70, 65_535 }, false, 0)]
    [InlineData(new[] { -32_768, 0, 32_767 }, true, 0)]
    [InlineData(new[] { 1_000_000, 1_000_001, 1_065_535 }, false, 1_000_000)]
    [InlineData(new[] { -65_535, -1, 0 }, false, -65_535)]
    public void Of_WholeNumbersWithinTheLevels_KeepsThemExactly(int[] values, bool isSigned, double origin)
    {
        DecodedFile file = WorkingForm.Of(Integers(values, rescaleSlope: 2, rescaleIntercept: 5));

        Assert.Equal((2, 16, isSigned), (file.Facts.Layout.BytesPerSample, file.Facts.Layout.BitsStored, file.Facts.Layout.IsSigned));
        Assert.Equal((2, (2 * origin) + 5), (file.Facts.RescaleSlope, file.Facts.RescaleIntercept));
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal((2.0 * values[i]) + 5, Rescaled(file, i));
        }

        Assert.Empty(file.Facts.Warnings);
        Assert.Equal(values.Min(), (file.Facts.Statistics.Minimum * 1) + origin);
    }

    [Fact]
    public void Of_WholeNumbersBeyondTheLevels_AreOffByHalfAStepAtMostAndSaySo()
    {
        int[] values = [-2_000_000_000, -1, 3, 12_345_678, 2_000_000_000];

        DecodedFile file = WorkingForm.Of(Integers(values, rescaleSlope: 0.5, rescaleIntercept: -1));

        double step = 4_000_000_000.0 / 65_535;
        for (int i = 0; i < values.Length; i++)
        {
            Assert.InRange(Rescaled(file, i), (values[i] * 0.5) - 1 - (step / 4) - 1e-6, (values[i] * 0.5) - 1 + (step / 4) + 1e-6);
        }

        Assert.Contains("65,536 equal steps", Assert.Single(file.Facts.Warnings), StringComparison.Ordinal);
        Assert.Equal((0.0, 65_535.0), (file.Facts.Statistics.Minimum, file.Facts.Statistics.Maximum));
    }

    [Fact]
    public void Of_FloatingPoint_MapsNanAndInfinitiesToTheEnds()
    {
        DecodedFile file = WorkingForm.Of(Floats(float.NaN, -1.5f, 2.5f, float.PositiveInfinity, float.NegativeInfinity, 0.5f));

        Assert.Equal([0, 0, 65_535, 65_535, 0, 32_768], Enumerable.Range(0, 6).Select(file.Frames[0].SampleAt));
        Assert.Equal(-1.5, Rescaled(file, 1), 9);
        Assert.Equal(2.5, Rescaled(file, 2), 9);
        Assert.InRange(Rescaled(file, 5), 0.5 - (2.0 / 65_535), 0.5 + (2.0 / 65_535));
    }

    [Fact]
    public void Of_FloatsThatAreWholeNumbers_KeepsThem()
    {
        DecodedFile file = WorkingForm.Of(Floats(0, 1, 2, 250));

        Assert.Equal([0, 1, 2, 250], Enumerable.Range(0, 4).Select(file.Frames[0].SampleAt));
        Assert.Equal((1, 0), (file.Facts.RescaleSlope, file.Facts.RescaleIntercept));
        Assert.Empty(file.Facts.Warnings);
    }

    [Theory]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(3.25f, 3.25f)]
    public void Of_FloatsWithoutARange_GiveOneLevel(float first, float second)
    {
        DecodedFile file = WorkingForm.Of(Floats(first, second));

        Assert.Equal([0, 0], Enumerable.Range(0, 2).Select(file.Frames[0].SampleAt));
        Assert.Equal(float.IsNaN(first) ? 0 : first, Rescaled(file, 0));
    }

    [Fact]
    public void Of_WideColours_KeepTheFullRangeAsWhite()
    {
        var samples = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(samples, uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(samples.AsSpan(4), 1u << 31);
        DecodedFile file = File(new RasterLayout(1, 1, 3, 4, 32), samples, Photometric.Rgb);

        Assert.Equal([65_535, 32_768, 0], Enumerable.Range(0, 3).Select(WorkingForm.Of(file).Frames[0].SampleAt));
    }

    [Fact]
    public void Of_ModalityTable_ReplacesSamplesAndRescale()
    {
        DecodedFile file = File(new RasterLayout(1, 4, 1, 1, 8, IsSigned: true), [unchecked((byte)-5), unchecked((byte)-1), 0, 100]);
        var table = new LookupTable("OD", -1, [10, 20, 4000], 12);

        DecodedFile working = WorkingForm.Of(file with { Facts = file.Facts with { ModalityLut = table, RescaleSlope = 3, RescaleIntercept = 9 } });

        Assert.Equal([10, 10, 20, 4000], Enumerable.Range(0, 4).Select(working.Frames[0].SampleAt));
        Assert.Equal((1, 0, 12, false), (working.Facts.RescaleSlope, working.Facts.RescaleIntercept, working.Facts.Layout.BitsStored, working.Facts.Layout.IsSigned));
        Assert.Null(working.Facts.ModalityLut);
        Assert.Equal(4000, working.Facts.Statistics.Maximum);
    }

    [Fact]
    public void Of_FramesWithTheirOwnRescale_ComposesEach()
    {
        DecodedFile file = Integers([1_000_000, 1_000_010], rescaleSlope: 2, rescaleIntercept: 0);
        FrameFacts own = new() { RescaleSlope = 4, RescaleIntercept = null };

        DecodedFile working = WorkingForm.Of(file with { Facts = file.Facts with { PerFrame = [own, new FrameFacts()] } });

        Assert.Equal((4, 4_000_000), (working.Facts.PerFrame[0].RescaleSlope, working.Facts.PerFrame[0].RescaleIntercept));
        Assert.Equal(new FrameFacts(), working.Facts.PerFrame[1]);
    }

    private static double Rescaled(DecodedFile file, int index) =>
        (file.Frames[0].SampleAt(index) * file.Facts.RescaleSlope) + file.Facts.RescaleIntercept;

    private static DecodedFile Integers(int[] values, double rescaleSlope, double rescaleIntercept)
    {
        var samples = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, samples, 0, samples.Length);
        DecodedFile file = File(new RasterLayout(1, values.Length, 1, 4, 32, IsSigned: true), samples);
        return file with { Facts = file.Facts with { RescaleSlope = rescaleSlope, RescaleIntercept = rescaleIntercept } };
    }

    private static DecodedFile Floats(params float[] values)
    {
        var samples = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, samples, 0, samples.Length);
        return File(new RasterLayout(1, values.Length, 1, 4, 32, IsSigned: true, IsFloat: true), samples);
    }

    private static DecodedFile File(RasterLayout layout, byte[] samples, Photometric photometric = Photometric.Monochrome2)
    {
        var frame = new RasterImage(layout, samples);
        var facts = new ImageFacts
        {
            Format = "test",
            Layout = layout,
            Photometric = photometric,
            FrameCount = 1,
            Statistics = SampleStatistics.Measure([frame]),
        };
        return new DecodedFile(facts, [frame]);
    }
}
