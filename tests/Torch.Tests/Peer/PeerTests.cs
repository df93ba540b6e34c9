using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests.Peer;

/// <summary>The same seeds, layers and optimizers in PyTorch give the same numbers.</summary>
public sealed class PeerTests : IDisposable
{
    const int Steps = 6;

    readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void ManualSeed_LayersAndRandomNumbers_AreThoseOfPyTorch()
    {
        var expected = Peer().Table("weights");
        manual_seed(42);
        using var conv = nn.Conv2d(3, 4, 3);
        using var grouped = nn.Conv2d(4, 6, (1, 5), groups: 2);
        using var transposed = nn.ConvTranspose2d(4, 2, 3);
        using var linear = nn.Linear(7, 5);

        (string Name, nn.Module Module)[] layers = [("conv", conv), ("grouped", grouped), ("transposed", transposed), ("linear", linear)];
        foreach (var (name, layer) in layers)
        {
            foreach (var (key, value) in layer.state_dict())
                AssertSame(expected[$"{name}.{key}"], value);
        }
        AssertSame(expected["randn"], randn(5));
        AssertSame(expected["rand"], rand(3));
        AssertSame(expected["randperm"], randperm(9).to(float32));
    }

    [Theory]
    [InlineData("adamw")]
    [InlineData("adam")]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("nesterov")]
    [InlineData("rmsprop")]
    [InlineData("rmsprop_momentum")]
    public void Step_OfTheOptimizer_MovesAsInPyTorch(string name)
    {
        var expected = Peer().Table("optimizers")[name];
        using var first = new Parameter(linspace(-1, 1, 5));
        using var second = new Parameter(linspace(0.5, 2, 4).reshape(2, 2));
        using var optimizer = Optimizer(name, [first, second]);

        for (int step = 0; step < Steps; step++)
            Descend(optimizer, first, second, step);

        AssertSame(expected, cat([first.flatten(), second.flatten()]));
    }

    [Theory]
    [InlineData("adamw")]
    [InlineData("momentum")]
    [InlineData("rmsprop_momentum")]
    public void Step_AfterExportAndImport_GoesOnWithTheSameBits(string name)
    {
        using var first = new Parameter(linspace(-1, 1, 5));
        using var second = new Parameter(linspace(0.5, 2, 4).reshape(2, 2));
        using var optimizer = Optimizer(name, [first, second]);
        for (int step = 0; step < 3; step++)
            Descend(optimizer, first, second, step);
        var (firstThen, secondThen) = (first.detach().clone(), second.detach().clone());
        var state = OptimizerState.Export(optimizer).ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        for (int step = 3; step < Steps; step++)
            Descend(optimizer, first, second, step);

        using var resumedFirst = new Parameter(firstThen);
        using var resumedSecond = new Parameter(secondThen);
        using var resumed = Optimizer(name, [resumedFirst, resumedSecond]);
        OptimizerState.Import(resumed, state);
        for (int step = 3; step < Steps; step++)
            Descend(resumed, resumedFirst, resumedSecond, step);

        Assert.True(resumedFirst.Equals(first));
        Assert.True(resumedSecond.Equals(second));
    }

    [Fact]
    public void Import_StateOfOtherShapes_NamesTheEntry()
    {
        using var parameter = new Parameter(ones(3));
        using var optimizer = Optimizer("adamw", [parameter]);
        var state = new Dictionary<string, Tensor> { ["0.0.step"] = tensor(1L), ["0.0.exp_avg"] = ones(4) };

        var error = Assert.Throws<InvalidOperationException>(() => OptimizerState.Import(optimizer, state));

        Assert.Contains("0.0.exp_avg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_OfASeededNetwork_HasThePeersLosses()
    {
        var expected = Peer().List("training");
        set_num_threads(1);
        manual_seed(7);
        using var model = nn.Sequential(nn.Conv2d(1, 4, 3, padding: 1, bias: false), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 1, 1));
        using var optimizer = optim.AdamW(model.parameters(), lr: 0.05, weight_decay: 0.01);
        var x = rand(2, 1, 8, 8);
        var target = (x > 0.5).to(float32);

        var losses = Enumerable.Range(0, Steps).Select(_ => Train(model, optimizer, x, target)).ToArray();

        Assert.Equal(expected, losses, Comparer());
    }

    static float Train(Sequential model, optim.Optimizer optimizer, Tensor x, Tensor target)
    {
        using var step = NewDisposeScope();
        optimizer.zero_grad();
        var p = sigmoid(model.call(x));
        var intersection = (p * target).sum();
        var loss = 1 - (intersection + 1) / (p.sum() + target.sum() - intersection + 1);
        loss.backward();
        optimizer.step();
        return loss.ToSingle();
    }

    static void Descend(optim.Optimizer optimizer, Parameter first, Parameter second, int step)
    {
        optimizer.zero_grad();
        var loss = first.pow(4).sum() / 4;
        if (step % 2 == 0)
            loss += second.pow(4).sum() / 4;
        loss.backward();
        optimizer.step();
    }

    static optim.Optimizer Optimizer(string name, Parameter[] parameters) => name switch
    {
        "adamw" => optim.AdamW(parameters, lr: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0.1),
        "adam" => optim.Adam(parameters, lr: 0.01, weight_decay: 0.05),
        "sgd" => optim.SGD(parameters, 0.1),
        "momentum" => optim.SGD(parameters, 0.1, momentum: 0.9, dampening: 0.1, weight_decay: 0.01),
        "nesterov" => optim.SGD(parameters, 0.1, momentum: 0.9, nesterov: true),
        "rmsprop" => optim.RMSProp(parameters, lr: 0.01, alpha: 0.9, weight_decay: 0.01),
        "rmsprop_momentum" => optim.RMSProp(parameters, lr: 0.01, momentum: 0.9),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    static PyTorchPeer Peer()
    {
        Assert.SkipWhen(PyTorchPeer.Instance.MissingReason is not null, PyTorchPeer.Instance.MissingReason ?? "");
        return PyTorchPeer.Instance;
    }

    static void AssertSame(float[] expected, Tensor actual) =>
        Assert.Equal(expected, actual.detach().contiguous().data<float>().ToArray(), Comparer());

    // Another libtorch release may round elsewhere.
    static EqualityComparer<float> Comparer() => PyTorchPeer.Instance.IsSameRelease
        ? EqualityComparer<float>.Default
        : EqualityComparer<float>.Create((a, b) => Math.Abs(a - b) <= 1e-5f * Math.Max(1, Math.Abs(a)));
}
