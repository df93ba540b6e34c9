using System.Runtime.InteropServices;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Architectures;
using Studio.Training.Devices;
using Studio.Training.Export;
using Studio.Training.OnnxRuntime;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Architectures;

/// <summary>What every architecture of the catalog must do.</summary>
public sealed class ArchitectureContractTests
{
    public static TheoryData<string, string> Cases =>
        [.. from name in ArchitectureCatalog.All.Keys from upsampling in RecipeNames.Upsamplings select (name, upsampling)];

    [Fact]
    public void Catalog_Names_AreThoseOfTheRecipes() =>
        Assert.Equal(RecipeNames.Architectures.Order(), ArchitectureCatalog.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_LegalSizes_GivesLogitsOfTheSameSize(string name, string upsampling)
    {
        using var network = Create(name, upsampling, channels: 3);
        using var scope = NewDisposeScope();
        foreach (var (height, width) in new[] { (16, 16), (32, 48), (64, 16) })
        {
            Assert.Equal([2, 4, height, width], network.Forward(randn(2, 3, height, width)).shape);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_AnyLoss_ReachesEveryParameter(string name, string upsampling)
    {
        using var network = Create(name, upsampling);
        using var scope = NewDisposeScope();
        network.Forward(randn(2, 1, 32, 32)).square().mean().backward();
        Assert.All(network.Module.named_parameters(), pair => Assert.True(pair.parameter.grad!.abs().sum().ToDouble() > 0, pair.name));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SaveAndLoad_OtherWeights_GivesTheSameOutput(string name, string upsampling)
    {
        using var folder = new TemporaryFolder();
        using var first = Create(name, upsampling, seed: 1);
        using var second = Create(name, upsampling, seed: 2);
        using var scope = NewDisposeScope();
        SafeTensors.Write(folder.File("weights"), first.Module.state_dict());
        Checkpoint.Load(folder.File("weights"), second);
        first.Module.eval();
        second.Module.eval();
        var input = randn(1, 1, 32, 32);
        Assert.Equal(first.Forward(input).data<float>().ToArray(), second.Forward(input).data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_ManyTimes_LeavesNoTensorAlive(string name, string upsampling)
    {
        using var network = Create(name, upsampling);
        using var noGrad = no_grad();
        long Live()
        {
            using var input = randn(1, 1, 32, 32);
            using var output = network.Forward(input);
            return TorchRuntime.LiveTensorCount;
        }

        var before = Live();
        Assert.Equal(before, Live());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Export_OtherSizesAndBatches_EqualsTheNetworkInOnnxRuntime(string name, string upsampling)
    {
        using var folder = new TemporaryFolder();
        using var network = Create(name, upsampling);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        for (var step = 0; step < 3; step++)
        {
            network.Forward((randn(2, 1, 32, 32) * 2) + 1);
        }

        OnnxExport.Write(folder.File("model.onnx"), network.Module, 1, 32, 32);
        using var session = new OnnxSession(folder.File("model.onnx"), OnnxExport.InputName, OnnxExport.OutputName);
        foreach (var (batch, height, width) in new[] { (1, 32, 32), (2, 64, 48) })
        {
            var input = randn(batch, 1, height, width);
            var ours = network.Forward(input).contiguous();
            var theirs = session.Run(MemoryMarshal.Cast<byte, float>(input.bytes), batch, 1, height, width);
            var largest = ours.data<float>().ToArray().Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(largest < 1e-4, $"{largest} at {batch}×{height}×{width}");
        }
    }

    [Fact]
    public void Create_UNet_HasTheWeightsOfThePyTorchPeer()
    {
        using var network = Create("unet", "nearest");
        var names = network.Module.state_dict().Keys.ToList();
        Assert.Contains("down.0.conv1.weight", names);
        Assert.Contains("up.1.bn2.running_var", names);
        Assert.Contains("head.bias", names);
    }

    static TrainingNetwork Create(string name, string upsampling, int channels = 1, int seed = 1) => TrainingNetwork.Create(
        new Recipe
        {
            Name = "",
            Summary = "",
            Input = new InputRecipe { Channels = channels },
            Architecture = new ArchitectureRecipe { Name = name, Upsampling = upsampling, BaseChannels = 4, Depth = 3 },
            Training = new TrainingRecipe { Seed = seed },
        },
        classCount: 3,
        new ComputeDevice("cpu", CPU, Autocast: null));
}
