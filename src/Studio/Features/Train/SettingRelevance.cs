using Studio.Contracts.Recipes;

namespace Studio.Features.Train;

/// <summary>
/// Which keys matter for a recipe: those that its network, loss, optimiser and so on read, less what hardly anybody
/// changes. A key whose value is not the usual one always matters, so that nothing unusual is hidden.
/// </summary>
public static class SettingRelevance
{
    static readonly Recipe Usual = new() { Name = "", Summary = "" };

    /// <summary>Keys of <c>architecture</c> that a network reads.</summary>
    static readonly Dictionary<string, string[]> OfNetwork = new()
    {
        ["unet"] = ["baseChannels", "depth", "upsampling", "residual", "attention", "deepSupervision", "dropout"],
        ["segnet"] = ["baseChannels", "depth"],
        ["xnet"] = ["baseChannels", "depth", "upsampling"],
        ["mammography-fcn"] = ["widths", "upsampling", "residual"],
        ["deeplab"] = ["encoder", "outputStride", "dropout"],
        ["two-path-cnn"] = ["paths", "dropout"],
        ["input-cascade-cnn"] = ["paths", "dropout"],
        ["resnet-classifier"] = ["baseChannels", "depth", "head", "outputNorm", "dropout"],
        ["resnet"] = ["encoder", "dropout"],
        ["resnet-localizer"] = ["baseChannels", "depth", "head", "outputNorm", "gaussianKappa", "dropout", "boxClass"],
        ["center-detector"] = ["encoder", "widths"],
    };

    /// <summary>Keys of <c>loss</c> that a loss reads.</summary>
    static readonly Dictionary<string, string[]> OfLoss = new()
    {
        ["soft-iou"] = ["classWeights", "includeBackground"],
        ["soft-dice"] = ["classWeights", "includeBackground"],
        ["cross-entropy"] = ["classWeights"],
        ["dice-cross-entropy"] = ["classWeights", "includeBackground"],
        ["weighted-sigmoid"] = ["classWeights", "positiveWeight", "positiveWeightEnd", "positiveWeightEpochs"],
        ["focal"] = ["classWeights", "focalGamma", "focalAlpha"],
        ["tversky"] = ["classWeights", "includeBackground", "tverskyAlpha", "tverskyBeta"],
        ["lovasz"] = ["classWeights", "includeBackground"],
        ["boundary-cross-entropy"] = ["classWeights", "boundaryWeight", "boundaryPixels"],
        ["binary-cross-entropy"] = ["classWeights", "positiveWeight"],
        ["detection"] = ["focalGamma", "focalAlpha"],
    };

    static readonly Dictionary<string, string[]> OfSchedule = new()
    {
        ["step"] = ["factor", "everyEpochs"],
        ["exponential"] = ["factor", "everyEpochs"],
        ["poly"] = ["minimumShare", "power"],
        ["cosine"] = ["minimumShare"],
        ["one-cycle"] = ["minimumShare"],
        ["plateau"] = ["minimumShare", "factor", "patienceEpochs"],
    };

    /// <summary>Whether a key is shown before "all settings".</summary>
    public static bool Matters(RecipeKey key, Recipe recipe) => IsRead(key.Path, recipe) || key.Write(recipe) != key.Write(Usual);

    static bool IsRead(string path, Recipe recipe)
    {
        var (section, name) = path.Split('.') is [var first, var rest] ? (first, rest) : ("", path);
        return section switch
        {
            "input" => OfInput(name, recipe.Input),
            "architecture" => name == "name" || Lists(OfNetwork, recipe.Architecture.Name, name),
            "loss" => name == "name" || Lists(OfLoss, recipe.Loss.Name, name) || (name == "deepSupervisionFactor" && recipe.Architecture.DeepSupervision),
            "optimizer" => OfOptimizer(name, recipe.Optimizer.Name),
            "schedule" => name is "name" or "warmupEpochs" || Lists(OfSchedule, recipe.Schedule.Name, name),
            "sampling" => OfSampling(name, recipe),
            "augmentation" => OfAugmentation(name, recipe),
            "training" => name is "epochs" or "batchSize" or "monitor" or "earlyStoppingEpochs" or "precision",
            "transfer" => name == "from" || recipe.Transfer.From.Length > 0,
            "inference" => name == "flips" || (name == "tileOverlap" && recipe.Sampling.PatchHeight > 0),
            "postprocessing" => OfPostprocessing(name, recipe),
            _ => false,
        };
    }

    static bool Lists(Dictionary<string, string[]> lists, string word, string name) => lists.TryGetValue(word, out var names) && names.Contains(name);

    static bool OfInput(string name, InputRecipe input) => name switch
    {
        "height" or "width" or "channels" or "fit" or "normalization" => true,
        "statistics" => input.Normalization is "zscore" or "zscore-clipped" or "percentile",
        "clipPercent" => input.Normalization is "zscore-clipped" or "percentile",
        "windowCenter" or "windowWidth" => input.Normalization == "window",
        _ => false,
    };

    static bool OfOptimizer(string name, string optimizer) => name switch
    {
        "name" or "learningRate" or "weightDecay" => true,
        "momentum" => optimizer is "sgd" or "rmsprop",
        "momentumEnd" => optimizer == "sgd",
        "smoothing" => optimizer == "rmsprop",
        _ => false,
    };

    static bool OfSampling(string name, Recipe recipe) => name switch
    {
        "balance" => true,
        "patchHeight" or "patchWidth" => ArchitectureFacts.Of(recipe.Architecture).Output == OutputKind.ClassMap,
        "patchesPerImage" or "patchClasses" => recipe.Sampling.PatchHeight > 0,
        _ => false,
    };

    static bool OfAugmentation(string name, Recipe recipe) => name switch
    {
        "flipHorizontal" or "flipVertical" or "rotationDegrees" or "scale" or "translation" or "brightness" or "contrast" => true,
        "elasticSmoothness" => recipe.Augmentation.ElasticAmount > 0,
        "mixUp" => ArchitectureFacts.Of(recipe.Architecture).Output == OutputKind.Tags,
        _ => false,
    };

    static bool OfPostprocessing(string name, Recipe recipe) => name switch
    {
        "fit" => ArchitectureFacts.Of(recipe.Architecture).Output is OutputKind.ClassMap or OutputKind.Tags,
        "overrideClass" => recipe.Postprocessing.Fit.Contains("override"),
        _ => false,
    };
}
