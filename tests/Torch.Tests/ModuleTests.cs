using Studio.Torch.Tests.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

public sealed class ModuleTests : IDisposable
{
    readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void NamedParameters_FollowTheFieldsInOrder()
    {
        using var model = new SmallUNet(2);

        Assert.Equal(
            ["down.conv1.weight", "down.bn1.weight", "down.bn1.bias", "down.conv2.weight", "down.bn2.weight", "down.bn2.bias"],
            model.named_parameters().Select(pair => pair.name).Take(6));
        Assert.Equal("head.bias", model.named_parameters().Last().name);
        Assert.Contains("up.bn2.num_batches_tracked", model.named_buffers().Select(pair => pair.name));
        Assert.Equal(model.named_parameters().Count() + model.named_buffers().Count(), model.state_dict().Count);
    }

    [Fact]
    public void LoadStateDict_OfAnotherModel_GivesTheSameOutput()
    {
        using var source = new SmallUNet(2);
        using var target = new SmallUNet(2);
        source.eval();
        target.eval();
        var x = randn(1, 1, 8, 8);

        target.load_state_dict(source.state_dict());

        Assert.True(target.call(x).Equals(source.call(x)));
    }

    [Fact]
    public void LoadStateDict_WithOtherNames_SaysWhich()
    {
        using var model = new SmallUNet(2);
        var state = model.state_dict();
        state.Remove("head.bias");
        state["tail.bias"] = ones(1);

        var error = Assert.Throws<InvalidOperationException>(() => model.load_state_dict(state));
        Assert.Contains("head.bias", error.Message, StringComparison.Ordinal);
        Assert.Contains("tail.bias", error.Message, StringComparison.Ordinal);

        var (missing, unexpected) = model.load_state_dict(state, strict: false);
        Assert.Equal(["head.bias"], missing);
        Assert.Equal(["tail.bias"], unexpected);
    }

    [Fact]
    public void LoadStateDict_WithAnotherShape_ChangesNothing()
    {
        using var model = nn.Linear(2, 1);
        var before = model.weight.clone();
        var state = new Dictionary<string, Tensor> { ["weight"] = zeros(1, 2), ["bias"] = zeros(3) };

        Assert.Throws<InvalidOperationException>(() => model.load_state_dict(state));

        Assert.True(model.weight.Equals(before));
    }

    [Fact]
    public void To_OtherType_KeepsTheParameterObjects()
    {
        using var model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2));
        var parameters = model.parameters().ToList();

        model.to(float64);

        Assert.Equal(parameters, model.parameters());
        Assert.All(model.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.Contains(model.named_buffers(), pair => pair.name == "1.num_batches_tracked" && pair.buffer.dtype == int64);
        Assert.Equal(float64, model.call(ones([3, 2], dtype: float64)).dtype);
    }

    [Fact]
    public void Eval_TurnsDropoutOff()
    {
        using var model = nn.Sequential(nn.Dropout(0.5), nn.Dropout2d(0.5));
        var x = ones(1, 8, 4, 4);

        Assert.False(model.call(x).Equals(x));
        model.eval();
        Assert.True(model.call(x).Equals(x));
    }

    [Fact]
    public void BatchNorm_InTraining_UpdatesTheRunningMean()
    {
        using var norm = nn.BatchNorm2d(1, momentum: 0.1);

        norm.call(full([2, 1, 2, 2], 10f));

        // 0.9 · 0 + 0.1 · 10; the variance of equal values is 0, so 0.9 · 1.
        Assert.Equal(1f, norm.running_mean!.item<float>(), 1e-6f);
        Assert.Equal(0.9f, norm.running_var!.item<float>(), 1e-6f);
        Assert.Equal(1L, norm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Sequential_DisposesWhatLiesBetween()
    {
        using var model = nn.Sequential(nn.Identity(), nn.ReLU(), nn.ReLU());
        var x = ones(1);
        long before = TorchRuntime.LiveTensorCount;

        model.call(x);

        Assert.Equal(before + 1, TorchRuntime.LiveTensorCount);
        Assert.False(x.IsInvalid);
    }

    [Fact]
    public void ModuleList_NamesItsModulesByNumber()
    {
        using var list = nn.ModuleList(nn.Linear(1, 1), nn.Linear(1, 1));

        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias"], list.named_parameters().Select(pair => pair.name));
    }
}
