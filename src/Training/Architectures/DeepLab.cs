using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// DeepLabv3 (Chen, Papandreou, Schroff and Adam, 2017): a ResNet whose last layers are dilated, a <see cref="DilatedPyramid"/>,
/// a 3×3 convolution, and logits enlarged bilinearly. Input [N, channels, H, W] with H and W multiples of the output stride
/// (8 or 16); output logits [N, classes, H, W].
/// </summary>
/// <remarks>
/// Names are those of torchvision's deeplabv3_resnet50 without its auxiliary head: backbone.conv1 …, classifier.0.convs.0.0 …,
/// classifier.1, classifier.2, classifier.4. The dilations are 6, 12 and 18 at stride 16 and twice that at stride 8.
/// </remarks>
sealed class DeepLab : Module<Tensor, Tensor>
{
    const int Width = 256;

    readonly ResNetEncoder backbone;
    readonly Sequential classifier;
    readonly double dropout;
    readonly double outputStride;

    /// <param name="classes">Output channels, background included.</param>
    public DeepLab(ArchitectureRecipe recipe, long inputChannels, long classes) : base(nameof(DeepLab))
    {
        outputStride = recipe.OutputStride;
        dropout = recipe.Dropout;
        backbone = new ResNetEncoder(recipe.Encoder, inputChannels, recipe.OutputStride);
        var rates = new[] { 6L, 12, 18 }.Select(rate => rate * 16 / recipe.OutputStride).ToArray();
        classifier = Sequential(
            ("0", new DilatedPyramid(backbone.Channels, Width, rates)),
            ("1", Conv2d(Width, Width, 3, padding: 1, bias: false)),
            ("2", BatchNorm2d(Width)),
            ("4", Conv2d(Width, classes, 1)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var context = classifier[0].call(backbone.call(input));
        var refined = functional.relu(classifier[2].call(classifier[1].call(context)), inplace: true);
        if (dropout > 0)
        {
            refined = functional.dropout2d(refined, dropout, training);
        }

        return functional.interpolate(
            classifier[3].call(refined),
            scale_factor: [outputStride, outputStride],
            mode: InterpolationMode.Bilinear,
            align_corners: false).MoveToOuterDisposeScope();
    }
}
