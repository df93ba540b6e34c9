using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;

namespace Studio.Features.Calibration;

/// <summary>
/// Finds the threshold for a wish on the validation images, with mended confidence where it is mended. Thresholds of pixels are
/// counted with the temperature, so they come with it.
/// </summary>
static class ThresholdFinder
{
    const int Draws = 2000;
    const long Seed = 1;

    /// <exception cref="ArgumentException">The wish is of another class.</exception>
    public static ThresholdOutcome Find(ValidationAnswers answers, MendedAnswers mended, ThresholdWish wish)
    {
        var position = answers.Classes.ToList().FindIndex(item => item.Index == wish.ClassIndex);
        if (position < 0)
            throw new ArgumentException($"The run knows no class {wish.ClassIndex}.", nameof(wish));
        var definition = answers.Classes[position];
        if (wish.Fault is { } fault)
            return new ThresholdOutcome(definition, wish, null, fault, null, null);
        if (CountsOf(answers, mended, position) is not { } counts)
            return new ThresholdOutcome(definition, wish, null, Lacking(answers, definition), null, null);
        if (Choose(counts, wish) is not { } chosen)
            return new ThresholdOutcome(definition, wish, null, Best(counts, wish.Goal), counts, null);
        var threshold = new ClassThreshold(
            wish.ClassIndex, wish.Goal, wish.Target, chosen.Threshold, chosen.Sensitivity, chosen.Specificity, chosen.Precision, chosen.FalsePositives);
        var outcome = new ThresholdOutcome(definition, wish, threshold, null, counts, StepAt(counts, chosen.Threshold));
        return answers.Kind == OutputKind.ClassMap ? outcome : outcome with
        {
            Sensitivity = IntervalOf(answers, mended, position, chosen.Threshold, ofThere: true),
            Specificity = answers.Kind == OutputKind.Tags ? IntervalOf(answers, mended, position, chosen.Threshold, ofThere: false) : null,
        };
    }

    /// <param name="position">Of the class.</param>
    /// <returns>Null where only one kind of answers is known.</returns>
    public static AnswerCounts? CountsOf(ValidationAnswers answers, MendedAnswers mended, int position)
    {
        var definition = answers.Classes[position];
        if (answers.Kind == OutputKind.ClassMap)
        {
            // From a probability of 0 on, everything is answered: no threshold.
            return AnswerCounts.OfSteps((answers.Evaluation.Result.Scaling?.Curves.FirstOrDefault(curve => curve.ClassIndex == definition.Index)?.Steps ?? [])
                .Where(step => step.Threshold > 0)
                .Select(step => new AnswerStep(step.Threshold, step.TruePositives, step.FalsePositives, step.FalseNegatives, step.TrueNegatives)));
        }

        if (answers.Kind == OutputKind.Tags)
        {
            var truths = answers.TruthsOf(definition);
            int[] known = [.. Enumerable.Range(0, truths.Length).Where(place => !double.IsNaN(truths[place]))];
            double[] shares = [.. known.Select(place => mended.Applied[position][place])];
            bool[] isThere = [.. known.Select(place => truths[place] == 1)];
            return AnswerCounts.Of(shares, isThere);
        }

        var (found, hits, labelled) = BoxesOf(answers, definition);
        bool[] isHit = [.. hits.Values.Select(IsHit)];
        return AnswerCounts.OfBoxes(found.Values, isHit, (int)labelled.Where(count => !double.IsNaN(count)).Sum(), answers.Cases.Count);
    }

    static ChosenThreshold? Choose(AnswerCounts counts, ThresholdWish wish) => wish.Goal switch
    {
        ThresholdGoal.Sensitivity => ThresholdChoice.SensitivityAtLeast(counts, wish.Target),
        ThresholdGoal.Specificity => ThresholdChoice.SpecificityAtLeast(counts, wish.Target),
        ThresholdGoal.Precision => ThresholdChoice.PrecisionAtLeast(counts, wish.Target),
        ThresholdGoal.FalsePositives => ThresholdChoice.FalsePositivesAtMost(counts, wish.Target),
        ThresholdGoal.Youden => ThresholdChoice.Youden(counts),
        _ => ThresholdChoice.At(counts, wish.Target),
    };

    static string Lacking(ValidationAnswers answers, ClassDefinition definition) => answers.Kind switch
    {
        OutputKind.Boxes => $"No validation image has a labelled box of {definition.Name}, so no threshold can be judged.",
        OutputKind.ClassMap when answers.Evaluation.Result.Scaling is null =>
            "This validation is from before thresholds of outlines were counted. Evaluate the run again.",
        _ => $"The validation images all have {definition.Name}, or all lack it, so no threshold can be judged.",
    };

    static string Best(AnswerCounts counts, ThresholdGoal goal)
    {
        List<AnswerStep> finding = [.. counts.Steps.Where(step => step.TruePositives > 0)];
        if (finding.Count == 0)
            return "Nothing is found from any threshold on.";
        return goal switch
        {
            ThresholdGoal.Sensitivity => $"No threshold finds so much. The best one finds {Share(finding.Max(Sensitivity))} of what is there.",
            ThresholdGoal.Specificity => $"No threshold leaves so much alone. The best one leaves {Share(finding.Max(Specificity))} of what is not there.",
            ThresholdGoal.Precision => $"With no threshold so many answers are right. With the best one {Share(finding.Max(Precision))} are.",
            ThresholdGoal.FalsePositives => $"Every threshold makes more. The best one makes {Share(finding.Min(step => (double)step.FalsePositives / counts.Images!.Value))} false boxes an image.",
            _ => "No threshold answers it.",
        };
    }

    static string Share(double value) => Shell.Wording.Score(value);

    static double Sensitivity(AnswerStep step) => (double)step.TruePositives / (step.TruePositives + step.FalseNegatives);

    static double Specificity(AnswerStep step) => step.TrueNegatives is { } left ? (double)left / (left + step.FalsePositives) : 0;

    static double Precision(AnswerStep step) => (double)step.TruePositives / (step.TruePositives + step.FalsePositives);

    /// <summary>Above every answer nothing is answered.</summary>
    static AnswerStep StepAt(AnswerCounts counts, double threshold)
    {
        if (counts.Steps.LastOrDefault(step => step.Threshold >= threshold) is { } found)
            return found;
        var any = counts.Steps[0];
        return new AnswerStep(threshold, 0, 0, any.TruePositives + any.FalseNegatives, any.TrueNegatives + any.FalsePositives);
    }

    /// <summary>Of the share that is answered (or, of what is not there, left alone) from the threshold on, by patient.</summary>
    static Interval? IntervalOf(ValidationAnswers answers, MendedAnswers mended, int position, double threshold, bool ofThere)
    {
        var (parts, wholes) = answers.Kind == OutputKind.Tags
            ? TagsOf(answers, mended, position, threshold, ofThere)
            : FoundOf(answers, position, threshold);
        if (answers.Kind == OutputKind.Tags && wholes.All(whole => whole is 0 or 1))
            return Wilson.Of((int)parts.Sum(), (int)wholes.Sum());
        var interval = ClusteredBootstrap.Of(new RatioFigure(parts, wholes, FigureScale.Share), ClusterDraws.Create(parts.Length, Draws, Seed));
        return interval is { } known && !double.IsNaN(known.Low) ? known : null;
    }

    static (double[] Parts, double[] Wholes) TagsOf(ValidationAnswers answers, MendedAnswers mended, int position, double threshold, bool ofThere)
    {
        var (parts, wholes) = (new double[answers.Cases.Patients.Count], new double[answers.Cases.Patients.Count]);
        var truths = answers.TruthsOf(answers.Classes[position]);
        for (var place = 0; place < truths.Length; place++)
        {
            if (truths[place] != (ofThere ? 1 : 0))
                continue;
            wholes[answers.Cases.Clusters[place]]++;
            parts[answers.Cases.Clusters[place]] += mended.Applied[position][place] >= threshold == ofThere ? 1 : 0;
        }

        return (parts, wholes);
    }

    static (double[] Parts, double[] Wholes) FoundOf(ValidationAnswers answers, int position, double threshold)
    {
        var (found, hits, labelled) = BoxesOf(answers, answers.Classes[position]);
        var (parts, wholes) = (new double[answers.Cases.Patients.Count], new double[answers.Cases.Patients.Count]);
        for (var place = 0; place < labelled.Length; place++)
            wholes[answers.Cases.Clusters[place]] += double.IsNaN(labelled[place]) ? 0 : labelled[place];
        for (var answer = 0; answer < found.Values.Length; answer++)
            parts[answers.Cases.Clusters[found.Cases[answer]]] += found.Values[answer] >= threshold && IsHit(hits.Values[answer]) ? 1 : 0;
        return (parts, wholes);
    }

    static (CaseList Found, CaseList Hits, double[] Labelled) BoxesOf(ValidationAnswers answers, ClassDefinition definition) => (
        answers.Cases.FindList($"found.{definition.Name}") ?? new CaseList([], []),
        answers.Cases.FindList($"hits.{definition.Name}") ?? new CaseList([], []),
        answers.Cases.Find($"truths.{definition.Name}") ?? new double[answers.Cases.Count]);

    /// <summary>At an IoU of 0.5.</summary>
    static bool IsHit(double bits) => ((int)bits & 1) == 1;
}
