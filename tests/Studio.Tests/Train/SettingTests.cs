using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Train;

namespace Studio.Tests.Train;

/// <summary>Which settings are shown, under which words.</summary>
public sealed class SettingTests
{
    static readonly Recipe Plain = new() { Name = "A", Summary = "B" };

    [Fact]
    public void Knows_EveryKeyOfASection_HasWords() => Assert.Empty(RecipeSchema.Keys
        .Where(key => key.Path.Contains('.', StringComparison.Ordinal) && !SettingWording.Knows(key.Path)).Select(key => key.Path));

    [Fact]
    public void Label_Keys_AreDifferentWithinASection() => Assert.All(
        RecipeSchema.Keys.Where(key => key.Path.Contains('.', StringComparison.Ordinal)).GroupBy(key => key.Path.Split('.')[0]),
        section => Assert.Equal(section.Count(), section.Select(key => SettingWording.Label(key.Path)).Distinct().Count()));

    [Theory]
    [InlineData("architecture.depth", "unet", "soft-iou", true)]
    [InlineData("architecture.depth", "deeplab", "soft-iou", false)]
    [InlineData("architecture.encoder", "deeplab", "soft-iou", true)]
    [InlineData("architecture.encoder", "unet", "soft-iou", false)]
    [InlineData("loss.tverskyAlpha", "unet", "tversky", true)]
    [InlineData("loss.tverskyAlpha", "unet", "soft-iou", false)]
    [InlineData("loss.boundaryPixels", "unet", "boundary-cross-entropy", true)]
    [InlineData("training.epochs", "unet", "soft-iou", true)]
    [InlineData("training.ema", "unet", "soft-iou", false)]
    [InlineData("sampling.patchClasses", "unet", "soft-iou", false)]
    public void Matters_Key_DependsOnNetworkAndLoss(string path, string network, string loss, bool expected)
    {
        var recipe = Plain with { Architecture = new ArchitectureRecipe { Name = network }, Loss = new LossRecipe { Name = loss } };

        Assert.Equal(expected, SettingRelevance.Matters(RecipeSchema.Find(path)!, recipe));
    }

    [Fact]
    public void Matters_UnusualValue_IsNeverHidden()
    {
        var recipe = Plain with { Training = new TrainingRecipe { Ema = 0.9 }, Loss = new LossRecipe { FocalGamma = 3 } };

        Assert.True(SettingRelevance.Matters(RecipeSchema.Find("training.ema")!, recipe));
        Assert.True(SettingRelevance.Matters(RecipeSchema.Find("loss.focalGamma")!, recipe));
    }

    [Fact]
    public void Matters_EveryNetworkAndLoss_ShowsFewerThanAll() => Assert.All(
        ArchitectureFacts.All.Keys.SelectMany(network => LossFacts.All.Keys.Select(loss => (network, loss))),
        pair =>
        {
            var recipe = Plain with { Architecture = new ArchitectureRecipe { Name = pair.network }, Loss = new LossRecipe { Name = pair.loss } };
            Assert.InRange(RecipeSchema.Keys.Count(key => SettingRelevance.Matters(key, recipe)), 25, 60);
        });

    [Fact]
    public void InNumbers_PatchesAndSteps_AreNamed()
    {
        var recipe = Plain with
        {
            Architecture = new ArchitectureRecipe { Name = "two-path-cnn" },
            Sampling = new SamplingRecipe { PatchHeight = 65, PatchWidth = 65, PatchesPerImage = 20, PatchClasses = "balanced" },
            Input = new InputRecipe { Channels = 4, CaseChannels = ["T1", "T1c", "T2", "FLAIR"] },
            Phases = ["training.epochs=30", "training.epochs=10 transfer.freeze=[local.*]"],
        };

        var numbers = RecipeWording.InNumbers(recipe).ToDictionary(pair => pair.Name, pair => pair.Value);

        Assert.Equal("TwoPathCNN", numbers["Network"]);
        Assert.Equal("65 × 65, 20 an image, balanced", numbers["Patches"]);
        Assert.Equal("T1, T1c, T2, FLAIR", numbers["Channels"]);
        Assert.Equal("up to 40 in 2 steps", numbers["Epochs"]);
        Assert.False(numbers.ContainsKey("Starts from"));
    }

    [Fact]
    public void InNumbers_EveryNetwork_HasAName() => Assert.All(
        ArchitectureFacts.All.Keys,
        name => Assert.NotEqual(name, RecipeWording.Architecture(new ArchitectureRecipe { Name = name })));

    [Fact]
    public void Words_OfAKey_AreThoseToChooseFrom()
    {
        Assert.Equal(RecipeNames.Losses, RecipeSchema.Find("loss.name")!.Words);
        Assert.Equal(["true", "false"], RecipeSchema.Find("architecture.residual")!.Words);
        Assert.Null(RecipeSchema.Find("input.caseChannels")!.Words);
        Assert.Null(RecipeSchema.Find("transfer.from")!.Words);
        Assert.Equal(ProjectTask.Detection, ArchitectureFacts.All["center-detector"].Task);
    }
}
