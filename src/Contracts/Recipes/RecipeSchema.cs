using Studio.Contracts.Projects;
using static Studio.Contracts.Recipes.RecipeKey;

namespace Studio.Contracts.Recipes;

/// <summary>Every key a recipe file may hold, in the order in which files are written. A new setting is one line here.</summary>
public static class RecipeSchema
{
    public static IReadOnlyList<RecipeKey> Keys { get; } =
    [
        Sentence("name", r => r.Name, (r, v) => r with { Name = v }),
        Sentence("summary", r => r.Summary, (r, v) => r with { Summary = v }),
        Word("task", RecipeNames.Tasks, WriteTask, ReadTask),

        Whole("input.height", 16, 4096, r => r.Input.Height, (r, v) => r with { Input = r.Input with { Height = v } }),
        Whole("input.width", 16, 4096, r => r.Input.Width, (r, v) => r with { Input = r.Input with { Width = v } }),
        Whole("input.channels", 1, 3, r => r.Input.Channels, (r, v) => r with { Input = r.Input with { Channels = v } }),
        Word("input.fit", RecipeNames.Fits, r => r.Input.Fit, (r, v) => r with { Input = r.Input with { Fit = v } }),
        Word("input.normalization", RecipeNames.Normalizations, r => r.Input.Normalization, (r, v) => r with { Input = r.Input with { Normalization = v } }),

        Word("architecture.name", RecipeNames.Architectures, r => r.Architecture.Name, (r, v) => r with { Architecture = r.Architecture with { Name = v } }),
        Whole("architecture.baseChannels", 1, 256, r => r.Architecture.BaseChannels, (r, v) => r with { Architecture = r.Architecture with { BaseChannels = v } }),
        Whole("architecture.depth", 2, 7, r => r.Architecture.Depth, (r, v) => r with { Architecture = r.Architecture with { Depth = v } }),
        Word("architecture.upsampling", RecipeNames.Upsamplings, r => r.Architecture.Upsampling, (r, v) => r with { Architecture = r.Architecture with { Upsampling = v } }),
        Number("architecture.dropout", 0, 0.9, r => r.Architecture.Dropout, (r, v) => r with { Architecture = r.Architecture with { Dropout = v } }),

        Word("loss.name", RecipeNames.Losses, r => r.Loss.Name, (r, v) => r with { Loss = r.Loss with { Name = v } }),
        Numbers("loss.classWeights", 0, r => r.Loss.ClassWeights, (r, v) => r with { Loss = r.Loss with { ClassWeights = v } }),
        Flag("loss.includeBackground", r => r.Loss.IncludeBackground, (r, v) => r with { Loss = r.Loss with { IncludeBackground = v } }),

        Word("optimizer.name", RecipeNames.Optimizers, r => r.Optimizer.Name, (r, v) => r with { Optimizer = r.Optimizer with { Name = v } }),
        Number("optimizer.learningRate", 1e-8, 10, r => r.Optimizer.LearningRate, (r, v) => r with { Optimizer = r.Optimizer with { LearningRate = v } }),
        Number("optimizer.weightDecay", 0, 1, r => r.Optimizer.WeightDecay, (r, v) => r with { Optimizer = r.Optimizer with { WeightDecay = v } }),
        Number("optimizer.momentum", 0, 0.9999, r => r.Optimizer.Momentum, (r, v) => r with { Optimizer = r.Optimizer with { Momentum = v } }),

        Word("schedule.name", RecipeNames.Schedules, r => r.Schedule.Name, (r, v) => r with { Schedule = r.Schedule with { Name = v } }),
        Number("schedule.warmupEpochs", 0, 1000, r => r.Schedule.WarmupEpochs, (r, v) => r with { Schedule = r.Schedule with { WarmupEpochs = v } }),
        Number("schedule.minimumShare", 0, 1, r => r.Schedule.MinimumShare, (r, v) => r with { Schedule = r.Schedule with { MinimumShare = v } }),
        Number("schedule.factor", 0.01, 0.99, r => r.Schedule.Factor, (r, v) => r with { Schedule = r.Schedule with { Factor = v } }),
        Whole("schedule.patienceEpochs", 1, 1000, r => r.Schedule.PatienceEpochs, (r, v) => r with { Schedule = r.Schedule with { PatienceEpochs = v } }),

        Flag("augmentation.flipHorizontal", r => r.Augmentation.FlipHorizontal, (r, v) => r with { Augmentation = r.Augmentation with { FlipHorizontal = v } }),
        Flag("augmentation.flipVertical", r => r.Augmentation.FlipVertical, (r, v) => r with { Augmentation = r.Augmentation with { FlipVertical = v } }),
        Number("augmentation.rotationDegrees", 0, 180, r => r.Augmentation.RotationDegrees, (r, v) => r with { Augmentation = r.Augmentation with { RotationDegrees = v } }),
        Number("augmentation.scale", 0, 0.9, r => r.Augmentation.Scale, (r, v) => r with { Augmentation = r.Augmentation with { Scale = v } }),
        Number("augmentation.translation", 0, 0.5, r => r.Augmentation.Translation, (r, v) => r with { Augmentation = r.Augmentation with { Translation = v } }),
        Number("augmentation.brightness", 0, 3, r => r.Augmentation.Brightness, (r, v) => r with { Augmentation = r.Augmentation with { Brightness = v } }),
        Number("augmentation.contrast", 0, 0.9, r => r.Augmentation.Contrast, (r, v) => r with { Augmentation = r.Augmentation with { Contrast = v } }),
        Number("augmentation.noise", 0, 2, r => r.Augmentation.Noise, (r, v) => r with { Augmentation = r.Augmentation with { Noise = v } }),

        Whole("training.epochs", 1, 10_000, r => r.Training.Epochs, (r, v) => r with { Training = r.Training with { Epochs = v } }),
        Whole("training.batchSize", 1, 1024, r => r.Training.BatchSize, (r, v) => r with { Training = r.Training with { BatchSize = v } }),
        Whole("training.earlyStoppingEpochs", 0, 10_000, r => r.Training.EarlyStoppingEpochs, (r, v) => r with { Training = r.Training with { EarlyStoppingEpochs = v } }),
        Word("training.precision", RecipeNames.Precisions, r => r.Training.Precision, (r, v) => r with { Training = r.Training with { Precision = v } }),
        Number("training.gradientClip", 0, 1e6, r => r.Training.GradientClip, (r, v) => r with { Training = r.Training with { GradientClip = v } }),
        Whole("training.seed", 0, int.MaxValue, r => r.Training.Seed, (r, v) => r with { Training = r.Training with { Seed = v } }),
    ];

    /// <summary>Names of the groups, e.g. <c>training</c>.</summary>
    public static IReadOnlyList<string> Sections { get; } =
        [.. Keys.Where(key => key.Path.Contains('.')).Select(key => key.Path.Split('.')[0]).Distinct()];

    static readonly Dictionary<string, RecipeKey> ByPath = Keys.ToDictionary(key => key.Path);

    public static RecipeKey? Find(string path) => ByPath.GetValueOrDefault(path);

    static string WriteTask(Recipe recipe) => recipe.Task.ToString().ToLowerInvariant();

    static Recipe ReadTask(Recipe recipe, string word) => recipe with { Task = Enum.Parse<ProjectTask>(word, ignoreCase: true) };
}
