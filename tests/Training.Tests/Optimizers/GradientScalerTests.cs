using Studio.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Optimizers;

public sealed class GradientScalerTests
{
    [Fact]
    public void Unscale_AfterScaledBackward_GivesTheGradientOfTheLoss()
    {
        using var plain = new SmallNetwork();
        using var scaled = new SmallNetwork();
        plain.Backward(1);
        var scaler = new GradientScaler(GradientScalerState.Start);
        using var scope = NewDisposeScope();
        manual_seed(1001);
        scaler.Scale(scaled.call(randn(5, 3)).square().mean()).backward();
        Assert.NotEqual(plain.Gradient("head.weight"), scaled.Gradient("head.weight"));
        Assert.True(scaler.Unscale(scaled.parameters()));
        Assert.Equal(plain.Gradient("head.weight"), scaled.Gradient("head.weight")); // a power of two leaves every bit of a mantissa
        Assert.Equal(plain.Gradient("body.0.weight"), scaled.Gradient("body.0.weight"));
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.NaN)]
    public void Unscale_OneGradientNotFinite_LeavesTheStepOutAndHalves(float wrong)
    {
        using var network = new SmallNetwork();
        network.Backward(1);
        network.get_parameter("body.0.bias")!.grad![2].fill_(wrong);
        var scaler = new GradientScaler(new GradientScalerState(1024, 7));
        Assert.False(scaler.Unscale(network.parameters()));
        scaler.Update();
        Assert.Equal(new GradientScalerState(512, 0), scaler.State);
        Assert.False(scaler.HasCollapsed);
    }

    [Fact]
    public void Update_TwoThousandGoodSteps_DoublesAndCountsAnew()
    {
        using var network = new SmallNetwork();
        network.Backward(1);
        var scaler = new GradientScaler(new GradientScalerState(8, 1998));
        Good(scaler, network);
        Assert.Equal(new GradientScalerState(8, 1999), scaler.State);
        var resumed = new GradientScaler(scaler.State);
        Good(resumed, network);
        Assert.Equal(new GradientScalerState(16, 0), resumed.State);
    }

    [Fact]
    public void HasCollapsed_NothingHelps_IsTrue()
    {
        using var network = new SmallNetwork();
        network.Backward(1);
        network.get_parameter("head.bias")!.grad!.fill_(double.NaN);
        var scaler = new GradientScaler(GradientScalerState.Start);
        for (var step = 0; step < 27; step++)
        {
            Assert.False(scaler.HasCollapsed);
            Good(scaler, network);
        }

        Assert.True(scaler.HasCollapsed);
    }

    [Fact]
    public void Update_WithoutUnscale_Throws() =>
        Assert.Throws<InvalidOperationException>(new GradientScaler(GradientScalerState.Start).Update);

    [Fact]
    public void Unscale_FrozenLayers_AreLeftAlone()
    {
        using var network = new SmallNetwork();
        network.get_parameter("head.bias")!.requires_grad = false;
        network.Backward(1);
        Assert.True(new GradientScaler(GradientScalerState.Start).Unscale(network.parameters()));
        Assert.Null(network.get_parameter("head.bias")!.grad);
    }

    static void Good(GradientScaler scaler, SmallNetwork network)
    {
        scaler.Unscale(network.parameters());
        scaler.Update();
    }
}
