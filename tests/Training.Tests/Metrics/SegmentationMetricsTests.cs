using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Metrics;

namespace Studio.Training.Tests.Metrics;

/// <summary>By hand: what a ruler and a count on squared paper give.</summary>
public sealed class SegmentationMetricsTests
{
    static readonly IReadOnlyList<ClassDefinition> Classes = [ClassPalette.Define(1, "nerve"), ClassPalette.Define(2, "vessel")];

    /// <summary>Two pixels three rows and four columns apart, pixels of 2 mm × 0.5 mm.</summary>
    [Fact]
    public void OfImage_OnePixelEach_DistanceIsThatOfTheCentres()
    {
        var (truth, answer) = (new byte[5 * 6], new byte[5 * 6]);
        truth[(0 * 6) + 1] = 1;
        answer[(3 * 6) + 5] = 1;
        var values = Measure(truth, answer, 5, 6, (2, 0.5));

        Assert.Equal(Math.Sqrt(36 + 4), values["hd95mm.nerve"]!.Value, 12);
        Assert.Equal(Math.Sqrt(36 + 4), values["assdmm.nerve"]!.Value, 12);
        Assert.DoesNotContain("hd95px.nerve", values.Keys);
        Assert.Equal((0.0, 0.0, 0.0, 0.0), (values["iou.nerve"], values["dice.nerve"], values["precision.nerve"], values["recall.nerve"]));
        Assert.Equal(28.0 / 29, values["specificity.nerve"]);
        Assert.Equal((0.0, 1.0), (values["volumedifference.nerve"], values["imagesensitivity.nerve"]));
        Assert.Null(values["imagespecificity.nerve"]);
        Assert.Equal(1.0, values["imagespecificity.vessel"]);
        Assert.Null(values["imagesensitivity.vessel"]);
        Assert.Equal((0.0, 1.0, 1.0, 30.0), (values["tp.nerve"], values["fp.nerve"], values["fn.nerve"], values["pixels"]));
    }

    /// <summary>A square of 3 × 3 and the same one column further right: 2 × 8 surface pixels.</summary>
    [Fact]
    public void OfImage_ShiftedSquare_InPixelsWhereTheSizeIsUnknown()
    {
        var (truth, answer) = (Square(7, 8, 2, 2), Square(7, 8, 2, 3));
        var values = Measure(truth, answer, 7, 8, null);

        // Of the left square its left column is 1 away from the right one's; its right column lies on the hole beside the
        // right square's left column or on its edge: 0 above and below, 1 in the middle (the hole's pixel). The other way alike.
        double[] oneWay = [1, 1, 1, 0, 0, 0, 0, 1];
        Assert.Equal(oneWay.Average(), values["assdpx.nerve"]!.Value, 12);
        Assert.Equal(1, values["hd95px.nerve"]!.Value, 12);
        Assert.Equal(6.0 / 12, values["iou.nerve"]);
        Assert.Equal(0, values["volumedifference.nerve"]);
    }

    /// <summary>Nineteen surface pixels hit and one far away in both rows: the percentile lies between the two.</summary>
    [Fact]
    public void OfImage_OneFarPixel_PercentileIsInterpolated()
    {
        var (truth, answer) = (new byte[40], new byte[40]);
        for (var column = 0; column < 10; column++)
        {
            truth[column] = answer[column] = 1;
        }

        answer[29] = 1;
        var values = Measure(truth, answer, 1, 40, (1, 0.5));

        // 21 distances, 20 of them 0 and one of 20 pixels of 0.5 mm: the 95th percentile is at place 19 of 0 to 20.
        Assert.Equal(0, values["hd95mm.nerve"]!.Value, 12);
        Assert.Equal(10.0 / 21, values["assdmm.nerve"]!.Value, 12);
        answer[28] = 1;
        Assert.Equal(9.5 * (0.95 * 21 % 1), Measure(truth, answer, 1, 40, (1, 0.5))["hd95mm.nerve"]!.Value, 9);
    }

    [Fact]
    public void OfImage_BothEmpty_HasNoOverlapAndNoDistance()
    {
        var values = Measure(new byte[12], new byte[12], 3, 4, null);
        Assert.All(["iou.nerve", "dice.nerve", "hd95px.nerve", "assdpx.nerve", "precision.nerve", "recall.nerve", "volumedifference.nerve", "iou.mean"], name => Assert.Null(values[name]));
        Assert.Equal((1.0, 1.0, 1.0), (values["specificity.nerve"], values["imagespecificity.mean"], values["accuracy"]));
    }

    [Fact]
    public void OfImage_OneEmpty_OverlapIsZero()
    {
        var answer = new byte[12];
        answer[5] = 1;
        var values = Measure(new byte[12], answer, 3, 4, null);
        Assert.Equal((0.0, 0.0, 0.0), (values["iou.nerve"], values["dice.nerve"], values["imagespecificity.nerve"]));
        Assert.Null(values["hd95px.nerve"]);
    }

    [Fact]
    public void OfImage_Baseline_StandsBesideWithItsCounts()
    {
        var values = SegmentationMetrics.OfImage(
            Sample(1, 2, null), [0, 1], [0, 1], [new PixelCounts(3, 1, 2), default], Classes);
        Assert.Equal((0.5, 6.0 / 9, 0.5), (values["baseline.iou.nerve"], values["baseline.dice.nerve"]!.Value, values["baseline.iou.mean"]));
        Assert.Equal((3.0, 1.0, 2.0), (values["baseline.tp.nerve"], values["baseline.fp.nerve"], values["baseline.fn.nerve"]));
    }

    [Fact]
    public void Squared_NoSite_IsInfinite()
    {
        var squared = new double[6];
        DistanceTransform.Squared(new byte[6], 1, 2, 3, GridSpacing.Pixels, squared);
        Assert.All(squared, value => Assert.Equal(double.PositiveInfinity, value));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void Squared_SpacingThatIsNone_Throws(double spacing) => Assert.Throws<ArgumentException>(
        () => DistanceTransform.Squared(new byte[6], 1, 2, 3, new GridSpacing(1, 1, spacing), new double[6]));

    static byte[] Square(int rows, int columns, int top, int left)
    {
        var mask = new byte[rows * columns];
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            mask[pixel] = (byte)((pixel / columns) - top is >= 0 and < 3 && (pixel % columns) - left is >= 0 and < 3 ? 1 : 0);
        }

        return mask;
    }

    static IReadOnlyDictionary<string, double?> Measure(byte[] truth, byte[] answer, int rows, int columns, (double Row, double Column)? spacing) =>
        SegmentationMetrics.OfImage(Sample(rows, columns, spacing), truth, answer, [], Classes);

    static SampleSpec Sample(int rows, int columns, (double Row, double Column)? spacing) => new(
        1, "a", "p", Split.Test, rows, columns, 1, 1, 8, false, false, spacing?.Row, spacing?.Column, new BlobReference("", 0), null);
}
