using Studio.Contracts.Recipes;
using Studio.Training.Detection;
using Studio.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

public sealed class DetectionLossTests
{
    const int Side = 32;
    const int Positions = 16 + 4 + 1;
    static readonly double Ln2 = Math.Log(2);

    // Around the middle (16, 16), the positions 12 and 20 of the finest level on both axes answer for a box of the whole
    // input. Each has its nearer sides at 12 and its farther ones at 20 pixels: centre-ness 12 / 20.
    const double Centreness = 0.6;

    // With 16 to every side from there: 28 × 28 in common, 36 × 36 around both.
    const double Giou = 1 - (784.0 / 1264) + (32.0 / 1296);

    [Fact]
    public void Compute_OneBox_MatchesHandCount()
    {
        using var scope = NewDisposeScope();
        var (yes, no) = (0.25 * 0.25 * Ln2, 0.75 * 0.25 * Ln2); // focal loss at a logit of 0
        var ofClasses = ((4 * yes) + (((2 * Positions) - 4) * no)) / 4;
        Assert.Equal(ofClasses + Giou + Ln2, Compute(Answer(16), [new(1, 0, 0, Side, Side)], new LossRecipe()), 1e-5);
    }

    [Fact]
    public void Compute_ClassWeights_MultiplyTheirClass()
    {
        using var scope = NewDisposeScope();
        var (yes, no) = (0.25 * 0.25 * Ln2, 0.75 * 0.25 * Ln2);
        var ofClasses = ((2 * Positions * no) + (3 * ((4 * yes) + ((Positions - 4) * no)))) / 4;
        var recipe = new LossRecipe { ClassWeights = [2, 3] };
        Assert.Equal(ofClasses + Giou + Ln2, Compute(Answer(16), [new(1, 0, 0, Side, Side)], recipe), 1e-5);
    }

    [Fact]
    public void Compute_NoBox_IsTheClassesAlone()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(2 * Positions * 0.75 * 0.25 * Ln2, Compute(Answer(16), [], new LossRecipe()), 1e-5);
    }

    [Fact]
    public void Compute_TheTruthItself_IsTheLeastThatCentrenessAllows()
    {
        using var scope = NewDisposeScope();
        LabelledBox[] boxes = [new(0, 0, 0, Side, Side)];
        var output = Answer(0);
        output.narrow(1, 0, 2).fill_(-30);
        var positions = DetectorGeometry.Positions(Side, Side);
        foreach (var (place, index) in BoxAssignment.Assign(positions, boxes).Index().Where(pair => pair.Item >= 0))
        {
            var sides = SideDistances.Between(positions[place], boxes[index]);
            output[0, 0, place].fill_(30);
            foreach (var (row, value) in new[] { sides.Left, sides.Top, sides.Right, sides.Bottom }.Index())
            {
                output[0, 2 + row, place].fill_(value);
            }

            output[0, 6, place].fill_(Math.Log(Centreness / (1 - Centreness)));
        }

        var entropy = -(Centreness * Math.Log(Centreness)) - ((1 - Centreness) * Math.Log(1 - Centreness));
        Assert.Equal(entropy, Compute(output, boxes, new LossRecipe()), 1e-5);
    }

    [Fact]
    public void Compute_OutputOfAnotherInput_SaysSo()
    {
        using var scope = NewDisposeScope();
        var problem = Assert.Throws<ArgumentException>(() => Compute(Answer(1).narrow(2, 0, 20), [], new LossRecipe()));
        Assert.Contains("21 positions", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>[1, 2 + 5, 21]: logits 0 and one distance to every side.</summary>
    static Tensor Answer(double distance)
    {
        var output = zeros(1, 7, Positions);
        output.narrow(1, 2, 4).fill_(distance);
        return output;
    }

    static double Compute(Tensor output, LabelledBox[] boxes, LossRecipe recipe) =>
        LossCatalog.All["detection"](output, DetectionTarget.Pack([boxes], Side, Side), recipe).ToDouble();
}
