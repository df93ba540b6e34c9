using System.Globalization;
using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;
using Studio.Features.Shell;
using Studio.Statistics;

namespace Studio.Features.Calibration;

/// <summary>Confidence and thresholds as people say them.</summary>
public static class CalibrationWording
{
    const double Good = 0.05;
    const double Fair = 0.1;

    /// <summary>With fewer answers a diagram is chance.</summary>
    const int FewestAnswers = 20;

    /// <summary>Answers that an example is taken from, at least.</summary>
    const int FewestInExample = 5;

    /// <summary>"Yes, within 3 %." "Mostly: off by 7 %." "No: off by 15 %."</summary>
    public static string Verdict(ConfidenceFigures figures)
    {
        if (figures.Count < FewestAnswers)
            return figures.Count == 0 ? "Nothing was answered." : $"Too few to say: {Wording.Count(figures.Count, "answer")}.";

        // As it is written: in whole percent.
        var error = Math.Round(figures.Error!.Value, 2);
        return error <= Good ? $"Yes, within {Percent(error)}." : $"{(error <= Fair ? "Mostly" : "No")}. It is off by {Percent(error)} on average.";
    }

    /// <summary>Whether mending is worth it for a class; empty where nothing is mended.</summary>
    public static string Worth(ConfidenceFigures before, ConfidenceFigures? after)
    {
        if (after is null)
            return "";
        var (error, mended) = (before.Error ?? 0, after.Error ?? 0);
        var figures = string.Create(CultureInfo.InvariantCulture, $"error {error:0.000}, mended {mended:0.000}")
            + (before.Brier is { } score && after.Brier is { } better ? string.Create(CultureInfo.InvariantCulture, $"; Brier score {score:0.000}, mended {better:0.000}.") : ".");
        var isBetter = (mended < error, (after.Brier ?? mended) < (before.Brier ?? error));
        return isBetter switch
        {
            (true, true) => $"Mending helps: {figures}",
            (false, false) => $"Mending does not help here: {figures} Leave it as it is.",
            _ => $"Mending changes little: {figures}",
        };
    }

    /// <summary>"When it says 0.93, it is so in 0.84 of 61 cases." Of the bin that weighs most in the error; empty without one.</summary>
    public static string Example(ConfidenceFigures figures, OutputKind kind)
    {
        var bin = figures.Diagram.Bins.Where(item => item.Count >= FewestInExample).MaxBy(item => item.Count * Math.Abs(item.Confidence - item.Share));
        return bin is null ? "" : $"When it says {Wording.Score(bin.Confidence)}, it is {(kind == OutputKind.Tags ? "so" : "right")} in {Wording.Score(bin.Share)} of {Wording.Count(bin.Count, Case(kind), Cases(kind))}.";
    }

    /// <summary>What the diagram's points stand for.</summary>
    public static string Cases(OutputKind kind) => kind switch
    {
        OutputKind.ClassMap => "pixels",
        OutputKind.Tags => "images",
        _ => "boxes",
    };

    static string Case(OutputKind kind) => Cases(kind)[..^(kind == OutputKind.Boxes ? 2 : 1)];

    public static string Name(Mending mending) => mending switch
    {
        Mending.Temperature => "One temperature for all classes",
        Mending.Platt => "A slope and an offset for each class (Platt)",
        _ => "Leave it as it is",
    };

    /// <summary>What was fitted, and on whom its worth was judged.</summary>
    public static string Fitted(ValidationAnswers answers, MendedAnswers mended, Mending mending)
    {
        if (mended.Scaling is not { } scaling)
            return "Confidence stays as the network gives it.";
        var what = mending == Mending.Temperature
            ? $"Temperature {Number(1 / scaling.Factors[0].Slope)}, which makes it {(scaling.Factors[0].Slope < 1 ? "less sure" : "surer")}."
            : "Slope and offset were fitted for each class.";
        return $"{what} The order of answers stays. {Judged(answers, mended)}";
    }

    static string Judged(ValidationAnswers answers, MendedAnswers mended)
    {
        if (answers.Evaluation.Result.Scaling is { } pixels && answers.Kind == OutputKind.ClassMap)
            return $"Fitted and judged on the same {Wording.Count(pixels.Pixels, "pixel")} of the validation images, so the filled points are a little too good.";
        if (mended.IsCrossFitted.All(crossed => crossed))
            return "Fitted on the validation images; the filled points are judged on patients that had no part in the fit (five folds by patient).";
        return $"Judged on the images it was fitted on, so the filled points are a little too good: judging on others takes {MendedAnswers.FewestPatients} patients of each kind.";
    }

    public static string NoMending(ValidationAnswers answers, Mending mending) => answers.Mendings switch
    {
        [] when answers.Kind == OutputKind.Boxes => "The confidence of a box is no probability that could be mended. Choose thresholds alone.",
        [] => "This validation is from before a temperature was fitted. Evaluate the run again.",
        var able => $"{Name(mending)} does not fit such answers. Choose {string.Join(" or ", able.Select(item => $"'{Name(item)}'"))}.",
    };

    /// <summary>"Find at least 0.95 of what is there".</summary>
    public static string Goal(ThresholdGoal goal, double target) => goal switch
    {
        ThresholdGoal.Sensitivity => $"Find at least {Number(target)} of what is there",
        ThresholdGoal.Specificity => $"Leave at least {Number(target)} of what is not there alone",
        ThresholdGoal.Precision => $"At least {Number(target)} of the answers right",
        ThresholdGoal.FalsePositives => $"At most {Number(target)} false {(target == 1 ? "box" : "boxes")} an image",
        ThresholdGoal.Youden => "Best of both (Youden)",
        _ => $"A threshold of one's own, {Number(target)}",
    };

    /// <summary>The same before a number is said.</summary>
    public static string Goal(ThresholdGoal goal) => goal switch
    {
        ThresholdGoal.Sensitivity => "Find at least this share",
        ThresholdGoal.Specificity => "Leave alone at least this share",
        ThresholdGoal.Precision => "At least this share right",
        ThresholdGoal.FalsePositives => "At most so many false boxes",
        ThresholdGoal.Youden => "Best of both (Youden)",
        _ => "A threshold of my own",
    };

    /// <summary>"Answers from 0.31 on: finds at least 0.95 of what is there (validation: finds 0.96, leaves 0.81 alone)."</summary>
    public static string Chosen(ClassThreshold chosen)
    {
        var goal = chosen.Goal switch
        {
            ThresholdGoal.Sensitivity => $"finds at least {Number(chosen.Target)} of what is there",
            ThresholdGoal.Specificity => $"leaves at least {Number(chosen.Target)} of what is not there alone",
            ThresholdGoal.Precision => $"at least {Number(chosen.Target)} of the answers are right",
            ThresholdGoal.FalsePositives => $"makes at most {Number(chosen.Target)} false {(chosen.Target == 1 ? "box" : "boxes")} an image",
            ThresholdGoal.Youden => "finds and leaves alone as much as possible together",
            _ => "as a person said",
        };
        string?[] reached =
        [
            chosen.Sensitivity is { } found ? $"finds {Wording.Score(found)}" : null,
            chosen.Specificity is { } left ? $"leaves {Wording.Score(left)} alone" : null,
            chosen.Precision is { } right ? $"{Wording.Score(right)} of the answers right" : null,
            chosen.FalsePositives is { } wrong ? $"{Wording.Score(wrong)} false boxes an image" : null,
        ];
        var on = string.Join(", ", reached.OfType<string>());
        return $"Answers from {Number(chosen.Threshold)} on: {goal}{(on.Length > 0 ? $" (validation: {on})" : "")}.";
    }

    /// <summary>"Of 100 with pneumonia it finds 96. Of 100 without it calls 19."</summary>
    public static string Confusion(ThresholdOutcome outcome, OutputKind kind)
    {
        var (chosen, step, name) = (outcome.Chosen!, outcome.Step!, outcome.Definition.Name);
        var found = Hundredth(chosen.Sensitivity);
        return kind switch
        {
            OutputKind.Tags => $"Of 100 with {name} it finds {found}. Of 100 without, it calls {Hundredth(1 - chosen.Specificity)}.",
            OutputKind.ClassMap => $"Of 100 pixels of {name} it finds {found}. Of 100 others it takes {Hundredth(1 - chosen.Specificity)} for it.",
            _ => $"Of 100 labelled boxes of {name} it finds {found}. Of 100 boxes that it draws {Hundredth(chosen.Precision)} are right.",
        } + $" In numbers: {Wording.Number(step.TruePositives)} found, {Wording.Number(step.FalseNegatives)} missed, {Wording.Number(step.FalsePositives)} called wrongly"
            + (step.TrueNegatives is { } left ? $", {Wording.Number(left)} left alone." : ".");
    }

    /// <summary>"0.96 (0.90–0.99)".</summary>
    public static string WithInterval(double? value, Interval? interval) => value is not { } known ? "–"
        : interval is { } range ? $"{Wording.Score(known)} ({Wording.Score(range.Low)}–{Wording.Score(range.High)})"
        : Wording.Score(known);

    public static string Percent(double share) => Math.Round(share * 100) < 1 ? "1 %" : Wording.Percent(share);

    /// <summary>Two decimals, or as many as it takes to tell it from 0 and 1.</summary>
    public static string Number(double value) => value.ToString(value is > 0 and < 0.01 or > 0.99 and < 1 ? "0.####" : "0.##", CultureInfo.InvariantCulture);

    static string Hundredth(double? share) => share is { } known ? Math.Round(known * 100).ToString("0", CultureInfo.InvariantCulture) : "none";
}
