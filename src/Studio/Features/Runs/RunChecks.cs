using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;

namespace Studio.Features.Runs;

/// <summary>What must be true of data and recipe together before a training makes sense.</summary>
public static class RunChecks
{
    const int MinimumTrainingImages = 2;

    public static IReadOnlyList<string> Devices { get; } = ["auto", "cpu", "cuda"];

    /// <summary>Rules that need no data; reported before a dataset version is frozen.</summary>
    public static IEnumerable<RunProblem> CheckRecipe(Recipe recipe, ProjectTask task, string device, int classCount)
    {
        if (!Devices.Contains(device))
            yield return Block($"The device \"{device}\" is not known. Devices: {string.Join(", ", Devices)}.");
        if (recipe.Task != task)
            yield return Block($"The recipe {recipe.Id} is for {Word(recipe.Task)}, this project is for {Word(task)}. Choose another recipe.");
        if (classCount == 0)
            yield return Block("This project has no class yet. Add a class and label some images with it.");
        foreach (var broken in RecipeRules.Check(recipe).Concat(RecipeRules.CheckClasses(recipe, classCount)))
            yield return Block($"{broken.Key}: {broken.Message} Allowed: {broken.Allowed}.");
    }

    /// <summary>Rules of the frozen data.</summary>
    /// <param name="samples">The version's images.</param>
    /// <param name="classes">The version's classes.</param>
    /// <param name="trainingImages">Training images whose label holds each class, by class index.</param>
    /// <param name="patientsInSeveralSplits">Patients that came with more than one split.</param>
    public static IEnumerable<RunProblem> CheckData(
        IReadOnlyList<SampleSpec> samples,
        IReadOnlyList<ClassDefinition> classes,
        IReadOnlyDictionary<int, int> trainingImages,
        IReadOnlyList<string> patientsInSeveralSplits) =>
        CheckData(samples.CountBy(sample => sample.Split).ToDictionary(), classes, trainingImages, patientsInSeveralSplits);

    /// <inheritdoc cref="CheckData(IReadOnlyList{SampleSpec}, IReadOnlyList{ClassDefinition}, IReadOnlyDictionary{int, int}, IReadOnlyList{string})"/>
    /// <param name="counts">Images of each part, of a version or of what would become one.</param>
    public static IEnumerable<RunProblem> CheckData(
        IReadOnlyDictionary<Split, int> counts,
        IReadOnlyList<ClassDefinition> classes,
        IReadOnlyDictionary<int, int> trainingImages,
        IReadOnlyList<string> patientsInSeveralSplits)
    {
        var training = counts.GetValueOrDefault(Split.Training);
        var absent = classes.Where(item => trainingImages.GetValueOrDefault(item.Index) == 0).ToList();
        if (training < MinimumTrainingImages)
            yield return Block($"Training needs at least {MinimumTrainingImages} labelled training images; there are {training}. Label more images.");
        if (counts.GetValueOrDefault(Split.Validation) == 0)
            yield return Block("No labelled image is left for validation. Label images of at least two patients.");
        if (training > 0 && absent.Count == classes.Count)
            yield return Block("No training image shows any class. Label some structures first.");
        foreach (var item in absent.Count < classes.Count ? absent : [])
            yield return Warn($"No training image shows {item.Name}. The model cannot learn it.");
        if (counts.GetValueOrDefault(Split.Test) == 0)
            yield return Warn("No labelled image is left for the test, so no figure will come from patients the training has not seen.");
        if (patientsInSeveralSplits.Count > 0)
            yield return Warn($"{patientsInSeveralSplits.Count} patients have images in more than one part of the data, so figures look better than they are.");
    }

    static string Word(ProjectTask task) => task.ToString().ToLowerInvariant();

    static RunProblem Block(string message) => new(Blocks: true, message);

    static RunProblem Warn(string message) => new(Blocks: false, message);
}
