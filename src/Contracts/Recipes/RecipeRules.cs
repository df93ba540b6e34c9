namespace Studio.Contracts.Recipes;

/// <summary>Rules that need more than one key of a recipe.</summary>
public static class RecipeRules
{
    /// <summary>A rule that a recipe breaks, with the key at which it is reported.</summary>
    public readonly record struct Broken(string Key, string Message, string Allowed);

    /// <summary>Every rule between keys that the recipe breaks.</summary>
    public static IEnumerable<Broken> Check(Recipe recipe)
    {
        var multiple = 1 << (recipe.Architecture.Depth - 1);
        foreach (var (key, side) in new[] { ("input.height", recipe.Input.Height), ("input.width", recipe.Input.Width) })
        {
            if (side % multiple != 0)
            {
                var below = side / multiple * multiple;
                yield return new Broken(
                    key,
                    $"{side} does not divide by {multiple}, which a network of depth {recipe.Architecture.Depth} needs.",
                    below > 0 ? $"{below} or {below + multiple}" : $"{multiple}");
            }
        }

        if (recipe.Input.Channels == 2)
        {
            yield return new Broken("input.channels", "2 channels are neither grey nor colour.", "1 (grey) or 3 (colour)");
        }

        if (recipe.Schedule.WarmupEpochs >= recipe.Training.Epochs && recipe.Schedule.WarmupEpochs > 0)
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
    }

    /// <summary>Rules that need the project: one class weight for the background and one for each class.</summary>
    public static IEnumerable<Broken> CheckClasses(Recipe recipe, int classCount)
    {
        var weights = recipe.Loss.ClassWeights.Count;
        if (weights > 0 && weights != classCount + 1)
        {
            yield return new Broken(
                "loss.classWeights",
                $"{weights} weights are given, the project needs {classCount + 1}: background first, then its classes in order.",
                $"{classCount + 1} numbers or an empty list");
        }
    }
}
