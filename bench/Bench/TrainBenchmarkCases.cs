using Studio.Contracts.Recipes;

namespace Studio.Bench;

/// <summary>A training step that is compared with PyTorch's.</summary>
/// <param name="Classes">Without background.</param>
/// <param name="Changes">To the default recipe of the architecture, key=value.</param>
sealed record StepCase(string Architecture, int Classes, params string[] Changes)
{
    public Recipe Recipe()
    {
        var facts = ArchitectureFacts.All[Architecture];
        var start = new Recipe
        {
            Id = Architecture,
            Name = Architecture,
            Summary = "Measured on random data.",
            Task = facts.Task,
            Architecture = new ArchitectureRecipe { Name = Architecture },
        };
        return RecipeOverrides.Apply(start, [$"architecture.name={Architecture}", .. Changes]).Require();
    }
}

/// <summary>One case for each architecture of the catalog, with the loss it is meant for, small enough for two cores.</summary>
static class TrainBenchmarkCases
{
    /// <summary>The network that is measured against PyTorch's defaults, too.</summary>
    public const string Plain = "unet";

    public static IReadOnlyList<StepCase> All { get; } =
    [
        new("unet", 2, "loss.name=soft-iou"),
        new("segnet", 2, "loss.name=cross-entropy", "architecture.depth=4", "input.height=192", "input.width=192"),
        new("xnet", 2, "loss.name=dice-cross-entropy", "architecture.depth=4", "input.height=160", "input.width=160"),
        new("mammography-fcn", 1, "loss.name=soft-iou", "optimizer.name=adam", "input.height=160", "input.width=160"),
        new("deeplab", 2, "loss.name=dice-cross-entropy", "input.height=128", "input.width=128"),
        // PyTorch's gradient of the last convolution takes seconds from patches of 49 on.
        new("two-path-cnn", 4, [.. Patches(41), "training.batchSize=4"]),
        new("input-cascade-cnn", 4, [.. Patches(65), "training.batchSize=4", "transfer.freeze=[net1.*]"]),
        new(
            "resnet-classifier", 3, "loss.name=binary-cross-entropy", "architecture.widths=[32,64,64]", "architecture.outputNorm=true",
            "input.height=128", "input.width=128", "training.batchSize=16"),
        new("resnet", 3, "loss.name=binary-cross-entropy", "input.channels=3", "input.height=128", "input.width=128", "training.batchSize=16"),
        new(
            "resnet-localizer", 1, "loss.name=ciou-diou-giou", "optimizer.name=adam", "architecture.widths=[16,32,64,128,128]",
            "architecture.head=flatten", "architecture.outputNorm=true", "input.height=128", "input.width=128", "training.batchSize=16"),
        new(
            "center-detector", 3, "loss.name=detection", "architecture.widths=[16,32,64,128,256]", "input.channels=3", "input.height=256",
            "input.width=320"),
    ];

    /// <summary>Four kinds of image, patches of one side, plain gradient descent as in the recipes of these networks.</summary>
    static string[] Patches(int side) =>
    [
        "loss.name=cross-entropy", "optimizer.name=sgd", "optimizer.learningRate=0.005", "input.channels=4", "input.caseChannels=[a,b,c,d]",
        $"sampling.patchHeight={side}", $"sampling.patchWidth={side}",
    ];
}
