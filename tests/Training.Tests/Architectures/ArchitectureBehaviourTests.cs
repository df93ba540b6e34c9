using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Architectures;
using Studio.Training.Detection;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Architectures;

/// <summary>What single networks promise beyond the contract of all.</summary>
public sealed class ArchitectureBehaviourTests : IDisposable
{
    readonly DisposeScope scope = NewDisposeScope();

    public ArchitectureBehaviourTests() => manual_seed(1);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void UNet_Default_HasTheWeightsOfThePyTorchPeer()
    {
        using var network = new UNet(new ArchitectureRecipe { BaseChannels = 4, Depth = 3 }, 1, 4);
        string[] blocks = ["down.0", "down.1", "down.2", "up.0", "up.1"];
        string[] norm = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"];
        var expected = blocks.SelectMany(block => new[] { 1, 2 }.SelectMany(half =>
            norm.Select(part => $"{block}.bn{half}.{part}").Prepend($"{block}.conv{half}.weight")));
        Assert.Equal([.. expected, "head.weight", "head.bias"], network.state_dict().Keys);
    }

    [Fact]
    public void ForwardAll_DeepSupervision_GivesTheFinestFirst()
    {
        using var network = ArchitectureCase.All["unet with everything"].Create();
        network.Module.eval();
        var input = randn(2, 1, 32, 48);
        var all = ((IDeeplySupervised)network.Module).ForwardAll(input);
        Assert.Equal([(32, 48), (16, 24), (8, 12)], all.Select(logits => (logits.shape[2], logits.shape[3])));
        Assert.All(all, logits => Assert.Equal(4, logits.shape[1]));
        Assert.True(all[0].allclose(network.Module.call(input)));
    }

    [Fact]
    public void ForwardAll_NotAskedFor_GivesTheFinestAlone()
    {
        using var network = new UNet(new ArchitectureRecipe { BaseChannels = 4, Depth = 3 }, 1, 4);
        Assert.Single(network.ForwardAll(randn(1, 1, 16, 16)));
    }

    [Fact]
    public void Unpooled_MaximaOfTwoWindows_ReturnToTheirPlaces()
    {
        var input = tensor(new float[] { 1, 2, 0, 5, 9, 3, 4, 1 }, [1, 1, 2, 4]);
        var (pooled, places) = Doubling.Halve(input, "unpool");
        Assert.Equal(new float[] { 9, 5 }, pooled.data<float>().ToArray());
        Assert.Equal(new float[] { 0, 0, 0, 5, 9, 0, 0, 0 }, Doubling.Unpooled(pooled, places!).data<float>().ToArray());
    }

    [Fact]
    public void AttentionGate_AnyGate_OnlyWeakensTheSkip()
    {
        using var gate = new AttentionGate(4, 6);
        var skip = randn(2, 4, 8, 8);
        var share = gate.call(skip, randn(2, 6, 4, 4)) / skip;
        Assert.InRange(share.min().ToDouble(), 0, 1);
        Assert.InRange(share.max().ToDouble(), 0, 1);
        Assert.True((share.amax([1], keepdim: true) - share.amin([1], keepdim: true)).max().ToDouble() < 1e-4, "one weight per place, the same for all channels");
    }

    [Fact]
    public void Classifier_HeadPool_TakesWeightsOfHalfTheResolution()
    {
        using var folder = new TemporaryFolder();
        var half = ArchitectureCase.All["resnet-classifier pool"];
        using var trained = half.Create();
        SafeTensors.Write(folder.File("weights"), trained.Module.state_dict());
        using var full = (half with { Height = 2 * half.Height, Width = 2 * half.Width }).Create(seed: 2);
        Checkpoint.Load(folder.File("weights"), full);
        Assert.True(full.Module.get_parameter("head.weight")!.Equals(trained.Module.get_parameter("head.weight")!));
    }

    [Fact]
    public void Classifier_HeadFlatten_BelongsToItsSize()
    {
        var own = ArchitectureCase.All["resnet-classifier flatten"];
        using var network = own.Create();
        Assert.Equal([3, 5 * (own.Height / 8) * (own.Width / 8)], network.Module.get_parameter("head.weight")!.shape);
        Assert.Throws<TorchException>(() => network.Forward(randn(2, 1, own.Height * 2, own.Width * 2)));
    }

    [Fact]
    public void OutputNorm_OneImageInTraining_LeavesTheRunningStatisticsFinite()
    {
        using var network = ArchitectureCase.All["resnet-localizer pool"].Create();
        Assert.True(network.Forward(randn(1, 1, 32, 32)).isfinite().all().ToBoolean());
        Assert.All(network.Module.named_buffers(), pair => Assert.True(pair.buffer.isfinite().all().ToBoolean(), pair.name));
    }

    [Fact]
    public void Localizer_GaussianHead_AnswersTheSameTwiceInEvaluation()
    {
        using var network = ArchitectureCase.All["resnet-localizer flatten"].Create();
        network.Module.eval();
        var input = randn(2, 1, 32, 24);
        Assert.True(network.Forward(input).Equals(network.Forward(input)));
    }

    [Fact]
    public void MammographyFcn_OneClass_IsTheSigmoidOfItsLogit()
    {
        using var network = new MammographyFcn(ArchitectureCase.All["mammography-fcn nearest"].Recipe, 1, 1);
        var logits = network.call(randn(2, 1, 32, 64));
        Assert.Equal(0, logits.narrow(1, 0, 1).abs().max().ToDouble());
        Assert.True(logits.softmax(1).narrow(1, 1, 1).allclose(logits.narrow(1, 1, 1).sigmoid(), 1e-5, 1e-6));
    }

    [Fact]
    public void TwoPathCnn_WholeImage_GivesWhatItsPatchesGive()
    {
        using var network = new TwoPathCnn(new ArchitectureRecipe(), 2, 4);
        network.eval();
        var image = randn(1, 2, 40, 37) * 50;
        var whole = network.call(image);
        Assert.Equal([1, 4, 8, 5], whole.shape);
        var patch = network.call(image.slice(2, 3, 36, 1).slice(3, 2, 35, 1));
        Assert.True(patch.flatten().allclose(whole.select(3, 2).select(2, 3).flatten(), 1e-4, 1e-6));
    }

    [Fact]
    public void TwoPathCnn_FreshWeights_AreThePublishedOnes()
    {
        using var network = new TwoPathCnn(new ArchitectureRecipe(), 4, 3);
        network.InitialiseByFrequency([0.75, 0.25, 0]);
        foreach (var (name, parameter) in network.named_parameters().Where(pair => pair.name.EndsWith("weight", StringComparison.Ordinal)))
        {
            Assert.InRange(parameter.abs().max().ToDouble(), 0.0049, 0.005);
        }

        Assert.Equal(0, network.get_parameter("global1.conv.bias")!.abs().max().ToDouble());
        var bias = network.get_parameter("output.bias")!.data<float>().ToArray();
        Assert.Equal([Math.Log(0.75), Math.Log(0.25), Math.Log(1e-6)], bias.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void InputCascadeCnn_Patch_FeedsTheProbabilitiesOfNet1ToNet2()
    {
        using var network = new InputCascadeCnn(new ArchitectureRecipe(), 4, 5);
        network.eval();
        using var net1 = new TwoPathCnn(new ArchitectureRecipe(), 4, 5);
        using var net2 = new TwoPathCnn(new ArchitectureRecipe(), 9, 5);
        foreach (var (net, prefix) in new[] { (net1, "net1."), (net2, "net2.") })
        {
            net.eval();
            net.load_state_dict(network.state_dict()
                .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value));
        }

        var patch = randn(1, 4, 65, 65) * 50;
        var joined = cat([patch.narrow(2, 16, 33).narrow(3, 16, 33), net1.call(patch).softmax(1)], 1);
        Assert.Equal([1, 9, 33, 33], joined.shape);
        Assert.True(net2.call(joined).allclose(network.call(patch), 1e-4, 1e-7));
    }

    [Theory]
    [InlineData(8, 8)] // the convolution itself
    [InlineData(13, 11)] // rows
    [InlineData(9, 20)] // places
    public void LargeKernel_SeveralPlaces_EqualsTheConvolutionAndItsGradient(int height, int width)
    {
        using var convolution = nn.Conv2d(3, 2, (5, 7));
        var input = randn([2, 3, height, width], requires_grad: true);
        var weights = randn(2, 2, height - 4, width - 6);
        float[][] Gradients(Func<Tensor> forward)
        {
            convolution.zero_grad();
            input.grad = null;
            var output = forward();
            (output * weights).sum().backward();
            return [.. new[] { output, input.grad!, convolution.weight.grad!, convolution.bias!.grad! }
                .Select(tensor => tensor.detach().contiguous().data<float>().ToArray())];
        }

        var expected = Gradients(() => convolution.call(input));
        var actual = Gradients(() => LargeKernel.Convolve(input, convolution));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, (a, b) => Math.Abs(a - b) < 1e-4));
    }

    [Fact]
    public void CenterDetector_SomethingAtOnePlace_ChangesThePositionsThere()
    {
        using var network = ArchitectureCase.All["center-detector light"].Create();
        network.Module.eval();
        using var noGrad = no_grad();
        var image = zeros(1, 1, 192, 320);
        var marked = image.clone();
        marked.narrow(2, 144, 8).narrow(3, 248, 8).fill_(10);
        var change = (network.Forward(marked) - network.Forward(image)).abs().sum([0, 1]).data<float>().ToArray();
        var positions = DetectorGeometry.Positions(192, 320);
        Assert.Equal(positions.Length, change.Length);
        foreach (var level in DetectorGeometry.Levels.Take(2))
        {
            var most = Enumerable.Range(0, positions.Length).Where(place => positions[place].Level == level).MaxBy(place => change[place]);
            Assert.InRange(positions[most].X, 252 - 64, 252 + 64);
            Assert.InRange(positions[most].Y, 148 - 64, 148 + 64);
        }
    }

    [Fact]
    public void CenterDetector_FreshWeights_ExpectLittleAndGivePositiveSides()
    {
        using var network = ArchitectureCase.All["center-detector light"].Create();
        using var noGrad = no_grad();
        var output = network.Forward(randn(2, 1, 64, 64));
        Assert.InRange(output.narrow(1, 0, 3).sigmoid().mean().ToDouble(), 0.002, 0.05);
        Assert.True(output.narrow(1, 3, 4).min().ToDouble() > 0);
    }
}
