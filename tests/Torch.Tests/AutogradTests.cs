using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

public sealed class AutogradTests : IDisposable
{
    readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Backward_OfAPolynomial_GivesItsDerivative()
    {
        // d/dx (x³ + 2x) = 3x² + 2
        var x = tensor([1f, -2f], requires_grad: true);

        (x.pow(3) + 2 * x).sum().backward();

        Assert.Equal([5f, 14f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Backward_Twice_AddsUp()
    {
        var x = tensor([1f], requires_grad: true);

        (x * 3).sum().backward();
        (x * 3).sum().backward();

        Assert.Equal(6f, x.grad!.item<float>());
    }

    [Fact]
    public void Backward_OfASecondUseOfTheGraph_NeedsRetainGraph()
    {
        var x = tensor([2f], requires_grad: true);
        var y = x.pow(2).sum();

        y.backward(retain_graph: true);
        y.backward();

        Assert.Equal(8f, x.grad!.item<float>());
        Assert.Throws<TorchException>(() => y.backward());
    }

    [Fact]
    public void Grad_OfAGradient_GivesTheSecondDerivative()
    {
        var x = tensor([3f], requires_grad: true);

        var first = autograd.grad([x.pow(3).sum()], [x], create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];

        Assert.Equal(27f, first.item<float>());
        Assert.Equal(18f, second.item<float>());
        Assert.Null(x.grad);
    }

    [Fact]
    public void NoGrad_RecordsNothing_AndEndsWithItsScope()
    {
        var x = tensor([1f], requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
        }

        Assert.True(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
        Assert.False((x * 2).detach().requires_grad);
    }

    [Fact]
    public void InferenceMode_RecordsNothing_AndEndsWithItsScope()
    {
        var x = tensor([1f], requires_grad: true);
        using (inference_mode())
            Assert.False((x * 2).requires_grad);

        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void ClipGradNorm_AboveTheLimit_ScalesToIt()
    {
        using var layer = nn.Linear(1, 2, hasBias: false);
        layer.weight.grad = tensor([3f, 4f], [2, 1]);

        double norm = nn.utils.clip_grad_norm_(layer.parameters(), 1.0);

        Assert.Equal(5.0, norm, 6);
        Assert.Equal([0.6f, 0.8f], layer.weight.grad!.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
    }
}
