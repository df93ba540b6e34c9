using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>Builds a network: input [N, inputChannels, H, W] → logits [N, classes, H, W].</summary>
delegate Module<Tensor, Tensor> Architecture(ArchitectureRecipe recipe, int inputChannels, int classes);

/// <summary>Networks by name. A new one is a file in this folder and a line here; the contract tests run over all of them.</summary>
static class ArchitectureCatalog
{
    public static IReadOnlyDictionary<string, Architecture> All { get; } = new Dictionary<string, Architecture>
    {
        ["unet"] = (recipe, inputChannels, classes) => new UNet(recipe, inputChannels, classes),
    };

    /// <param name="classCount">Classes of the project, without background.</param>
    public static Module<Tensor, Tensor> Create(Recipe recipe, int classCount) =>
        All[recipe.Architecture.Name](recipe.Architecture, recipe.Input.Channels, classCount + 1);
}
