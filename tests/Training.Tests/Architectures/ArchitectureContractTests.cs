using System.Runtime.InteropServices;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Architectures;
using Studio.Training.Export;
using Studio.Training.OnnxRuntime;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Architectures;

/// <summary>What every architecture of the catalog must do, in all its forms.</summary>
public sealed class ArchitectureContractTests
{
    public static TheoryData<string> Cases => [.. ArchitectureCase.All.Keys];

    [Fact]
    public void Catalog_Names_AreThoseOfTheRecipes() =>
        Assert.Equal(RecipeNames.Architectures.Order(), ArchitectureCatalog.All.Keys.Order());

    [Fact]
    public void Catalog_EveryName_IsTested() =>
        Assert.Equal(ArchitectureCatalog.All.Keys.Order(), ArchitectureCase.All.Values.Select(one => one.Recipe.Name).Distinct().Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Recipe_OfTheCase_BreaksNoRule(string name)
    {
        var tested = ArchitectureCase.All[name];
        var facts = ArchitectureFacts.Of(tested.Recipe);
        Assert.True(facts.Blocks.Fits(tested.Recipe));
        Assert.All(tested.Sizes, size => Assert.Equal((0, 0), (size.Height % facts.SizeMultiple(tested.Recipe), size.Width % facts.SizeMultiple(tested.Recipe))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_LegalSizesAndChannels_GivesTheShapeOfItsOutput(string name)
    {
        var tested = ArchitectureCase.All[name];
        foreach (var channels in new[] { 1, 4 })
        {
            using var network = tested.Create(channels);
            using var noGrad = no_grad();
            foreach (var (height, width) in tested.Sizes)
            {
                using var scope = NewDisposeScope();
                Assert.Equal(tested.OutputShape(2, height, width), network.Forward(randn(2, channels, height, width)).shape);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_InBfloat16_StaysCloseToFullPrecision(string name)
    {
        var tested = ArchitectureCase.All[name];
        using var exact = tested.Create();
        using var half = tested.Create(autocast: ScalarType.BFloat16);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        half.Module.load_state_dict(exact.Module.state_dict());
        exact.Module.eval();
        half.Module.eval();
        var input = randn(2, 1, tested.Height, tested.Width);
        var (expected, actual) = (exact.Forward(input), half.Forward(input));
        Assert.Equal(ScalarType.Float32, actual.dtype);
        Assert.True((expected - actual).norm().ToDouble() <= 0.1 * expected.norm().ToDouble());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_AnyLoss_ReachesEveryParameter(string name)
    {
        var tested = ArchitectureCase.All[name];
        using var network = tested.Create();
        using var scope = NewDisposeScope();
        var input = randn(4, 1, tested.Height, tested.Width);
        var outputs = network.Module is IDeeplySupervised deep ? deep.ForwardAll(input) : [network.Forward(input)];
        var sum = outputs.Select(output => (output * randn_like(output)).sum()).Aggregate((left, right) => left + right);
        sum.backward();
        Assert.All(network.Module.named_parameters(), pair => Assert.True(pair.parameter.grad!.abs().sum().ToDouble() > 0, pair.name));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SaveAndLoad_OtherWeights_GivesTheSameOutput(string name)
    {
        var tested = ArchitectureCase.All[name];
        using var folder = new TemporaryFolder();
        using var first = tested.Create(seed: 1);
        using var second = tested.Create(seed: 2);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        SafeTensors.Write(folder.File("weights"), first.Module.state_dict());
        first.Module.eval();
        second.Module.eval();
        var input = randn(1, 1, tested.Height, tested.Width);
        var expected = first.Forward(input).data<float>().ToArray();
        Assert.NotEqual(expected, second.Forward(input).data<float>().ToArray());
        Checkpoint.Load(folder.File("weights"), second);
        Assert.Equal(expected, second.Forward(input).data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_ManyTimes_LeavesNoTensorAlive(string name)
    {
        var tested = ArchitectureCase.All[name];
        using var network = tested.Create();
        using var noGrad = no_grad();
        long Live()
        {
            using var input = randn(2, 1, tested.Height, tested.Width);
            using var output = network.Forward(input);
            foreach (var one in network.Module is IDeeplySupervised deep ? deep.ForwardAll(input) : [])
            {
                one.Dispose();
            }

            return TorchRuntime.LiveTensorCount;
        }

        var before = Live();
        Assert.Equal(before, Live());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Export_OtherSizesAndBatches_EqualsTheNetworkInOnnxRuntime(string name)
    {
        var tested = ArchitectureCase.All[name];
        using var folder = new TemporaryFolder();
        using var network = tested.Create();
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        for (var step = 0; step < 3; step++)
        {
            network.Forward((randn(2, 1, tested.Height, tested.Width) * 2) + 1);
        }

        OnnxExport.Write(folder.File("model.onnx"), network.Module, 1, tested.Height, tested.Width);
        using var session = new OnnxSession(folder.File("model.onnx"), OnnxExport.InputName, OnnxExport.OutputName);
        foreach (var (index, (height, width)) in tested.Sizes.Index())
        {
            var batch = index % 2 == 0 ? 2 : 1;
            var input = randn(batch, 1, height, width);
            var ours = network.Forward(input).contiguous();
            var theirs = session.Run(MemoryMarshal.Cast<byte, float>(input.bytes), batch, 1, height, width);
            Assert.Equal(ours.numel(), theirs.Length);
            var largest = ours.data<float>().ToArray().Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(largest < 1e-4, $"{largest} at {batch}×{height}×{width}");
        }
    }

    [Fact]
    public void Export_NetworkOfOneSize_RefusesAnother()
    {
        var tested = ArchitectureCase.All["resnet-localizer flatten"];
        using var folder = new TemporaryFolder();
        using var network = tested.Create();
        OnnxExport.Write(folder.File("model.onnx"), network.Module, 1, tested.Height, tested.Width);
        using var session = new OnnxSession(folder.File("model.onnx"), OnnxExport.InputName, OnnxExport.OutputName);
        var side = 2 * tested.Height;
        var refusal = Assert.Throws<OnnxRuntimeException>(() => session.Run(new float[side * side], 1, 1, side, side));
        Assert.Contains($"Expected: {tested.Height}", refusal.Message, StringComparison.Ordinal);
    }
}
