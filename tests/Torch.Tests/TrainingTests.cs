using Studio.Torch.Tests.Networks;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

public class TrainingTests
{
    [Fact]
    public void Step_UNetOnABrightSquare_LowersTheLoss()
    {
        manual_seed(0);
        using var model = new SmallUNet(4);
        using var optimizer = optim.AdamW(model.parameters(), lr: 1e-2, weight_decay: 0.01);

        var losses = Enumerable.Range(0, 40).Select(_ => Step(model, optimizer)).ToList();

        Assert.All(losses, loss => Assert.InRange(loss, 0, 1));
        Assert.True(losses[^1] < 0.7 * losses[0], $"{losses[0]} → {losses[^1]}");
    }

    [Fact]
    public void Step_SameSeedTwice_GivesTheSameBits()
    {
        Assert.Equal(Losses(3), Losses(3));
        Assert.NotEqual(Losses(3), Losses(4));
    }

    [Fact]
    public void Step_AfterDisposingEverything_LeavesNoTensorAlive()
    {
        long before = TorchRuntime.LiveTensorCount;

        using (var model = new SmallUNet(2))
        using (var optimizer = optim.SGD(model.parameters(), 0.1, momentum: 0.9))
        {
            Step(model, optimizer);
            Step(model, optimizer);
        }

        Assert.Equal(before, TorchRuntime.LiveTensorCount);
    }

    [Fact]
    public void Forward_ChannelsLast_GivesTheSameNumbers()
    {
        manual_seed(1);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = new SmallUNet(4);
        model.eval();
        var input = randn(2, 1, 16, 16);
        var expected = model.call(input);

        TorchRuntime.UseChannelsLast(model);
        var actual = model.call(TorchRuntime.ChannelsLast(input));

        Assert.True(TorchRuntime.IsChannelsLast(model.get_parameter("middle.conv1.weight")!));
        Assert.True(actual.allclose(expected, atol: 1e-5));
    }

    static float[] Losses(long seed)
    {
        manual_seed(seed);
        using var model = new SmallUNet(2);
        using var optimizer = optim.AdamW(model.parameters(), lr: 1e-2, weight_decay: 0.01);
        return [.. Enumerable.Range(0, 3).Select(_ => Step(model, optimizer))];
    }

    static float Step(SmallUNet model, optim.Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        var target = zeros(2, 1, 16, 16);
        target[.., .., 4..12, 4..12] = ones(2, 1, 8, 8);
        var input = target * 0.6 + rand(2, 1, 16, 16) * 0.4;

        optimizer.zero_grad();
        var probability = model.call(input).sigmoid();
        var intersection = (probability * target).sum();
        var union = probability.sum() + target.sum() - intersection;
        var loss = 1 - (intersection + 1) / (union + 1);
        loss.backward();
        optimizer.step();
        return loss.ToSingle();
    }
}
