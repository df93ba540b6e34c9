using System.CommandLine;
using Studio.Features.Calibration;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>calibrate</c>: chooses how a run's confidence is mended and from which confidence on it answers, on validation.</summary>
public static class CalibrateCommand
{
    static readonly Option<string?> Scale = new Option<string?>("--scale")
    {
        Description = "How confidence is mended. By default as it was chosen last; outlines with a goal get a temperature.",
    }.AcceptOnlyFromAmong([.. Enum.GetValues<Mending>().Select(Wording.InAddress)]);

    static readonly Option<string[]> Goals = new("--goal")
    {
        Description = $"CLASS=GOAL, may be given several times. Goals: {GoalText.Allowed}. Classes without one keep what was chosen for them.",
        DefaultValueFactory = _ => [],
    };

    public static Command Create() => Verb.Create(
        "calibrate",
        "Say how far a run's confidence can be believed on its validation images, and choose from which confidence on it answers. Without --scale and --goal nothing is stored.",
        [RunOptions.Run, RunOptions.ProjectOfRun, Scale, Goals],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var run = await RunOptions.RequireRunAsync(host, parsed, cancellation);
        var project = await host.Get<ProjectStore>().FindAsync(run.ProjectId, cancellation);
        var found = await host.Get<CalibrationReader>().ReadAsync(project!, run, cancellation);
        var answers = found.Answers ?? throw new BadInputException(
            found.CanEvaluate ? $"{found.Problem} Use 'evaluate --project {project!.Slug} --run {run.Number}'." : found.Problem!);
        var before = await host.Get<OperatingPointStore>().FindLatestAsync(run.Id, cancellation);
        var (mending, wishes) = OperatingPointDraft.Of(before?.Point);
        var chosen = parsed.GetRequiredValue(Goals).Select(text => GoalText.Parse(text, answers)).ToList();
        if (parsed.GetValue(Scale) is { } scale)
            mending = Enum.Parse<Mending>(scale, ignoreCase: true);
        else if (chosen.Count > 0 && mending == Mending.None && answers.Kind == Contracts.Recipes.OutputKind.ClassMap)
            mending = Mending.Temperature;
        var draft = OperatingPointDraft.Of(answers, mending, [.. wishes.Where(wish => chosen.All(other => other.ClassIndex != wish.ClassIndex)), .. chosen]);
        var isChoice = parsed.GetValue(Scale) is not null || chosen.Count > 0;
        if (isChoice && draft.Problems.Count > 0)
            throw new BadInputException(string.Join(Environment.NewLine, draft.Problems));
        var stored = isChoice ? await host.Get<OperatingPointService>().SaveAsync(answers, draft, user: null, cancellation) : before;
        var classes = ClassConfidence.List(answers, mending, draft.Mended);
        Verb.Print(
            parsed,
            new
            {
                project = project!.Slug,
                run = run.Number,
                split = "validation",
                images = answers.Images,
                patients = answers.Patients,
                saved = isChoice,
                operatingPoint = stored?.Point,
                classes = classes.Select(item => new
                {
                    name = item.Name,
                    answers = item.Before.Count,
                    ece = item.Before.Error,
                    eceMended = item.After?.Error,
                    brier = item.Before.Brier,
                    brierMended = item.After?.Brier,
                    judgedOnOthers = item.IsCrossFitted,
                }),
                thresholds = draft.Outcomes.Select(outcome => new
                {
                    name = outcome.Definition.Name,
                    outcome.Chosen,
                    sensitivity95 = Bounds(outcome.Sensitivity),
                    specificity95 = Bounds(outcome.Specificity),
                }),
            },
            Words(answers, draft, classes, isChoice));
        return ExitCode.Done;
    }

    static double[]? Bounds(Statistics.Interval? interval) => interval is { } known ? [known.Low, known.High] : null;

    static string Words(ValidationAnswers answers, OperatingPointDraft draft, IReadOnlyList<ClassConfidence> classes, bool isSaved) => string.Join(Environment.NewLine,
    [
        $"{Wording.Count(answers.Images, "validation image")} of {Wording.Count(answers.Patients, "patient")}. The test set stays closed.",
        .. classes.Select(item => $"{item.Name}: {CalibrationWording.Verdict(item.Before)} {CalibrationWording.Example(item.Before, answers.Kind)}"
            + (item.After is { } after ? $" Mended: {CalibrationWording.Verdict(after)}" : "")),
        CalibrationWording.Fitted(answers, draft.Mended, draft.Mending),
        .. draft.Outcomes.Select(outcome => $"{outcome.Definition.Name}: {(outcome.Chosen is { } chosen ? CalibrationWording.Chosen(chosen) : outcome.Problem)}"),
        isSaved ? $"Saved. Evaluations and packages of run {answers.Run.Number} use it from now on." : "Nothing was changed.",
    ]);
}
