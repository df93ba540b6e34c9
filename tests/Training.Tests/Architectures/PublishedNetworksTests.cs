using System.Globalization;
using Studio.Contracts.Recipes;
using Studio.Training.Architectures;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Architectures;

/// <summary>Sizes and names that were published for a network, and those of torchvision's weights.</summary>
public sealed class PublishedNetworksTests
{
    static readonly double[] XRayWidths = [64, 128, 256, 512];

    [Fact]
    public void XNet_PublishedWidths_HasThePublishedNumberOfParameters()
    {
        using var network = new XNet(new ArchitectureRecipe { Widths = XRayWidths }, 1, 3);
        Assert.Equal(11.73, Millions(network), 2);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Assert.Equal([1, 3, 200, 200], network.call(randn(1, 1, 200, 200)).shape);
    }

    [Fact]
    public void SegNet_PublishedWidths_HasThePublishedNumberOfParameters()
    {
        using var network = new SegNet(new ArchitectureRecipe { Widths = XRayWidths }, 1, 3);
        Assert.Equal(5.46, Millions(network), 2);
    }

    /// <summary>torchvision states these numbers for 1,000 classes; the entries of its state_dict include running statistics.</summary>
    [Theory]
    [InlineData("resnet18", 11_689_512, 122)]
    [InlineData("resnet34", 21_797_672, 218)]
    [InlineData("resnet50", 25_557_032, 320)]
    public void ResNet_Encoder_HasTorchvisionsNumbers(string encoder, long parameters, int entries)
    {
        using var network = new ResNet(new ArchitectureRecipe { Encoder = encoder }, 3, 1000);
        Assert.Equal(parameters, network.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(entries, network.state_dict().Count);
    }

    [Theory]
    [InlineData("resnet18", new[] { 2, 2, 2, 2 }, false)]
    [InlineData("resnet34", new[] { 3, 4, 6, 3 }, false)]
    [InlineData("resnet50", new[] { 3, 4, 6, 3 }, true)]
    public void ResNet_Encoder_HasTorchvisionsNamesAndShapes(string encoder, int[] blocks, bool bottlenecks)
    {
        using var network = new ResNet(new ArchitectureRecipe { Encoder = encoder }, 3, 1000);
        var expected = TorchvisionNames.ResNet(blocks, bottlenecks);
        Assert.Equal(expected, network.state_dict().Select(pair => (pair.Key, Shape(pair.Value))));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void DeepLab_ResNet50_HasTorchvisionsNamesAndNumbers(int outputStride)
    {
        using var network = new DeepLab(new ArchitectureRecipe { Encoder = "resnet50", OutputStride = outputStride }, 3, 21);

        // torchvision counts 42,004,074 with the auxiliary head, which is a 3×3 convolution 1024 → 256, its normalisation, and 256 → 21.
        const long auxiliary = (1024 * 256 * 9) + (2 * 256) + (256 * 21) + 21;
        Assert.Equal(42_004_074 - auxiliary, network.parameters().Sum(parameter => parameter.numel()));
        var shapes = network.state_dict().ToDictionary(pair => pair.Key, pair => Shape(pair.Value));
        Assert.Equal("64 3 7 7", shapes["backbone.conv1.weight"]);
        Assert.Equal("512 512 3 3", shapes["backbone.layer4.2.conv2.weight"]);
        Assert.Equal("256 2048 1 1", shapes["classifier.0.convs.0.0.weight"]);
        Assert.Equal("256 2048 3 3", shapes["classifier.0.convs.3.0.weight"]);
        Assert.Equal("256", shapes["classifier.0.convs.3.1.running_var"]);
        Assert.Equal("256 2048 1 1", shapes["classifier.0.convs.4.1.weight"]);
        Assert.Equal("256", shapes["classifier.0.convs.4.2.bias"]);
        Assert.Equal("256 1280 1 1", shapes["classifier.0.project.0.weight"]);
        Assert.Equal("256 256 3 3", shapes["classifier.1.weight"]);
        Assert.Equal("256", shapes["classifier.2.weight"]);
        Assert.Equal("21 256 1 1", shapes["classifier.4.weight"]);
    }

    [Fact]
    public void ResNetEncoder_DilatedLayers_KeepTheirSize()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (outputStride, side) in new[] { (32, 2), (16, 4), (8, 8) })
        {
            using var encoder = new ResNetEncoder("resnet18", 1, outputStride);
            Assert.Equal([1, 512, side, side], encoder.call(randn(1, 1, 64, 64)).shape);
        }
    }

    [Fact]
    public void MammographyFcn_PublishedWidths_HasItsLayers()
    {
        using var network = new MammographyFcn(new ArchitectureRecipe { Name = "mammography-fcn" }, 1, 1);
        var kernels = network.named_parameters().Where(pair => pair.parameter.ndim == 4).Select(pair => Shape(pair.parameter)).ToList();
        Assert.Equal(28, kernels.Count);
        Assert.Equal("32 1 3 3", kernels[0]);
        Assert.Equal(3, kernels.Count(shape => shape == "512 512 3 3"));
        Assert.Equal("256 512 1 1", kernels[21]);
        Assert.Equal(["128 256 3 3", "64 128 3 3", "64 64 4 4", "64 32 4 4", "16 32 3 3", "1 16 1 1"], kernels[22..]);
    }

    static double Millions(nn.Module network) => Math.Round(network.parameters().Sum(parameter => parameter.numel()) / 1e6, 2);

    static string Shape(Tensor tensor) => string.Join(' ', tensor.shape.Select(side => side.ToString(CultureInfo.InvariantCulture)));
}
