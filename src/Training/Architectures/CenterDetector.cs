using Studio.Contracts.Recipes;
using Studio.Training.Detection;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// Detector for any number of boxes without anchors, in the manner of FCOS (Tian, Shen, Chen and He, ICCV 2019).
/// Input [N, channels, H, W] with H and W multiples of 32; output [N, classes + 5, P] over the P positions of
/// <see cref="DetectorGeometry"/>, in its order.
/// </summary>
/// <remarks>
/// Channels of the output: a logit for each class (sigmoid, no background), distances from the position to the left, top,
/// right and bottom side in input pixels (softplus, always above 0), one centre-ness logit. <see cref="BoxAssignment"/> says
/// which position learns which box, <see cref="BoxDecoder"/> turns an output into boxes. The encoder is a
/// <see cref="LightEncoder"/> of the recipe's five widths, or without widths the ResNet that the recipe names.
/// Names: encoder, pyramid.lateral.0 …, head.classTower.0.conv ….
/// </remarks>
sealed class CenterDetector : Module<Tensor, Tensor>
{
    const long WidestPyramid = 256;

    readonly Module<Tensor, Tensor> encoder;
    readonly FeaturePyramid pyramid;
    readonly DetectorHead head;

    /// <param name="classes">Classes of the project, without background.</param>
    public CenterDetector(ArchitectureRecipe recipe, long inputChannels, long classes) : base(nameof(CenterDetector))
    {
        encoder = recipe.Widths.Count > 0
            ? new LightEncoder(inputChannels, recipe.BlockWidths())
            : new ResNetEncoder(recipe.Encoder, inputChannels);
        var widths = ((IPyramidEncoder)encoder).PyramidWidths;
        var width = Math.Min(WidestPyramid, widths[0]);
        pyramid = new FeaturePyramid(widths, width);
        head = new DetectorHead(width, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var levels = pyramid.Join(((IPyramidEncoder)encoder).Pyramid(input));
        var answers = levels.Select((features, level) => head.Answer(features, level).flatten(2)).ToArray(); // [N, classes + 5, h · w]
        return cat(answers, 2).MoveToOuterDisposeScope();
    }
}
