using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Jobs;

namespace Studio.Training.Trainer;

/// <summary>Finds out before the first step what would make a run useless.</summary>
static class TrainingPreflight
{
    /// <exception cref="JobFailureException">Says what is missing and what to do.</exception>
    public static void Check(JobContext context)
    {
        if (context.Spec.Classes.Count == 0)
        {
            throw new JobFailureException("The project has no class. Add a class and label some images.");
        }

        if (context.Spec.Classes.Index().Any(pair => pair.Item.Index != pair.Index + 1))
        {
            throw new JobFailureException("The project's classes are not numbered 1, 2, 3 … without a gap. Correct them on the Settings page.");
        }

        var broken = RecipeRules.Check(context.Spec.Recipe).Concat(RecipeRules.CheckClasses(context.Spec.Recipe, context.Spec.Classes.Count)).ToList();
        if (broken.Count > 0)
        {
            throw new JobFailureException(
                "The recipe cannot be used. " + string.Join(" ", broken.Select(rule => $"{rule.Key}: {rule.Message} Allowed: {rule.Allowed}.")));
        }

        RequireLabels(context, Split.Training, "train on");
        RequireLabels(context, Split.Validation, "choose the best epoch by");
        RequireKnownClasses(context);
    }

    static void RequireLabels(JobContext context, Split split, string purpose)
    {
        var samples = context.SamplesOf(split);
        var name = split == Split.Training ? "training" : "validation";
        if (samples.Count == 0)
        {
            throw new JobFailureException($"The dataset version has no {name} image to {purpose}. Label more images and make a new version.");
        }

        if (samples.All(sample => context.Cache.Labels(sample).IndexOfAnyExcept((byte)0) < 0))
        {
            throw new JobFailureException($"None of the {samples.Count} {name} images holds a class. Label some and make a new version.");
        }
    }

    static void RequireKnownClasses(JobContext context)
    {
        for (var sample = 0; sample < context.Cache.Samples.Count; sample++)
        {
            var stranger = context.Cache.Labels(sample).IndexOfAnyExceptInRange((byte)0, (byte)context.Spec.Classes.Count);
            if (stranger >= 0)
            {
                throw new JobFailureException(
                    $"{context.Cache.Samples[sample].Name}: its label holds the value {context.Cache.Labels(sample)[stranger]}, "
                    + $"the project has classes 1 to {context.Spec.Classes.Count}. Correct the label and make a new version.");
            }
        }
    }
}
