using Studio.Contracts.Jobs;
using Studio.Features.Runs;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Overview;

/// <summary>The checklist of a project: from images to a released model.</summary>
public static class ProjectSteps
{
    /// <summary>A first model can be trained and judged from about this many labelled images.</summary>
    public const int EnoughLabelled = 20;

    public static IReadOnlyList<ProjectStep> Compute(ProjectFacts facts) =>
        [Images(facts), Labels(facts), AuditStep.Of(facts), Version(facts), Training(facts), Release(facts)];

    /// <summary>Index of the one open step: the first that wants a person or still waits. Null when everything is done, or while a job works on a step before it.</summary>
    public static int? FindOpen(IReadOnlyList<ProjectStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].State == StepState.Running)
                return null;
            if (steps[i].State is StepState.Waiting or StepState.Failed or StepState.Warned)
                return i;
        }

        return null;
    }

    static ProjectStep Images(ProjectFacts facts)
    {
        const string Title = "Bring in images";
        if (facts.Images == 0)
        {
            return new(
                Title,
                $"Files, folders or a zip: {Import.ReadableFormats.Names}. Labels may come with them.",
                StepState.Waiting,
                $"/p/{facts.Slug}/import",
                "Import",
                "Import images");
        }

        var from = facts.Patients == 0 ? "" : $" from {Wording.Count(facts.Patients, "patient")}";
        return new(
            Title,
            $"{Wording.Count(facts.Images, "image")}{from}, {Wording.Number(facts.Rejected)} rejected",
            StepState.Done,
            $"/p/{facts.Slug}/images",
            "Images",
            "Import images");
    }

    static ProjectStep Labels(ProjectFacts facts)
    {
        var open = facts.Images - facts.Labelled;
        var wanted = Math.Min(EnoughLabelled, facts.Images);
        var isEnough = facts.Labelled > 0 && facts.Labelled >= wanted;
        var fact = (facts.Images, isEnough, open) switch
        {
            (0, _, _) => "Draw outlines, or correct those that came with the images.",
            (_, true, 0) => $"All {Wording.Number(facts.Images)} images are labelled.",
            (_, true, _) => $"{Wording.Number(facts.Labelled)} labelled, enough to start. {Wording.Number(open)} still open.",
            _ => $"{Wording.Number(facts.Labelled)} of {Wording.Number(facts.Images)} labelled. About {wanted} are enough to start.",
        };
        return new(
            "Label them",
            fact,
            isEnough ? StepState.Done : StepState.Waiting,
            $"/p/{facts.Slug}/label",
            "Label",
            "Start labelling");
    }

    static ProjectStep Version(ProjectFacts facts)
    {
        var fact = facts.LatestVersion is { } version
            ? $"Version {version.Number}, split by patient: {version.TrainingPatients} training, {version.ValidationPatients} validation, {version.TestPatients} test"
            : "The list of images and labels a model learns from, split by patient. It never changes afterwards.";
        return new(
            "Freeze a version",
            fact,
            facts.LatestVersion is null ? StepState.Waiting : StepState.Done,
            $"/p/{facts.Slug}/versions",
            "Versions",
            "Freeze a version");
    }

    static ProjectStep Training(ProjectFacts facts)
    {
        var choose = $"/p/{facts.Slug}/train";
        if (facts.LatestRun is not { } latest)
            return new("Train", "Choose a recipe, press Start and watch it learn.", StepState.Waiting, choose, "Train", "Choose a recipe");

        var run = latest.Run;
        var address = $"/p/{facts.Slug}/runs/{run.Number}";
        if (run.State is null or JobState.Queued)
            return new("Train", $"Run {run.Number} waits for its turn", StepState.Running, address, "Watch", "Watch");
        if (run.State == JobState.Running)
            return new("Train", Progress(latest), StepState.Running, address, "Watch", "Watch");
        if (facts.BestRun is { BestScore: { } score } best)
        {
            var fact = $"Run {best.Number} reached {ScoreWording.Name(best.Score)} {Wording.Score(score)} on validation";
            return new("Train", fact, StepState.Done, $"/p/{facts.Slug}/runs", "Runs", "Train again");
        }

        return run.State == JobState.Failed
            ? new("Train", $"Run {run.Number} failed: {run.Reason}", StepState.Failed, address, "Look", "Look at the cause")
            : new("Train", $"Run {run.Number} ended without a result.", StepState.Waiting, choose, "Train", "Train again");
    }

    static string Progress(RunFacts latest)
    {
        var at = latest.Epoch == 0
            ? $"Run {latest.Run.Number} has begun"
            : $"Run {latest.Run.Number} is at epoch {latest.Epoch} of {latest.Epochs}";
        var paused = latest.IsPaused ? ", paused" : "";
        var score = latest.Run.BestScore is { } best ? $", {ScoreWording.Name(latest.Run.Score)} {Wording.Score(best)} so far" : "";
        return at + paused + score;
    }

    static ProjectStep Release(ProjectFacts facts)
    {
        const string Title = "Release a model";
        if (facts.LatestModel is not { } model)
        {
            return new(
                Title,
                "Make a package from a finished run: it works without the studio.",
                StepState.Waiting,
                $"/p/{facts.Slug}/models",
                "Models",
                "Make a model");
        }

        var isApproved = model.Stage == ModelStage.Approved;
        return new(
            Title,
            $"Model {model.Number} of run {model.RunNumber} is {(isApproved ? "approved" : "packaged and waits for approval")}.",
            isApproved ? StepState.Done : StepState.Waiting,
            $"/p/{facts.Slug}/models/{model.Number}",
            "Models",
            "Look at the model");
    }
}
