using Studio.Training.Detection;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Detection;

public sealed class BoxDecodingTests
{
    [Fact]
    public void Draw_ManyTimes_HasTheMeanAndSpreadOfTheAnswer()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        const double kappa = 0.05;
        var raw = tensor([0f, 1, -1, 2, 0, 3, -3, 50], [1, 8]);
        var drawn = BoxDecoding.Draw(raw.expand(20000, 8), kappa);
        var mean = drawn.mean([0]).data<float>().ToArray();
        var spread = drawn.std([0]).data<float>().ToArray();
        for (var index = 0; index < 4; index++)
        {
            var values = raw.data<float>().ToArray();
            Assert.Equal(Sigmoid(values[index]), mean[index], 2e-3);
            Assert.Equal(kappa * Sigmoid(values[index + 4]), spread[index], 1e-3);
        }
    }

    [Fact]
    public void Draw_Backward_ReachesMeanAndSpread()
    {
        using var scope = NewDisposeScope();
        using var raw = zeros([1, 8], requires_grad: true);
        manual_seed(1);
        var noise = randn(1, 4).data<float>().ToArray();
        manual_seed(1);
        BoxDecoding.Draw(raw, 0.2).sum().backward();
        var gradient = raw.grad!.data<float>().ToArray();
        for (var index = 0; index < 4; index++)
        {
            Assert.Equal(0.25, gradient[index], 1e-6); // σ'(0)
            Assert.Equal(0.2 * noise[index] * 0.25, gradient[index + 4], 1e-6);
        }
    }

    [Fact]
    public void Mean_WithAndWithoutSpread_IsTheSame()
    {
        using var scope = NewDisposeScope();
        var raw = randn(3, 8);
        Assert.True(BoxDecoding.Mean(raw).Equals(BoxDecoding.Mean(raw.narrow(1, 0, 4))));
    }

    [Fact]
    public void Corners_NegativeSize_CountsAsNone()
    {
        using var scope = NewDisposeScope();
        var corners = BoxDecoding.Corners(tensor([0.1f, 0.2f, 0.3f, -0.1f], [1, 4]));
        Assert.True(corners.allclose(tensor([0.1f, 0.2f, 0.4f, 0.2f], [1, 4])));
    }

    static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
