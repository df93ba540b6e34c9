using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Admin;
using Studio.Features.Runs;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Train;

/// <summary>Recipes in words, and why one fits the data at hand.</summary>
public static class RecipeWording
{
    const int FewPatients = 60;
    const int ManySizes = 6;
    static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six"];

    public static string Architecture(ArchitectureRecipe architecture) => architecture.Name switch
    {
        "unet" => "U-Net",
        "segnet" => "SegNet",
        "xnet" => "XNet",
        "mammography-fcn" => "FCN of mammography",
        "deeplab" => $"DeepLab on {Encoder(architecture.Encoder)}",
        "two-path-cnn" => "TwoPathCNN",
        "input-cascade-cnn" => "InputCascadeCNN",
        "resnet-classifier" => "small ResNet",
        "resnet" => Encoder(architecture.Encoder),
        "resnet-localizer" => "ResNet for one box",
        "center-detector" => architecture.Widths.Count > 0 ? "light detector" : $"detector on {Encoder(architecture.Encoder)}",
        var other => other,
    };

    static string Encoder(string name) => name.Replace("resnet", "ResNet-", StringComparison.Ordinal);

    public static string Loss(string name) => name switch
    {
        "soft-iou" => "soft IoU",
        "soft-dice" => "soft Dice",
        "dice-cross-entropy" => "Dice and cross-entropy",
        "weighted-sigmoid" => "weighted sigmoid",
        "lovasz" => "Lovász",
        "boundary-cross-entropy" => "cross-entropy, edges first",
        "binary-cross-entropy" => "yes or no of each class",
        "cross-entropy-tags" => "one class of all",
        "mse" => "squared distance",
        "giou" or "diou" or "ciou" => name.ToUpperInvariant().Replace("IOU", "IoU", StringComparison.Ordinal),
        "ciou-diou-giou" => "CIoU, DIoU and GIoU",
        "detection" => "class, box and centre",
        _ => name,
    };

    public static string Optimizer(string name) => name switch
    {
        "adamw" => "AdamW",
        "adam" => "Adam",
        "sgd" => "SGD",
        "rmsprop" => "RMSprop",
        _ => name,
    };

    /// <summary>The recipe as pairs of a name and a figure; what it does not do is left out.</summary>
    public static IReadOnlyList<(string Name, string Value)> InNumbers(Recipe recipe) =>
    [
        ("Network", Network(recipe.Architecture)),
        ("Input", $"{recipe.Input.Channels} × {recipe.Input.Height} × {recipe.Input.Width}, {recipe.Input.Normalization}"),
        .. Sees(recipe),
        ("Fit", recipe.Input.Fit == "pad" ? "proportions kept, padded" : "stretched"),
        ("Loss", Loss(recipe.Loss.Name)),
        ("Optimiser", $"{Optimizer(recipe.Optimizer.Name)}, {RunWording.Small(recipe.Optimizer.LearningRate)}, {recipe.Schedule.Name}"),
        ("Batch", $"{recipe.Training.BatchSize}, {(recipe.Training.Precision == "auto" ? "precision by the machine" : recipe.Training.Precision)}"),
        ("Epochs", recipe.Phases.Count > 1 ? $"up to {RecipePhases.Of(recipe).Sum(step => step.Training.Epochs)} in {recipe.Phases.Count} steps" : $"up to {recipe.Training.Epochs}"),
        ("Stops early", recipe.Training.EarlyStoppingEpochs == 0 ? "no" : $"after {recipe.Training.EarlyStoppingEpochs} without gain"),
        ("Keeps", recipe.Training.Monitor == "loss" ? "lowest validation loss" : recipe.Task == ProjectTask.Segmentation ? "best validation IoU" : "best validation score"),
        .. recipe.Transfer.From.Length > 0 ? [("Starts from", recipe.Transfer.From)] : Nothing,
        .. recipe.Postprocessing.Fit.Count > 0 ? [("Fits", string.Join(", ", recipe.Postprocessing.Fit))] : Nothing,
    ];

    static IEnumerable<(string Name, string Value)> Nothing => [];

    static string Network(ArchitectureRecipe architecture)
    {
        var name = Architecture(architecture);
        if (ArchitectureFacts.Of(architecture).Blocks.OnlyWidths)
            return name;
        return architecture.Widths.Count > 0
            ? $"{name}, {Wording.Count(architecture.Widths.Count, "block")}"
            : $"{name}, depth {architecture.Depth}, base {architecture.BaseChannels}";
    }

    /// <summary>What the network sees where that is not one whole image as often as the others.</summary>
    static IEnumerable<(string Name, string Value)> Sees(Recipe recipe)
    {
        if (recipe.Input.CaseChannels.Count > 0)
            yield return ("Channels", string.Join(", ", recipe.Input.CaseChannels));
        if (recipe.Input.Neighbours > 0)
            yield return ("Slices", $"{recipe.Input.Neighbours} before and behind");
        if (recipe.Sampling.PatchHeight > 0)
            yield return ("Patches", $"{recipe.Sampling.PatchHeight} × {recipe.Sampling.PatchWidth}, {recipe.Sampling.PatchesPerImage} an image, {recipe.Sampling.PatchClasses}");
        if (recipe.Sampling.Balance != "none")
            yield return ("Balanced", $"every {recipe.Sampling.Balance} as often");
    }

    /// <summary>Reasons of the form "fact of your data: choice of the recipe". Facts that are not known give none.</summary>
    public static IEnumerable<string> Reasons(
        Recipe recipe,
        DatasetPreview data,
        IReadOnlyList<ClassDefinition> classes,
        MachineState machine)
    {
        var patients = data.Of(Split.Training).Patients;
        if (patients > 0)
        {
            yield return patients < FewPatients
                ? $"{Wording.Count(patients, "training patient")} is few: {NetworkSize(recipe)}, {Variation(recipe.Augmentation)}"
                : $"{Wording.Count(patients, "training patient")}: {NetworkSize(recipe)}";
        }

        var smallest = classes.Where(item => data.ClassShares.ContainsKey(item.Index)).MinBy(item => data.ClassShares[item.Index]);
        if (smallest is not null)
            yield return $"{Capital(smallest.Name)} fills {Share(data.ClassShares[smallest.Index])} of an image: {LossReason(recipe.Loss)}";
        if (data.Sizes.Count > 0)
            yield return $"{SizesInWords(data.Sizes)}: brought to {recipe.Input.Width} × {recipe.Input.Height}, {(recipe.Input.Fit == "pad" ? "proportions kept" : "stretched")}";
        yield return machine.Accelerator is { } gpu
            ? $"GPU with {Wording.Bytes(gpu.MemoryTotalBytes)}: batch of {recipe.Training.BatchSize}, {recipe.Training.Epochs} epochs"
            : $"No GPU, {Wording.Count(machine.Cores, "core")}: {recipe.Training.Epochs} epochs on {recipe.Input.Width} × {recipe.Input.Height}";
    }

    static string Capital(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    static string NetworkSize(Recipe recipe)
    {
        if (ArchitectureFacts.Of(recipe.Architecture).Blocks.OnlyWidths)
            return Architecture(recipe.Architecture);
        var size = recipe.Architecture.BaseChannels switch { < 24 => "small", < 48 => "medium", _ => "large" };
        return $"{size} network (base {recipe.Architecture.BaseChannels})";
    }

    static string Variation(AugmentationRecipe augmentation)
    {
        var kinds = new[]
        {
            augmentation.FlipHorizontal || augmentation.FlipVertical ? "flips" : null,
            augmentation.RotationDegrees > 0 ? "turns" : null,
            augmentation.Scale > 0 ? "zoom" : null,
            augmentation.Brightness > 0 || augmentation.Contrast > 0 ? "brightness" : null,
        }.OfType<string>().ToList();
        return kinds.Count == 0 ? "no random changes" : $"varied by {string.Join(", ", kinds)}";
    }

    static string LossReason(LossRecipe loss) => loss.Name switch
    {
        "soft-iou" or "soft-dice" => $"{Loss(loss.Name)} loss, no class weights to tune",
        "dice-cross-entropy" => "Dice and cross-entropy, which learns small structures too",
        _ => $"{Loss(loss.Name)} loss",
    };

    static string Share(double share) => share < 0.01
        ? (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %"
        : Wording.Percent(share);

    static string SizesInWords(IReadOnlyList<ImageSize> sizes) => sizes.Count switch
    {
        1 => $"All images are {sizes[0].Columns} × {sizes[0].Rows}",
        <= ManySizes => $"Images come in {Numbers[sizes.Count]} sizes",
        var count => $"Images come in {count} sizes",
    };
}
