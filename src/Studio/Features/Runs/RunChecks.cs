using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>What must be true of data and recipe together before a training makes sense.</summary>
public static class RunChecks
{
    public static IReadOnlyList<string> Devices { get; } = ["auto", "cpu", "cuda"];

    /// <summary>Everything that keeps a recipe from starting on the data as it is now, and what a person should know.</summary>
    public static IReadOnlyList<RunProblem> Check(
        Recipe recipe,
        Project project,
        string device,
        IReadOnlyList<ClassDefinition> classes,
        DatasetPreview data) =>
    [
        .. CheckRecipe(recipe, project.Task, device, classes.Count),
        .. DataChecks.Check(project.Task, classes, data),
        .. recipe.Task == project.Task ? FitChecks.Check(recipe, project, data) : [],
    ];

    /// <summary>Whether the split has the fold that a run is to be judged on; null where it has.</summary>
    public static RunProblem? CheckFold(int? fold, SplitPlan plan) => fold switch
    {
        null => null,
        _ when !plan.HasFolds => RunProblem.Block("The split of this project has no folds. Choose folds for it, or train without one."),
        _ when fold < 1 || fold > plan.Folds => RunProblem.Block($"There is no fold {fold}: the split of this project has {plan.Folds}."),
        _ => null,
    };

    /// <summary>Rules that need no data.</summary>
    public static IEnumerable<RunProblem> CheckRecipe(Recipe recipe, ProjectTask task, string device, int classCount)
    {
        if (!Devices.Contains(device))
            yield return RunProblem.Block($"The device \"{device}\" is not known. Devices: {string.Join(", ", Devices)}.");
        if (recipe.Task != task)
            yield return RunProblem.Block($"The recipe {recipe.Id} {Learns(recipe.Task)}, and this project asks for {Wanted(task)}. Choose a recipe that {Learns(task)}.");
        if (classCount == 0)
            yield return RunProblem.Block("This project has no class yet. Add a class and label some images with it.");
        foreach (var broken in RecipeRules.Check(recipe).Concat(RecipeRules.CheckClasses(recipe, classCount)))
            yield return RunProblem.Block($"{broken.Key}: {broken.Message} Allowed: {broken.Allowed}.");
    }

    static string Learns(ProjectTask task) => task switch
    {
        ProjectTask.Detection => "learns boxes",
        ProjectTask.Classification => "learns tags",
        _ => "learns outlines",
    };

    static string Wanted(ProjectTask task) => task switch
    {
        ProjectTask.Detection => "boxes",
        ProjectTask.Classification => "tags",
        _ => "outlines",
    };
}
