using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>Whether there is something to learn from and something to judge by, whatever the recipe.</summary>
public static class DataChecks
{
    const int MinimumTrainingImages = 2;

    public static IEnumerable<RunProblem> Check(ProjectTask task, IReadOnlyList<ClassDefinition> classes, DatasetPreview data)
    {
        if (data.Labelled == 0)
            return [RunProblem.Block(NothingLabelled(task))];
        return [.. CheckSplit(data), .. CheckParts(data), .. CheckClasses(task, classes, data), .. CheckPatients(data)];
    }

    static IEnumerable<RunProblem> CheckSplit(DatasetPreview data) =>
        data.SplitProblems.Where(problem => problem.Blocks).Select(problem => RunProblem.Block($"{problem.Message} See Split."));

    static IEnumerable<RunProblem> CheckParts(DatasetPreview data)
    {
        var (training, validation, test) = (data.Of(Split.Training), data.Of(Split.Validation), data.Of(Split.Test));
        if (training.Images < MinimumTrainingImages)
            yield return RunProblem.Block($"Training needs at least {MinimumTrainingImages} labelled training images; there {(training.Images == 1 ? "is" : "are")} {training.Images}. Label more images.");
        if (validation.Images == 0)
        {
            yield return RunProblem.Block(training.Patients + test.Patients == 1
                ? "All labelled images come from one patient, so nothing is left to judge the training by. Label images of at least one more patient."
                : "No labelled image is left for validation. Label images of at least two patients.");
        }

        if (test.Images == 0)
            yield return RunProblem.Warn("No labelled image is left for the test, so no figure will come from patients the training has not seen.");
    }

    static IEnumerable<RunProblem> CheckClasses(ProjectTask task, IReadOnlyList<ClassDefinition> classes, DatasetPreview data)
    {
        var absent = classes.Where(item => data.TrainingImages(item.Index) == 0).ToList();
        if (absent.Count == classes.Count && classes.Count > 0)
        {
            yield return RunProblem.Block(NoExample(task));
            yield break;
        }

        if (task == ProjectTask.Classification && classes.Except(absent).All(item => data.Count(Split.Training, item.Index) is { Absent: 0 }))
        {
            yield return RunProblem.Block(
                "Of every class only images that show it are known, so there is nothing to tell it from. Say of some images that they do not show it, " +
                "or let the tags exclude each other in the settings.");
            yield break;
        }

        foreach (var item in absent)
            yield return RunProblem.Warn($"No training image shows {item.Name}. The model cannot learn it.");
        foreach (var item in classes.Except(absent))
        {
            if (task == ProjectTask.Classification && data.Count(Split.Training, item.Index) is { Absent: 0 })
                yield return RunProblem.Warn($"Every training image with an answer shows {item.Name}, so there is nothing to tell it from. Say of some images that they do not show it.");
            if (data.Of(Split.Validation).Images > 0 && data.Count(Split.Validation, item.Index) is not { Present: > 0 })
                yield return RunProblem.Warn($"No validation image shows {item.Name}, so its figure stays empty. Label it on images of more patients.");
        }
    }

    static IEnumerable<RunProblem> CheckPatients(DatasetPreview data)
    {
        if (data.PatientsInSeveralSplits.Count > 0)
            yield return RunProblem.Warn($"{Wording.Count(data.PatientsInSeveralSplits.Count, "patient")} with images in more than one part of the data, so figures look better than they are.");
    }

    static string NothingLabelled(ProjectTask task) => task switch
    {
        ProjectTask.Detection => "No image of this project is labelled yet. Draw boxes on some images and submit them first.",
        ProjectTask.Classification => "No image of this project has an answer yet. Label and submit some images first.",
        _ => "No image of this project is labelled yet. Label and submit some images first.",
    };

    static string NoExample(ProjectTask task) => task switch
    {
        ProjectTask.Detection => "No training image has a box. Draw boxes around some objects first.",
        ProjectTask.Classification => "No training image shows any class. Say yes to a class on some images first.",
        _ => "No training image shows any class. Label some structures first.",
    };
}
