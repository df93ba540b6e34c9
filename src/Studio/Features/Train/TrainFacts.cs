using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Admin;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.Train;

/// <summary>What is known before a training starts.</summary>
/// <param name="Data">Of the labels as they are now, or of the chosen version.</param>
/// <param name="Runs">Earlier runs, newest first.</param>
public sealed record TrainFacts(
    Project Project,
    IReadOnlyList<ClassDefinition> Classes,
    DatasetPreview Data,
    DatasetVersion? LastVersion,
    IReadOnlyList<RunSummary> Runs,
    MachineState Machine)
{
    /// <summary>The version to train on; null: the labels as they are now.</summary>
    public DatasetVersion? Version { get; init; }

    const string SampleRecipe = "unet-sample";
    const string ProcessorRecipe = "unet-quick";
    const string AcceleratorRecipe = "unet-careful";
    const string BoxRecipe = "boxes";
    const string OneTagRecipe = "classify";
    const string TagsRecipe = "r2-corrected";

    /// <summary>The recipe that fits task and machine; the sample project has its own.</summary>
    public string SuggestedRecipe => Project.Task switch
    {
        ProjectTask.Detection => BoxRecipe,
        ProjectTask.Classification => Project.TagsExcludeEachOther ? OneTagRecipe : TagsRecipe,
        _ when Project.IsSample => SampleRecipe,
        _ => Machine.Accelerator is null ? ProcessorRecipe : AcceleratorRecipe,
    };

    /// <summary>Whether a recipe belongs on this project's page: the sample's recipe fits nothing else.</summary>
    public bool Fits(Recipe recipe) => recipe.Task == Project.Task && (Project.IsSample || recipe.Id != SampleRecipe);

    /// <summary>From the speed of an earlier run with the same network and input; null when there is none.</summary>
    public (TimeSpan Time, int RunNumber)? EstimateTime(Recipe recipe)
    {
        var alike = Runs.FirstOrDefault(summary => summary.ImagesPerSecond > 0
            && summary.Run.Recipe.Architecture == recipe.Architecture
            && summary.Run.Recipe.Input == recipe.Input
            && summary.Run.Recipe.Training.BatchSize == recipe.Training.BatchSize);
        return alike is null
            ? null
            : (TimeSpan.FromSeconds((double)recipe.Training.Epochs * Data.Of(Split.Training).Images / alike.ImagesPerSecond!.Value), alike.Run.Number);
    }

    /// <summary>Everything that keeps a recipe from starting, and what a person should know.</summary>
    public IReadOnlyList<RunProblem> Check(Recipe recipe, string device) => RunChecks.Check(recipe, Project, device, Classes, Data);
}

/// <summary>Gathers what the Train page shows.</summary>
public sealed class TrainFactsReader(
    ClassStore classes,
    DatasetVersionStore versions,
    RunSummaries runs,
    MachineReader machine)
{
    /// <param name="number">A version of the project; one that does not exist counts as not given.</param>
    public async Task<TrainFacts> ReadAsync(Project project, int? number = null, CancellationToken cancellationToken = default)
    {
        var version = number is { } wanted ? await versions.FindByNumberAsync(project.Id, wanted, cancellationToken) : null;
        return new TrainFacts(
            project,
            version?.Classes ?? await classes.ListAsync(project.Id, cancellationToken),
            version is null
                ? await versions.PreviewAsync(project.Id, cancellationToken)
                : await versions.DescribeAsync(version, cancellationToken),
            await versions.ListAsync(project.Id, cancellationToken) is [var last, ..] ? last : null,
            await runs.ListAsync(project.Id, cancellationToken),
            await machine.ReadAsync(cancellationToken))
        {
            Version = version,
        };
    }
}
