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

    public static string Architecture(ArchitectureRecipe architecture) => architecture.Name == "unet" ? "U-Net" : architecture.Name;

    public static string Loss(string name) => name switch
    {
        "soft-iou" => "soft IoU",
        "soft-dice" => "soft Dice",
        "cross-entropy" => "cross-entropy",
        "dice-cross-entropy" => "Dice and cross-entropy",
        _ => name,
    };

    public static string Optimizer(string name) => name switch
    {
        "adamw" => "AdamW",
        "adam" => "Adam",
        "sgd" => "SGD",
        _ => name,
    };

    /// <summary>The recipe as pairs of a name and a figure.</summary>
    public static IReadOnlyList<(string Name, string Value)> InNumbers(Recipe recipe) =>
    [
        ("Network", $"{Architecture(recipe.Architecture)}, depth {recipe.Architecture.Depth}, base {recipe.Architecture.BaseChannels}"),
        ("Input", $"{recipe.Input.Channels} × {recipe.Input.Height} × {recipe.Input.Width}, {recipe.Input.Normalization}"),
        ("Fit", recipe.Input.Fit == "pad" ? "proportions kept, padded" : "stretched"),
        ("Loss", Loss(recipe.Loss.Name)),
        ("Optimiser", $"{Optimizer(recipe.Optimizer.Name)}, {RunWording.Small(recipe.Optimizer.LearningRate)}, {recipe.Schedule.Name}"),
        ("Batch", $"{recipe.Training.BatchSize}, {(recipe.Training.Precision == "auto" ? "precision by the machine" : recipe.Training.Precision)}"),
        ("Epochs", $"up to {recipe.Training.Epochs}"),
        ("Stops early", recipe.Training.EarlyStoppingEpochs == 0 ? "no" : $"after {recipe.Training.EarlyStoppingEpochs} without gain"),
        ("Keeps", recipe.Training.Monitor == "loss" ? "lowest validation loss" : recipe.Task == ProjectTask.Segmentation ? "best validation IoU" : "best validation score"),
    ];

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
