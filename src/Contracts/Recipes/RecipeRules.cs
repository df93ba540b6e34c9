namespace Studio.Contracts.Recipes;

/// <summary>Rules that need more than one key of a recipe.</summary>
public static partial class RecipeRules
{
    /// <summary>A rule that a recipe breaks, with the key at which it is reported.</summary>
    public readonly record struct Broken(string Key, string Message, string Allowed);

    /// <summary>Every rule between keys that the recipe breaks.</summary>
    public static IEnumerable<Broken> Check(Recipe recipe) =>
    [
        .. CheckTask(recipe), .. CheckBlocks(recipe), .. CheckSize(recipe), .. CheckChannels(recipe), .. CheckTraining(recipe),
        .. CheckOptimization(recipe), .. CheckPhases(recipe),
    ];

    /// <summary>Rules that need the project: one class weight for each class, and for the background where there is one.</summary>
    public static IEnumerable<Broken> CheckClasses(Recipe recipe, int classCount)
    {
        var weights = recipe.Loss.ClassWeights.Count;
        var hasBackground = ArchitectureFacts.Of(recipe.Architecture).Output == OutputKind.ClassMap;
        var needed = hasBackground ? classCount + 1 : classCount;
        if (weights > 0 && weights != needed)
        {
            yield return new Broken(
                "loss.classWeights",
                hasBackground
                    ? $"{weights} weights are given, the project needs {needed}: background first, then its classes in order."
                    : $"{weights} weights are given, the project needs {needed}: its classes in order.",
                $"{needed} numbers or an empty list");
        }

        if (recipe.Postprocessing.Fit.Contains("override") && recipe.Postprocessing.OverrideClass > classCount)
        {
            yield return new Broken(
                "postprocessing.overrideClass",
                $"The project has no class {recipe.Postprocessing.OverrideClass}.",
                $"a whole number from 1 to {classCount}");
        }
    }

    static IEnumerable<Broken> CheckTask(Recipe recipe)
    {
        var facts = ArchitectureFacts.Of(recipe.Architecture);
        if (facts.Task != recipe.Task)
        {
            yield return new Broken(
                "architecture.name",
                $"{recipe.Architecture.Name} is for {Word(facts.Task)}, the task is {Word(recipe.Task)}.",
                string.Join(", ", ArchitectureFacts.All.Where(pair => pair.Value.Task == recipe.Task).Select(pair => pair.Key)));
        }
        else if (!LossFacts.All[recipe.Loss.Name].Contains(facts.Output))
        {
            yield return new Broken(
                "loss.name",
                $"{recipe.Loss.Name} cannot judge what {recipe.Architecture.Name} answers.",
                string.Join(", ", LossFacts.All.Where(pair => pair.Value.Contains(facts.Output)).Select(pair => pair.Key)));
        }

        if (recipe.Augmentation.MixUp > 0 && facts.Output != OutputKind.Tags)
        {
            yield return new Broken("augmentation.mixUp", "Only images with tags can be mixed.", "0");
        }

        if (recipe.Postprocessing.Fit.Count > 0 && facts.Output is not (OutputKind.ClassMap or OutputKind.Tags))
        {
            yield return new Broken("postprocessing.fit", "Boxes have no such rules.", "an empty list");
        }
    }

    static IEnumerable<Broken> CheckBlocks(Recipe recipe)
    {
        var architecture = recipe.Architecture;
        var blocks = ArchitectureFacts.Of(architecture).Blocks;
        if (!blocks.Fits(architecture))
        {
            yield return architecture.Widths.Count > 0
                ? new Broken(
                    "architecture.widths",
                    $"{architecture.Name} cannot have {architecture.Widths.Count} blocks.",
                    $"a list of {blocks} numbers, or an empty list")
                : new Broken("architecture.depth", $"{architecture.Name} cannot have {architecture.Depth} blocks.", $"{blocks}");
        }
        else if (architecture.Widths.Any(width => width != Math.Floor(width) || width > 4096))
        {
            yield return new Broken("architecture.widths", "Channels are counted in whole numbers.", "whole numbers from 1 to 4096");
        }

        if (architecture.OutputStride is not (8 or 16))
        {
            yield return new Broken("architecture.outputStride", $"A network with output stride {architecture.OutputStride} is not offered.", "8 or 16");
        }
    }

    static IEnumerable<Broken> CheckSize(Recipe recipe)
    {
        var facts = ArchitectureFacts.Of(recipe.Architecture);
        var multiple = facts.SizeMultiple(recipe.Architecture);
        var margin = facts.Margin(recipe.Architecture);
        var (input, sampling) = (recipe.Input, recipe.Sampling);
        var usesPatches = sampling.PatchHeight > 0 || sampling.PatchWidth > 0;
        if (usesPatches && facts.Output != OutputKind.ClassMap)
        {
            yield return new Broken("sampling.patchHeight", "Patches are for segmentation; tags and boxes belong to the whole image.", "0");
            yield break;
        }

        (string Key, int Side, int Image)[] sides = usesPatches
            ? [("sampling.patchHeight", sampling.PatchHeight, input.Height), ("sampling.patchWidth", sampling.PatchWidth, input.Width)]
            : [("input.height", input.Height, input.Height), ("input.width", input.Width, input.Width)];
        foreach (var (key, side, image) in sides)
        {
            if (side % multiple != 0)
            {
                var below = side / multiple * multiple;
                yield return new Broken(
                    key,
                    $"{side} does not divide by {multiple}, which {Network(recipe)} needs.",
                    below > 0 ? $"{below} or {below + multiple}" : $"{multiple}");
            }
            else if (usesPatches && (side <= margin || side - margin > image))
            {
                yield return new Broken(
                    key,
                    side <= margin
                        ? $"{side} leaves nothing, since {recipe.Architecture.Name} looks {margin} pixels around."
                        : $"A patch of {side} does not fit into the input of {image}.",
                    $"a whole number from {margin + 1} to {image + margin}");
            }
        }
    }

    static string Network(Recipe recipe) => recipe.Architecture.Name == "unet"
        ? $"a network of depth {recipe.Architecture.BlockWidths().Count}"
        : recipe.Architecture.Name;

    static IEnumerable<Broken> CheckChannels(Recipe recipe)
    {
        var input = recipe.Input;
        if (input.CaseChannels.Count > 0 && input.Neighbours > 0)
        {
            yield return new Broken("input.neighbours", "Neighbouring slices and the channels of a case cannot be used together.", "0");
        }
        else if (input.CaseChannels.Count > 0)
        {
            if (input.Channels != input.CaseChannels.Count)
            {
                yield return new Broken("input.channels", $"{input.CaseChannels.Count} channels of a case are named.", $"{input.CaseChannels.Count}");
            }
        }
        else if (input.Neighbours > 0)
        {
            if (input.Channels != (2 * input.Neighbours) + 1)
            {
                yield return new Broken(
                    "input.channels",
                    $"With {input.Neighbours} slices before and behind, the network sees {(2 * input.Neighbours) + 1}.",
                    $"{(2 * input.Neighbours) + 1}");
            }
        }
        else if (input.Channels is not (1 or 3))
        {
            yield return new Broken("input.channels", $"{input.Channels} channels are neither grey nor colour.", "1 (grey) or 3 (colour)");
        }
    }

    static IEnumerable<Broken> CheckTraining(Recipe recipe)
    {
        if (recipe.Phases.Count == 0
            && recipe.Schedule.WarmupSteps == 0 && recipe.Schedule.Name != "one-cycle"
            && recipe.Schedule.WarmupEpochs >= recipe.Training.Epochs && recipe.Schedule.WarmupEpochs > 0)
        {
            yield return new Broken(
                "schedule.warmupEpochs",
                $"The warm-up takes as long as the whole training ({recipe.Training.Epochs} epochs).",
                $"less than {recipe.Training.Epochs}");
        }

        if (recipe.Loss.ClassWeights.Count > 0 && recipe.Loss.ClassWeights.Sum() <= 0)
        {
            yield return new Broken("loss.classWeights", "No class has a weight above 0.", "at least one number above 0");
        }

        foreach (var pair in recipe.Transfer.Rename.Where(pair => pair.Split('=').Length != 2))
        {
            yield return new Broken("transfer.rename", $"\"{pair}\" is not of the form old=new.", "pairs such as encoder.*=down.*");
        }
    }

    static IEnumerable<Broken> CheckPhases(Recipe recipe)
    {
        var sizes = new HashSet<(int Height, int Width)>();
        foreach (var (index, changes) in recipe.Phases.Index())
        {
            var reading = RecipePhases.Read(recipe, changes);
            foreach (var problem in reading.Problems)
            {
                var key = problem.Key.Length > 0 ? $"{problem.Key}: " : "";
                yield return new Broken("phases", $"Step {index + 1}: {key}{problem.Message}", problem.Allowed);
            }

            if (reading.Recipe is { } step)
            {
                sizes.Add((step.Input.Height, step.Input.Width));
            }
        }

        if (sizes.Count > 1 && ArchitectureFacts.Of(recipe.Architecture).BelongsToOneSize(recipe.Architecture))
        {
            yield return new Broken(
                "phases",
                $"The steps have inputs of different sizes, and a {recipe.Architecture.Name} with head flatten belongs to one.",
                "architecture.head: pool, or one size for all steps");
        }
    }

    static string Word(Projects.ProjectTask task) => task.ToString().ToLowerInvariant();
}
