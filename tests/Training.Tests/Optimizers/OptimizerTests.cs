using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Jobs;
using Studio.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Optimizers;

public sealed class OptimizerTests
{
    static readonly OptimizerRecipe Plain = new() { Name = "sgd", Momentum = 0, LearningRate = 0.1, WeightDecay = 0.5 };

    [Fact]
    public void Catalog_Names_AreThoseOfTheRecipes() =>
        Assert.Equal(RecipeNames.Optimizers.Order(), OptimizerCatalog.All.Keys.Order());

    [Fact]
    public void Step_DecayLayers_DecaysThoseAlone()
    {
        using var network = new SmallNetwork();
        using var optimizer = OptimizerCatalog.Create(network, Plain with { DecayLayers = ["head.*", "!*.bias"] });
        var names = network.named_parameters().Select(pair => pair.name).ToArray();
        var before = names.ToDictionary(name => name, network.Values);
        network.Backward(1);
        optimizer.step();
        foreach (var name in names)
        {
            var decay = name == "head.weight" ? 0.5 : 0;
            var expected = before[name].Zip(network.Gradient(name), (value, slope) => value - (0.1 * (slope + (decay * value))));
            Assert.All(expected.Zip(network.Values(name)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    [Fact]
    public void Create_NoDecayLayers_DecaysAll()
    {
        using var network = new SmallNetwork();
        var trained = new TrainedParameters(network, Plain);
        Assert.Equal(network.parameters().Count(), trained.Decayed.Count);
        Assert.Equal(0.5, Assert.Single(trained.Groups(0.5)).WeightDecay);
    }

    [Fact]
    public void Create_UnknownDecayLayer_NamesItAndWhatThereIs()
    {
        using var network = new SmallNetwork();
        var problem = Assert.Throws<JobFailureException>(() => OptimizerCatalog.Create(network, Plain with { DecayLayers = ["head.*", "tail.*"] }));
        Assert.Contains("tail.*,", problem.Message, StringComparison.Ordinal);
        Assert.Contains("body.0.weight", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adamw")]
    [InlineData("adam")]
    [InlineData("sgd")]
    [InlineData("rmsprop")]
    public void Step_FrozenLayers_StayAndHaveNoState(string name)
    {
        using var network = new SmallNetwork();
        foreach (var (parameter, tensor) in network.named_parameters())
        {
            tensor.requires_grad = parameter.StartsWith("head.", StringComparison.Ordinal);
        }

        using var optimizer = OptimizerCatalog.Create(network, Plain with { Name = name, Momentum = 0.9 });
        var (frozen, free) = (network.Values("body.0.weight"), network.Values("head.weight"));
        network.Backward(1);
        optimizer.step();
        Assert.Equal(frozen, network.Values("body.0.weight"));
        Assert.NotEqual(free, network.Values("head.weight"));
        using var scope = NewDisposeScope();
        Assert.Equal(["0.0", "0.1"], OptimizerState.Export(optimizer).Keys.Select(key => key[..3]).Distinct().Order());
    }

    [Fact]
    public void Create_EveryLayerFrozen_SaysSo()
    {
        using var network = new SmallNetwork();
        foreach (var parameter in network.parameters())
        {
            parameter.requires_grad = false;
        }

        Assert.Contains("frozen", Assert.Throws<JobFailureException>(() => OptimizerCatalog.Create(network, Plain)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddToGradients_L1_AddsTheSignOfTheDecayedWeights()
    {
        using var network = new SmallNetwork();
        using (no_grad())
        {
            network.get_parameter("head.weight")![0, 0].zero_();
        }

        network.Backward(1);
        var (chosen, other) = (network.Gradient("head.weight"), network.Gradient("body.0.weight"));
        var penalty = new L1Penalty(network, Plain with { L1 = 0.25, DecayLayers = ["head.weight"] });
        using var scope = NewDisposeScope();
        penalty.AddToGradients();
        Assert.Equal(0, scope.DisposablesCount);
        var expected = chosen.Zip(network.Values("head.weight"), (slope, value) => slope + (0.25 * Math.Sign(value)));
        Assert.All(expected.Zip(network.Gradient("head.weight")), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal(chosen[0], network.Gradient("head.weight")[0]);
        Assert.Equal(other, network.Gradient("body.0.weight"));
    }

    [Theory]
    [InlineData("sgd", 0.7)]
    [InlineData("rmsprop", 0.7)]
    [InlineData("adam", null)]
    public void SetMomentum_ReachesEveryGroupThatHasOne(string name, double? expected)
    {
        using var network = new SmallNetwork();
        using var optimizer = OptimizerCatalog.Create(network, Plain with { Name = name, DecayLayers = ["head.*"] });
        OptimizerCatalog.SetMomentum(optimizer, 0.7);
        Assert.Equal(2, optimizer.ParamGroups.Count());
        Assert.All(optimizer.ParamGroups, group => Assert.Equal(expected, (group as IMomentum)?.Momentum));
    }

    [Fact]
    public void Create_RmsProp_TakesSmoothingAndMomentumFromTheRecipe()
    {
        using var network = new SmallNetwork();
        using var optimizer = OptimizerCatalog.Create(
            network, new OptimizerRecipe { Name = "rmsprop", Smoothing = 0.9, Momentum = 0, LearningRate = 0.01, WeightDecay = 0 });
        var before = network.Values("head.bias");
        network.Backward(1);
        optimizer.step();
        // v = 0.1 g², so the first step is 0.01 g / √v = 0.01 / √0.1 against the sign of g
        var expected = before.Zip(network.Gradient("head.bias"), (value, slope) => value - (0.01 / Math.Sqrt(0.1) * Math.Sign(slope)));
        Assert.All(expected.Zip(network.Values("head.bias")), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }
}
