using Studio.Contracts.Recipes;
using Studio.Training.Devices;
using Studio.Training.Export;
using Studio.Training.Inference;
using Studio.Training.OnnxRuntime;
using Studio.Training.Tasks;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Inference;

/// <summary>What leaves as a package answers as the network does: margins, mirrored images, tiles.</summary>
public sealed class InferenceNetworkTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("unet", "none", 0)]
    [InlineData("unet", "horizontal", 0)]
    [InlineData("unet", "both", 0)]
    [InlineData("unet", "vertical", 32)]
    [InlineData("two-path-cnn", "none", 0)]
    [InlineData("two-path-cnn", "horizontal", 0)]
    [InlineData("two-path-cnn", "none", 41)]
    public void Judge_AndThePackage_GiveTheSameAnswerOfTheImagesSize(string architecture, string flips, int patch)
    {
        var recipe = new Recipe
        {
            Name = "Test",
            Summary = "Test",
            Input = new InputRecipe { Height = 48, Width = 64 },
            Architecture = new ArchitectureRecipe { Name = architecture, BaseChannels = 4, Depth = 3 },
            Sampling = new SamplingRecipe { PatchHeight = patch, PatchWidth = patch },
            Inference = new InferenceRecipe { Flips = flips },
        };
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = TrainingNetwork.Create(recipe, 2, new ComputeDevice("cpu", CPU, Autocast: null));
        network.Module.eval();
        var image = randn(1, 1, 48, 64);
        var ours = network.Judge(image);
        Assert.Equal([1, 3, 48, 64], ours.shape);

        var path = folder.File("model.onnx");
        OnnxExport.Write(path, network.Inference, 1, 48, 64, network.Module);
        using var session = new OnnxSession(path, OnnxExport.InputName, OnnxExport.OutputName);
        var theirs = new PackagedNetwork(session, PredictionTask.OutputOf(recipe, 2, null)).Run(image.data<float>().ToArray());
        var largest = ours.data<float>().ToArray().Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(largest < 1e-4, $"{largest}");
        Assert.True(ours.std().ToDouble() > 1e-6);
    }

    [Fact]
    public void Judge_FlipsOfASymmetricImage_AreSymmetric()
    {
        var recipe = new Recipe
        {
            Name = "Test",
            Summary = "Test",
            Input = new InputRecipe { Height = 32, Width = 32 },
            Architecture = new ArchitectureRecipe { BaseChannels = 4, Depth = 3 },
            Inference = new InferenceRecipe { Flips = "both" },
        };
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = TrainingNetwork.Create(recipe, 2, new ComputeDevice("cpu", CPU, Autocast: null));
        network.Module.eval();
        var half = randn(1, 1, 32, 16);
        var answer = network.Judge(cat([half, half.flip(3)], 3));
        Assert.True((answer - answer.flip(3)).abs().max().ToDouble() < 1e-5);
    }
}
