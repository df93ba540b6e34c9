using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;

namespace Studio.Features.Calibration;

/// <summary>A choice before it is stored: what each part of it brings, and what stands against it.</summary>
/// <param name="Problems">Sentences; with one of them nothing is stored.</param>
public sealed record OperatingPointDraft(
    Mending Mending, MendedAnswers Mended, IReadOnlyList<ThresholdOutcome> Outcomes, OperatingPoint Point, IReadOnlyList<string> Problems)
{
    public static OperatingPointDraft Of(ValidationAnswers answers, Mending mending, IReadOnlyList<ThresholdWish> wishes)
    {
        var mended = MendedAnswers.Of(answers, mending);
        var problems = new List<string>();
        if (mending != Mending.None && !answers.Mendings.Contains(mending))
            problems.Add(CalibrationWording.NoMending(answers, mending));
        else if (mending != Mending.None && mended.Scaling is null)
            problems.Add("The validation images have only one kind of answers, so there is nothing to fit. Leave the confidence as it is.");
        if (answers.Kind == OutputKind.ClassMap && mending == Mending.None && wishes.Count > 0)
            problems.Add("Thresholds of outlines are counted with the temperature. Choose it as well.");
        List<ThresholdOutcome> outcomes = [.. wishes.OrderBy(wish => wish.ClassIndex).Select(wish => ThresholdFinder.Find(answers, mended, wish))];
        problems.AddRange(outcomes.Where(outcome => outcome.Problem is not null).Select(outcome => $"{outcome.Definition.Name}: {outcome.Problem}"));
        problems.AddRange(wishes.Where(wish => !answers.Goals.Contains(wish.Goal)).Select(wish => $"{CalibrationWording.Goal(wish.Goal, wish.Target)}: such answers have no such goal."));
        return new OperatingPointDraft(
            mending, mended, outcomes,
            new OperatingPoint { Scaling = mended.Scaling, Thresholds = [.. outcomes.Select(outcome => outcome.Chosen).OfType<ClassThreshold>()] },
            problems);
    }

    /// <summary>The wishes behind a stored choice.</summary>
    public static (Mending Mending, IReadOnlyList<ThresholdWish> Wishes) Of(OperatingPoint? point) => (
        point?.Scaling?.Method switch
        {
            null => Mending.None,
            ProbabilityScalings.Temperature => Mending.Temperature,
            _ => Mending.Platt,
        },
        [.. (point?.Thresholds ?? []).Select(threshold => new ThresholdWish(threshold.ClassIndex, threshold.Goal, threshold.Target))]);
}
