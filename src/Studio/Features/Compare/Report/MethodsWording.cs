using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Shell;
using Studio.Statistics;

namespace Studio.Features.Compare.Report;

/// <summary>How the figures were made, in sentences that can stand in a paper's methods.</summary>
public static class MethodsWording
{
    public static IReadOnlyList<string> Sentences(Comparison comparison) =>
    [
        Cases(comparison),
        Figure(comparison),
        .. Empty(comparison),
        comparison.HasIntervals
            ? $"95 % intervals are from a bootstrap that draws whole patients with replacement ({Wording.Number(ComparisonReader.Draws)} draws, seed {ComparisonReader.Seed}), {Bounds(comparison)}; few patients widen them as Student's t asks for (Hesterberg 2015)."
            : $"No intervals are given, as {Wording.Count(comparison.Cases.Patients, "patient is", "patients are")} too few.",
        .. Tests(comparison),
        .. Baseline(comparison),
        .. Chosen(comparison),
    ];

    static string Cases(Comparison comparison)
    {
        var cases = comparison.Cases;
        var left = cases.Relabelled > 0 ? $" {Wording.Count(cases.Relabelled, "image was", "images were")} left out because the reference label changed between evaluations." : "";
        return comparison.Entries.Count == 1
            ? $"The model was evaluated on {Wording.Count(cases.Images, "image")} of {Wording.Count(cases.Patients, "patient")} of {CompareWording.Set(comparison.Set)}.{left}"
            : $"{comparison.Entries.Count} models were compared on the same {Wording.Count(cases.Images, "image")} of {Wording.Count(cases.Patients, "patient")} of {CompareWording.Set(comparison.Set)}.{left}";
    }

    static string Figure(Comparison comparison)
    {
        var over = comparison.Metric.Level switch
        {
            FigureLevel.Patient when IsTags(comparison) => "with a patient as one case: positive if any image is, with the highest probability of its images",
            FigureLevel.Patient when comparison.Metric.IsOverMany => "as the mean over patients, each with the figure of its own images; one without a labelled box has none",
            FigureLevel.Patient => "as the mean over patients, each with the mean of the images it has a value on",
            FigureLevel.Pooled => "over all images together",
            _ when comparison.Metric.IsOverMany => "over images",
            _ => "as the mean over images",
        };
        var classes = comparison.Classes.Count > 1 ? "; the figure of all is the mean of the classes'" : "";
        return $"{comparison.Metric.Name} was taken {over}{classes}.";
    }

    static IEnumerable<string> Empty(Comparison comparison)
    {
        if (Kind(comparison) == OutputKind.ClassMap && comparison.Metric.Level != FigureLevel.Pooled && comparison.Metric.Key != "accuracy")
        {
            yield return comparison.Metric switch
            {
                { Key: "iou" or "dice" } => "Empty masks: where neither label nor answer holds a class, Dice and IoU are undefined and the image does not count for it; where only one of them holds it, they are 0.",
                { IsShare: false } => "Empty masks: where label or answer holds nothing of a class, distances are undefined and the image does not count for it.",
                _ => "Empty masks: an image on which the figure of a class is undefined, such as precision without an answer or recall without a label, does not count for it.",
            };
        }
    }

    static IEnumerable<string> Tests(Comparison comparison)
    {
        if (comparison.Pairs.Count == 0)
            yield break;
        var tests = comparison.Pairs.Select(pair => pair.Test).Distinct().ToList();
        var corrected = comparison.Pairs.Count > 1 ? $"; p is corrected for {Wording.Count(comparison.Pairs.Count, "comparison")} by Holm's method (1979)" : "";
        yield return $"Pairs were tested on both sides ({string.Join("; ", tests)}){corrected}. A difference counts as shown where the corrected p is below 0.05 and its interval leaves out 0.";
    }

    /// <summary>What a figure can be decides how its draws are read; a difference can be anything.</summary>
    static string Bounds(Comparison comparison)
    {
        var own = comparison.Scale == comparison.ClassScale || comparison.Classes.Count < 2
            ? Bounds(comparison.Scale)
            : $"of a class {Bounds(comparison.ClassScale)}, of the classes' mean {Bounds(comparison.Scale)}";
        var differences = Bounds(FigureScale.Free);
        return comparison.Pairs.Count == 0 ? own : $"{own}, those of differences {(own == differences ? "alike" : differences)}";
    }

    static string Bounds(FigureScale scale) => scale switch
    {
        FigureScale.Share => "with Wilson's bounds at the standard error of the draws",
        FigureScale.Bounded => "as bias-corrected percentiles",
        _ => "with the draws' skewness taken out (Hall 1992)",
    };

    static IEnumerable<string> Baseline(Comparison comparison)
    {
        if (comparison.Baseline is not null)
            yield return "The trivial baseline gives every image the same answer, chosen on the training images.";
    }

    static IEnumerable<string> Chosen(Comparison comparison)
    {
        yield return comparison.Set == Split.Test
            ? "Recipe, epoch and thresholds were chosen on validation images; patients of the test set took part in no training."
            : "The epoch of each model was chosen on these images, so the figures are a little too good.";
    }

    static bool IsTags(Comparison comparison) => Kind(comparison) == OutputKind.Tags;

    static OutputKind Kind(Comparison comparison) => ArchitectureFacts.Of(comparison.Entries[0].First.Recipe.Architecture).Output;
}
