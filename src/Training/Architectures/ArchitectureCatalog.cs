using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>Builds a network: input [N, channels, H, W] → what the <see cref="OutputKind"/> of its facts says.</summary>
/// <param name="classCount">Classes of the project, without background.</param>
delegate Module<Tensor, Tensor> Architecture(Recipe recipe, int classCount);

/// <summary>Networks by name. A new one is a file in this folder and a line here; the contract tests run over all of them.</summary>
static class ArchitectureCatalog
{
    public static IReadOnlyDictionary<string, Architecture> All { get; } = new Dictionary<string, Architecture>
    {
        ["unet"] = (recipe, classes) => new UNet(recipe.Architecture, recipe.Input.Channels, classes + 1),
        ["segnet"] = (recipe, classes) => new SegNet(recipe.Architecture, recipe.Input.Channels, classes + 1),
        ["xnet"] = (recipe, classes) => new XNet(recipe.Architecture, recipe.Input.Channels, classes + 1),
        ["mammography-fcn"] = (recipe, classes) => new MammographyFcn(recipe.Architecture, recipe.Input.Channels, classes),
        ["deeplab"] = (recipe, classes) => new DeepLab(recipe.Architecture, recipe.Input.Channels, classes + 1),
        ["two-path-cnn"] = (recipe, classes) => new TwoPathCnn(recipe.Architecture, recipe.Input.Channels, classes + 1),
        ["input-cascade-cnn"] = (recipe, classes) => new InputCascadeCnn(recipe.Architecture, recipe.Input.Channels, classes + 1),
        ["resnet-classifier"] = (recipe, classes) => new ResNetClassifier(recipe, classes),
        ["resnet"] = (recipe, classes) => new ResNet(recipe.Architecture, recipe.Input.Channels, classes),
        ["resnet-localizer"] = (recipe, _) => new ResNetLocalizer(recipe),
        ["center-detector"] = (recipe, classes) => new CenterDetector(recipe.Architecture, recipe.Input.Channels, classes),
    };

    /// <param name="classCount">Classes of the project, without background.</param>
    public static Module<Tensor, Tensor> Create(Recipe recipe, int classCount) => All[recipe.Architecture.Name](recipe, classCount);
}
