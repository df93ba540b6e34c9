using Studio.Contracts.Recipes;
using Studio.Training.Detection;
using Studio.Training.Devices;
using Studio.Training.Trainer;
using TorchSharp;

namespace Studio.Training.Tests.Architectures;

/// <summary>A network of the catalog in one of its forms, small enough for a test, with sizes it must accept.</summary>
/// <param name="Height">Rows of the recipe's input.</param>
/// <param name="OtherSizes">Further rows and columns; none where the network belongs to one size.</param>
sealed record ArchitectureCase(ArchitectureRecipe Recipe, int Height, int Width, params (int Height, int Width)[] OtherSizes)
{
    public const int Classes = 3;

    public static IReadOnlyDictionary<string, ArchitectureCase> All { get; } = new Dictionary<string, ArchitectureCase>
    {
        ["unet nearest"] = Small("unet", "nearest"),
        ["unet bilinear"] = Small("unet", "bilinear"),
        ["unet transposed"] = Small("unet", "transposed"),
        ["unet unpool"] = Small("unet", "unpool"),
        ["unet with everything"] = new(
            new ArchitectureRecipe
            {
                Name = "unet", Widths = [6, 5, 9, 7], Upsampling = "transposed", Residual = true, Attention = true, DeepSupervision = true, Dropout = 0.1,
            },
            32, 32, (8, 24), (40, 56)),
        ["segnet"] = Small("segnet", "unpool"),
        ["xnet nearest"] = Small("xnet", "nearest"),
        ["xnet bilinear"] = Small("xnet", "bilinear"),
        ["xnet transposed"] = Small("xnet", "transposed"),
        ["xnet unpool"] = Small("xnet", "unpool"),
        ["mammography-fcn nearest"] = Mammography("nearest"),
        ["mammography-fcn bilinear"] = Mammography("bilinear"),
        ["mammography-fcn transposed"] = Mammography("transposed"),
        ["mammography-fcn unpool"] = Mammography("unpool"),
        ["mammography-fcn residual"] = new(Mammography("nearest").Recipe with { Residual = true }, 64, 64, (96, 32)),
        ["deeplab stride 16"] = new(new ArchitectureRecipe { Name = "deeplab", Encoder = "resnet18", Dropout = 0.1 }, 64, 64, (48, 80)),
        ["deeplab stride 8"] = new(new ArchitectureRecipe { Name = "deeplab", Encoder = "resnet50", OutputStride = 8 }, 40, 40, (24, 56)),
        ["two-path-cnn both"] = TwoPath("both"),
        ["two-path-cnn local"] = TwoPath("local"),
        ["two-path-cnn global"] = TwoPath("global"),
        ["input-cascade-cnn"] = new(new ArchitectureRecipe { Name = "input-cascade-cnn", Dropout = 0.1 }, 65, 65, (66, 70)),
        ["resnet-classifier pool"] = new(Residual("resnet-classifier", "pool"), 32, 32, (8, 24), (40, 56)),
        ["resnet-classifier flatten"] = new(Residual("resnet-classifier", "flatten") with { OutputNorm = true, Dropout = 0.1 }, 24, 40),
        ["resnet"] = new(new ArchitectureRecipe { Name = "resnet", Encoder = "resnet34", Dropout = 0.1 }, 64, 64, (37, 85)),
        ["resnet-localizer pool"] = new(Residual("resnet-localizer", "pool") with { OutputNorm = true }, 32, 32, (8, 24)),
        ["resnet-localizer flatten"] = new(Residual("resnet-localizer", "flatten") with { GaussianKappa = 0.05, OutputNorm = true }, 32, 24),
        ["center-detector light"] = new(
            new ArchitectureRecipe { Name = "center-detector", Widths = [4, 6, 8, 10, 12] }, 64, 64, (32, 96), (160, 32)),
        ["center-detector resnet"] = new(new ArchitectureRecipe { Name = "center-detector", Encoder = "resnet18" }, 64, 64, (32, 96)),
    };

    public IEnumerable<(int Height, int Width)> Sizes => [(Height, Width), .. OtherSizes];

    public TrainingNetwork Create(int channels = 1, int seed = 1, torch.ScalarType? autocast = null) => TrainingNetwork.Create(
        new Recipe
        {
            Name = "",
            Summary = "",
            Input = new InputRecipe { Channels = channels, Height = Height, Width = Width },
            Architecture = Recipe,
            Training = new TrainingRecipe { Seed = seed },
        },
        Classes,
        new ComputeDevice("cpu", torch.CPU, autocast));

    /// <summary>What the seams say about the output for an input of this size.</summary>
    public long[] OutputShape(int batch, int height, int width)
    {
        var facts = ArchitectureFacts.Of(Recipe);
        var margin = facts.Margin(Recipe);
        return facts.Output switch
        {
            OutputKind.ClassMap => [batch, Classes + 1, height - margin, width - margin],
            OutputKind.Tags => [batch, Classes],
            OutputKind.OneBox => [batch, Recipe.GaussianKappa > 0 ? 8 : 4],
            _ => [batch, Classes + 5, DetectorGeometry.Count(height, width)],
        };
    }

    /// <summary>Three levels, sizes that are odd multiples of 4.</summary>
    static ArchitectureCase Small(string name, string upsampling) => new(
        new ArchitectureRecipe { Name = name, Upsampling = upsampling, BaseChannels = 4, Depth = 3 }, 32, 32, (12, 20), (64, 4));

    static ArchitectureCase Mammography(string upsampling) => new(
        new ArchitectureRecipe { Name = "mammography-fcn", Upsampling = upsampling, Widths = [4, 5, 6, 7, 8, 9] }, 64, 64, (96, 32), (32, 160));

    static ArchitectureCase TwoPath(string paths) => new(
        new ArchitectureRecipe { Name = "two-path-cnn", Paths = paths }, 33, 33, (34, 47), (50, 33));

    static ArchitectureRecipe Residual(string name, string head) => new() { Name = name, Head = head, Widths = [4, 6, 5] };
}
