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
        Whole("input.channels", 1, 32, r => r.Input.Channels, (r, v) => r with { Input = r.Input with { Channels = v } }),
        Word("input.fit", RecipeNames.Fits, r => r.Input.Fit, (r, v) => r with { Input = r.Input with { Fit = v } }),
        Word("input.normalization", RecipeNames.Normalizations, r => r.Input.Normalization, (r, v) => r with { Input = r.Input with { Normalization = v } }),
        Word("input.statistics", RecipeNames.Statistics, r => r.Input.Statistics, (r, v) => r with { Input = r.Input with { Statistics = v } }),
        Number("input.clipPercent", 0, 20, r => r.Input.ClipPercent, (r, v) => r with { Input = r.Input with { ClipPercent = v } }),
        Number("input.windowCenter", -100_000, 100_000, r => r.Input.WindowCenter, (r, v) => r with { Input = r.Input with { WindowCenter = v } }),
        Number("input.windowWidth", 1, 200_000, r => r.Input.WindowWidth, (r, v) => r with { Input = r.Input with { WindowWidth = v } }),
        Whole("input.neighbours", 0, 5, r => r.Input.Neighbours, (r, v) => r with { Input = r.Input with { Neighbours = v } }),
        Texts("input.caseChannels", "names of channels, such as [T1, T2]", null, r => r.Input.CaseChannels, (r, v) => r with { Input = r.Input with { CaseChannels = v } }),

        Word("architecture.name", RecipeNames.Architectures, r => r.Architecture.Name, (r, v) => r with { Architecture = r.Architecture with { Name = v } }),
        Whole("architecture.baseChannels", 1, 256, r => r.Architecture.BaseChannels, (r, v) => r with { Architecture = r.Architecture with { BaseChannels = v } }),
        Whole("architecture.depth", 2, 7, r => r.Architecture.Depth, (r, v) => r with { Architecture = r.Architecture with { Depth = v } }),
        Numbers("architecture.widths", 1, r => r.Architecture.Widths, (r, v) => r with { Architecture = r.Architecture with { Widths = v } }),
        Word("architecture.upsampling", RecipeNames.Upsamplings, r => r.Architecture.Upsampling, (r, v) => r with { Architecture = r.Architecture with { Upsampling = v } }),
        Flag("architecture.residual", r => r.Architecture.Residual, (r, v) => r with { Architecture = r.Architecture with { Residual = v } }),
        Flag("architecture.attention", r => r.Architecture.Attention, (r, v) => r with { Architecture = r.Architecture with { Attention = v } }),
        Flag("architecture.deepSupervision", r => r.Architecture.DeepSupervision, (r, v) => r with { Architecture = r.Architecture with { DeepSupervision = v } }),
        Number("architecture.dropout", 0, 0.9, r => r.Architecture.Dropout, (r, v) => r with { Architecture = r.Architecture with { Dropout = v } }),
        Word("architecture.head", RecipeNames.Heads, r => r.Architecture.Head, (r, v) => r with { Architecture = r.Architecture with { Head = v } }),
        Flag("architecture.outputNorm", r => r.Architecture.OutputNorm, (r, v) => r with { Architecture = r.Architecture with { OutputNorm = v } }),
        Number("architecture.gaussianKappa", 0, 1, r => r.Architecture.GaussianKappa, (r, v) => r with { Architecture = r.Architecture with { GaussianKappa = v } }),
        Word("architecture.encoder", RecipeNames.Encoders, r => r.Architecture.Encoder, (r, v) => r with { Architecture = r.Architecture with { Encoder = v } }),
        Whole("architecture.outputStride", 8, 16, r => r.Architecture.OutputStride, (r, v) => r with { Architecture = r.Architecture with { OutputStride = v } }),
        Word("architecture.paths", RecipeNames.Paths, r => r.Architecture.Paths, (r, v) => r with { Architecture = r.Architecture with { Paths = v } }),
        Whole("architecture.boxClass", 0, 254, r => r.Architecture.BoxClass, (r, v) => r with { Architecture = r.Architecture with { BoxClass = v } }),

        Word("loss.name", RecipeNames.Losses, r => r.Loss.Name, (r, v) => r with { Loss = r.Loss with { Name = v } }),
        Numbers("loss.classWeights", 0, r => r.Loss.ClassWeights, (r, v) => r with { Loss = r.Loss with { ClassWeights = v } }),
        Flag("loss.includeBackground", r => r.Loss.IncludeBackground, (r, v) => r with { Loss = r.Loss with { IncludeBackground = v } }),
        Number("loss.positiveWeight", 0, 10_000, r => r.Loss.PositiveWeight, (r, v) => r with { Loss = r.Loss with { PositiveWeight = v } }),
        Number("loss.positiveWeightEnd", 0, 10_000, r => r.Loss.PositiveWeightEnd, (r, v) => r with { Loss = r.Loss with { PositiveWeightEnd = v } }),
        Whole("loss.positiveWeightEpochs", 0, 10_000, r => r.Loss.PositiveWeightEpochs, (r, v) => r with { Loss = r.Loss with { PositiveWeightEpochs = v } }),
        Number("loss.focalGamma", 0, 10, r => r.Loss.FocalGamma, (r, v) => r with { Loss = r.Loss with { FocalGamma = v } }),
        Number("loss.focalAlpha", 0, 1, r => r.Loss.FocalAlpha, (r, v) => r with { Loss = r.Loss with { FocalAlpha = v } }),
        Number("loss.tverskyAlpha", 0, 10, r => r.Loss.TverskyAlpha, (r, v) => r with { Loss = r.Loss with { TverskyAlpha = v } }),
        Number("loss.tverskyBeta", 0, 10, r => r.Loss.TverskyBeta, (r, v) => r with { Loss = r.Loss with { TverskyBeta = v } }),
        Number("loss.boundaryWeight", 0, 1000, r => r.Loss.BoundaryWeight, (r, v) => r with { Loss = r.Loss with { BoundaryWeight = v } }),
        Number("loss.boundaryPixels", 0.5, 100, r => r.Loss.BoundaryPixels, (r, v) => r with { Loss = r.Loss with { BoundaryPixels = v } }),
        Number("loss.deepSupervisionFactor", 0, 1, r => r.Loss.DeepSupervisionFactor, (r, v) => r with { Loss = r.Loss with { DeepSupervisionFactor = v } }),

        Word("optimizer.name", RecipeNames.Optimizers, r => r.Optimizer.Name, (r, v) => r with { Optimizer = r.Optimizer with { Name = v } }),
        Number("optimizer.learningRate", 1e-8, 10, r => r.Optimizer.LearningRate, (r, v) => r with { Optimizer = r.Optimizer with { LearningRate = v } }),
        Number("optimizer.weightDecay", 0, 1, r => r.Optimizer.WeightDecay, (r, v) => r with { Optimizer = r.Optimizer with { WeightDecay = v } }),
        Number("optimizer.l1", 0, 1, r => r.Optimizer.L1, (r, v) => r with { Optimizer = r.Optimizer with { L1 = v } }),
        Texts("optimizer.decayLayers", "names of parameters with * for anything, such as [head.*]", null, r => r.Optimizer.DecayLayers, (r, v) => r with { Optimizer = r.Optimizer with { DecayLayers = v } }),
        Number("optimizer.momentum", 0, 0.9999, r => r.Optimizer.Momentum, (r, v) => r with { Optimizer = r.Optimizer with { Momentum = v } }),
        Number("optimizer.momentumEnd", 0, 0.9999, r => r.Optimizer.MomentumEnd, (r, v) => r with { Optimizer = r.Optimizer with { MomentumEnd = v } }),
        Number("optimizer.smoothing", 0, 0.99999, r => r.Optimizer.Smoothing, (r, v) => r with { Optimizer = r.Optimizer with { Smoothing = v } }),

        Word("schedule.name", RecipeNames.Schedules, r => r.Schedule.Name, (r, v) => r with { Schedule = r.Schedule with { Name = v } }),
        Number("schedule.warmupEpochs", 0, 1000, r => r.Schedule.WarmupEpochs, (r, v) => r with { Schedule = r.Schedule with { WarmupEpochs = v } }),
        Whole("schedule.warmupSteps", 0, 1_000_000, r => r.Schedule.WarmupSteps, (r, v) => r with { Schedule = r.Schedule with { WarmupSteps = v } }),
        Number("schedule.minimumShare", 0, 1, r => r.Schedule.MinimumShare, (r, v) => r with { Schedule = r.Schedule with { MinimumShare = v } }),
        Number("schedule.factor", 0.01, 0.99, r => r.Schedule.Factor, (r, v) => r with { Schedule = r.Schedule with { Factor = v } }),
        Whole("schedule.patienceEpochs", 1, 1000, r => r.Schedule.PatienceEpochs, (r, v) => r with { Schedule = r.Schedule with { PatienceEpochs = v } }),
        Number("schedule.everyEpochs", 0.001, 1000, r => r.Schedule.EveryEpochs, (r, v) => r with { Schedule = r.Schedule with { EveryEpochs = v } }),
        Number("schedule.power", 0.1, 10, r => r.Schedule.Power, (r, v) => r with { Schedule = r.Schedule with { Power = v } }),

        Word("sampling.balance", RecipeNames.Balances, r => r.Sampling.Balance, (r, v) => r with { Sampling = r.Sampling with { Balance = v } }),
        Whole("sampling.imagesPerEpoch", 0, 10_000_000, r => r.Sampling.ImagesPerEpoch, (r, v) => r with { Sampling = r.Sampling with { ImagesPerEpoch = v } }),
        Whole("sampling.patchHeight", 0, 4096, r => r.Sampling.PatchHeight, (r, v) => r with { Sampling = r.Sampling with { PatchHeight = v } }),
        Whole("sampling.patchWidth", 0, 4096, r => r.Sampling.PatchWidth, (r, v) => r with { Sampling = r.Sampling with { PatchWidth = v } }),
        Whole("sampling.patchesPerImage", 1, 100_000, r => r.Sampling.PatchesPerImage, (r, v) => r with { Sampling = r.Sampling with { PatchesPerImage = v } }),
        Word("sampling.patchClasses", RecipeNames.PatchClasses, r => r.Sampling.PatchClasses, (r, v) => r with { Sampling = r.Sampling with { PatchClasses = v } }),

        Flag("augmentation.flipHorizontal", r => r.Augmentation.FlipHorizontal, (r, v) => r with { Augmentation = r.Augmentation with { FlipHorizontal = v } }),
        Flag("augmentation.flipVertical", r => r.Augmentation.FlipVertical, (r, v) => r with { Augmentation = r.Augmentation with { FlipVertical = v } }),
        Number("augmentation.rotationDegrees", 0, 180, r => r.Augmentation.RotationDegrees, (r, v) => r with { Augmentation = r.Augmentation with { RotationDegrees = v } }),
        Number("augmentation.shearDegrees", 0, 60, r => r.Augmentation.ShearDegrees, (r, v) => r with { Augmentation = r.Augmentation with { ShearDegrees = v } }),
        Number("augmentation.scale", 0, 0.9, r => r.Augmentation.Scale, (r, v) => r with { Augmentation = r.Augmentation with { Scale = v } }),
        Number("augmentation.translation", 0, 0.5, r => r.Augmentation.Translation, (r, v) => r with { Augmentation = r.Augmentation with { Translation = v } }),
        Number("augmentation.crop", 0, 0.9, r => r.Augmentation.Crop, (r, v) => r with { Augmentation = r.Augmentation with { Crop = v } }),
        Number("augmentation.elasticAmount", 0, 0.5, r => r.Augmentation.ElasticAmount, (r, v) => r with { Augmentation = r.Augmentation with { ElasticAmount = v } }),
        Number("augmentation.elasticSmoothness", 0.01, 0.5, r => r.Augmentation.ElasticSmoothness, (r, v) => r with { Augmentation = r.Augmentation with { ElasticSmoothness = v } }),
        Number("augmentation.blur", 0, 20, r => r.Augmentation.Blur, (r, v) => r with { Augmentation = r.Augmentation with { Blur = v } }),
        Number("augmentation.brightness", 0, 3, r => r.Augmentation.Brightness, (r, v) => r with { Augmentation = r.Augmentation with { Brightness = v } }),
        Number("augmentation.contrast", 0, 0.9, r => r.Augmentation.Contrast, (r, v) => r with { Augmentation = r.Augmentation with { Contrast = v } }),
        Number("augmentation.gamma", 0, 3, r => r.Augmentation.Gamma, (r, v) => r with { Augmentation = r.Augmentation with { Gamma = v } }),
        Number("augmentation.noise", 0, 2, r => r.Augmentation.Noise, (r, v) => r with { Augmentation = r.Augmentation with { Noise = v } }),
        Number("augmentation.cutOut", 0, 0.9, r => r.Augmentation.CutOut, (r, v) => r with { Augmentation = r.Augmentation with { CutOut = v } }),
        Number("augmentation.mixUp", 0, 10, r => r.Augmentation.MixUp, (r, v) => r with { Augmentation = r.Augmentation with { MixUp = v } }),
        Flag("augmentation.sharedByBatch", r => r.Augmentation.SharedByBatch, (r, v) => r with { Augmentation = r.Augmentation with { SharedByBatch = v } }),

        Whole("training.epochs", 1, 10_000, r => r.Training.Epochs, (r, v) => r with { Training = r.Training with { Epochs = v } }),
        Whole("training.batchSize", 1, 1024, r => r.Training.BatchSize, (r, v) => r with { Training = r.Training with { BatchSize = v } }),
        Whole("training.accumulate", 1, 1024, r => r.Training.Accumulate, (r, v) => r with { Training = r.Training with { Accumulate = v } }),
        Word("training.monitor", RecipeNames.Monitors, r => r.Training.Monitor, (r, v) => r with { Training = r.Training with { Monitor = v } }),
        Whole("training.earlyStoppingEpochs", 0, 10_000, r => r.Training.EarlyStoppingEpochs, (r, v) => r with { Training = r.Training with { EarlyStoppingEpochs = v } }),
        Word("training.precision", RecipeNames.Precisions, r => r.Training.Precision, (r, v) => r with { Training = r.Training with { Precision = v } }),
        Number("training.gradientClip", 0, 1e6, r => r.Training.GradientClip, (r, v) => r with { Training = r.Training with { GradientClip = v } }),
        Number("training.ema", 0, 0.99999, r => r.Training.Ema, (r, v) => r with { Training = r.Training with { Ema = v } }),
        Whole("training.seed", 0, int.MaxValue, r => r.Training.Seed, (r, v) => r with { Training = r.Training with { Seed = v } }),

        Sentence("transfer.from", r => r.Transfer.From, (r, v) => r with { Transfer = r.Transfer with { From = v } }, "run and a number, or the path of a safetensors file", mayBeEmpty: true),
        Texts("transfer.rename", "pairs of names, such as [encoder.*=down.*]", null, r => r.Transfer.Rename, (r, v) => r with { Transfer = r.Transfer with { Rename = v } }),
        Word("transfer.channels", RecipeNames.ChannelRules, r => r.Transfer.Channels, (r, v) => r with { Transfer = r.Transfer with { Channels = v } }),
        Texts("transfer.freeze", "names of parameters with * for anything, such as [down.*]", null, r => r.Transfer.Freeze, (r, v) => r with { Transfer = r.Transfer with { Freeze = v } }),

        Word("inference.flips", RecipeNames.Flips, r => r.Inference.Flips, (r, v) => r with { Inference = r.Inference with { Flips = v } }),
        Number("inference.tileOverlap", 0, 0.9, r => r.Inference.TileOverlap, (r, v) => r with { Inference = r.Inference with { TileOverlap = v } }),

        Texts("postprocessing.fit", "a list of " + string.Join(", ", RecipeNames.Postprocessings), RecipeNames.Postprocessings, r => r.Postprocessing.Fit, (r, v) => r with { Postprocessing = r.Postprocessing with { Fit = v } }),
        Whole("postprocessing.overrideClass", 1, 254, r => r.Postprocessing.OverrideClass, (r, v) => r with { Postprocessing = r.Postprocessing with { OverrideClass = v } }),

        Texts("phases", "changes for each step, such as [\"training.epochs=30\", \"training.epochs=10 transfer.freeze=[down.*]\"]", null, r => r.Phases, (r, v) => r with { Phases = v }),
    ];

    /// <summary>Names of the groups, e.g. <c>training</c>.</summary>
    public static IReadOnlyList<string> Sections { get; } =
        [.. Keys.Where(key => key.Path.Contains('.')).Select(key => key.Path.Split('.')[0]).Distinct()];

    static readonly Dictionary<string, RecipeKey> ByPath = Keys.ToDictionary(key => key.Path);

    public static RecipeKey? Find(string path) => ByPath.GetValueOrDefault(path);

    static string WriteTask(Recipe recipe) => recipe.Task.ToString().ToLowerInvariant();

    static Recipe ReadTask(Recipe recipe, string word) => recipe with { Task = Enum.Parse<ProjectTask>(word, ignoreCase: true) };
}
