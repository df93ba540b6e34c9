using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Jobs;
using Studio.Training.Tasks;

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

        for (var phase = 0; phase < context.Phases.Count; phase++)
        {
            var task = PredictionTask.Create(context.Phases[phase], context.Spec.Classes);
            Require(context.CacheOf(phase), task, Split.Training, "train on");
            Require(context.CacheOf(phase), task, Split.Validation, "choose the best epoch by");
        }
    }

    static void Require(SampleCache cache, PredictionTask task, Split split, string purpose)
    {
        var samples = JobContext.SamplesOf(cache, split, task);
        var name = split == Split.Training ? "training" : "validation";
        if (samples.Count == 0)
        {
            throw new JobFailureException($"The dataset version has no {name} image to {purpose}. Label more images and make a new version.");
        }

        if (task.Missing(cache, samples, name, purpose) is { } problem)
        {
            throw new JobFailureException(problem);
        }
    }
}
