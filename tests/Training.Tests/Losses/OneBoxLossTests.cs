using Studio.Contracts.Recipes;
using Studio.Training.Detection;
using Studio.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

public sealed class OneBoxLossTests
{
    // A box from (0, 0) to (2, 2) tenths and one of the same size moved by one tenth to the right and down:
    // overlap 1, union 7, box around both 3 × 3, centres √2 apart.
    [Theory]
    [InlineData("giou", 1 - (1.0 / 7) + (2.0 / 9))]
    [InlineData("diou", 1 - (1.0 / 7) + (2.0 / 18))]
    [InlineData("ciou", 1 - (1.0 / 7) + (2.0 / 18))]
    [InlineData("ciou-diou-giou", (3 * (1 - (1.0 / 7))) + (2.0 / 9) + (4.0 / 18))]
    [InlineData("mse", 0.005)]
    public void Compute_MovedBox_MatchesHandCount(string name, double expected) =>
        Assert.Equal(expected, OfBoxes(name, [0, 0, 0.2, 0.2], [0.1, 0.1, 0.2, 0.2]), 1e-6);

    [Theory]
    [InlineData("giou", 0)]
    [InlineData("diou", 0)]
    [InlineData("ciou", 0)]
    [InlineData("mse", 0)]
    public void Compute_SameBox_IsZero(string name, double expected) =>
        Assert.Equal(expected, OfBoxes(name, [0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.4]), 1e-6);

    [Fact]
    public void Ciou_OtherShape_AddsTheWeightedAngle()
    {
        // 0.4 × 0.2 around the centre of 0.2 × 0.2: IoU 1/2, centres together
        var angle = 4 / (Math.PI * Math.PI) * Math.Pow(Math.Atan(1) - Math.Atan(2), 2);
        var expected = 0.5 + (angle * angle / (0.5 + angle));
        Assert.Equal(expected, OfBoxes("ciou", [0.3, 0.4, 0.4, 0.2], [0.4, 0.4, 0.2, 0.2]), 1e-6);
    }

    [Theory]
    [InlineData("giou", 1 + (0.25 / 0.35))]
    [InlineData("diou", 1 + (0.36 / ((0.7 * 0.7) + (0.5 * 0.5))))]
    public void Compute_BoxesApart_StillFallsAsTheyComeNearer(string name, double expected)
    {
        // 0.1 × 0.5 and 0.1 × 0.5 with 0.5 between them; the centres are 0.6 apart
        Assert.Equal(expected, OfBoxes(name, [0, 0, 0.1, 0.5], [0.6, 0, 0.1, 0.5]), 1e-6);
        Assert.True(OfBoxes(name, [0.2, 0, 0.1, 0.5], [0.6, 0, 0.1, 0.5]) < expected);
    }

    [Theory]
    [InlineData("giou")]
    [InlineData("diou")]
    [InlineData("ciou")]
    public void Compute_BoxWithoutArea_IsFinite(string name)
    {
        Assert.Equal(1, OfBoxes(name, [0.5, 0.5, 0, 0], [0.5, 0.5, 0, 0]), 1e-6);
        Assert.InRange(OfBoxes(name, [0.5, 0.5, -0.1, 0.2], [0.1, 0.1, 0, 0]), 1, 2.5);
    }

    [Fact]
    public void Compute_ImageWithoutBox_DoesNotCount()
    {
        foreach (var (name, loss) in OneBoxLosses.All)
        {
            using var scope = NewDisposeScope();
            var boxes = tensor([0.1, 0.1, 0.2, 0.2, 0.5, 0.5, 0.4, 0.4], [2, 4]);
            var truth = tensor([0.2, 0.1, 0.2, 0.2, -1, -1, -1, -1], [2, 4]);
            Assert.Equal(OfBoxes(name, [0.1, 0.1, 0.2, 0.2], [0.2, 0.1, 0.2, 0.2]), loss(boxes, truth).ToDouble(), 1e-9);
            Assert.Equal(0, loss(boxes, full_like(truth, -1)).ToDouble());
        }
    }

    [Theory]
    [InlineData("ciou", "diou")]
    [InlineData("ciou-diou-giou", "diou", "diou", "giou")]
    public void Ciou_Gradient_IsThatOfTheSumWithItsWeightHeld(string name, params string[] others)
    {
        double[] start = [0.1, 0.2, 0.5, 0.3], truth = [0.3, 0.1, 0.2, 0.45];
        var weight = Weight(start, truth);
        GradientCheck.Require(
            start,
            [1, 4],
            boxes => OneBoxLosses.All[name](boxes, tensor(truth, [1, 4])),
            boxes => others.Sum(other => OfBoxes(other, boxes, truth)) + (weight * Angle(boxes, truth)));
    }

    [Fact]
    public void OfDrawn_SameSeed_IsTheLossOfTheDrawnBox()
    {
        using var scope = NewDisposeScope();
        manual_seed(8);
        var (raw, truth) = (randn(6, 8), rand(6, 4));
        foreach (var (name, loss) in OneBoxLosses.All)
        {
            manual_seed(9);
            var expected = loss(BoxDecoding.Draw(raw, 0.05), truth).ToDouble();
            manual_seed(9);
            Assert.Equal(expected, OneBoxLosses.OfDrawn(name, 0.05)(raw, truth, new LossRecipe()).ToDouble());
        }
    }

    [Fact]
    public void OfAnswer_GaussianHead_TakesTheMean()
    {
        using var scope = NewDisposeScope();
        var raw = tensor([0.1, -0.2, 0.3, 0.4, 5, 5, 5, 5], [1, 8]);
        var truth = tensor([0.3, 0.3, 0.2, 0.2], [1, 4]);
        foreach (var name in OneBoxLosses.All.Keys)
        {
            var expected = OneBoxLosses.All[name](raw.narrow(1, 0, 4).sigmoid(), truth).ToDouble();
            Assert.Equal(expected, LossCatalog.All[name](raw, truth, new LossRecipe()).ToDouble(), 1e-12);
        }
    }

    static double Angle(double[] box, double[] truth) =>
        4 / (Math.PI * Math.PI) * Math.Pow(Math.Atan(truth[2] / truth[3]) - Math.Atan(box[2] / box[3]), 2);

    static double Weight(double[] box, double[] truth)
    {
        var width = Math.Min(box[0] + box[2], truth[0] + truth[2]) - Math.Max(box[0], truth[0]);
        var height = Math.Min(box[1] + box[3], truth[1] + truth[3]) - Math.Max(box[1], truth[1]);
        var iou = width * height / ((box[2] * box[3]) + (truth[2] * truth[3]) - (width * height));
        return Angle(box, truth) / (1 - iou + Angle(box, truth));
    }

    static double OfBoxes(string name, double[] box, double[] truth)
    {
        using var scope = NewDisposeScope();
        return OneBoxLosses.All[name](tensor(box, [1, 4]), tensor(truth, [1, 4])).ToDouble();
    }
}
