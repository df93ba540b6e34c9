using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Features.Runs;

/// <summary>What runs are judged by, as people say it, and under which names evaluations hold it.</summary>
public static class ScoreWording
{
    const string Mean = "mean";

    static readonly Dictionary<string, string> MetricNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["iou"] = "IoU",
        ["auc"] = "AUC",
        ["ap"] = "AP",
        ["ece"] = "Calibration error",
        ["hit50"] = "IoU from 0.5",
        ["recall50"] = "Found",
        ["precision50"] = "Right of answered",
        ["hd95"] = "Hausdorff 95 %",
        ["hd95mm"] = "Hausdorff 95 %, mm",
        ["hd95px"] = "Hausdorff 95 %, pixels",
        ["assdmm"] = "Surface distance, mm",
        ["assdpx"] = "Surface distance, pixels",
        ["volumedifference"] = "Volume difference",
        ["imagesensitivity"] = "Sensitivity by image",
        ["imagespecificity"] = "Specificity by image",
        ["averageprecision"] = "Average precision",
        ["balancedaccuracy"] = "Balanced accuracy",
        ["brier"] = "Brier score",
        ["ap5095"] = "AP50:95",
        ["froc"] = "FROC",
        ["bestiou"] = "Best IoU",
        ["falsepositives"] = "False boxes",
        ["f1"] = "F1",
        ["npv"] = "NPV",
        ["ppv"] = "PPV",
    };

    /// <summary>"mean IoU", "AP50".</summary>
    public static string Name(ScoreFacts score) => score.PerClass ? $"mean {score.Name}" : score.Name;

    /// <summary>The same at the beginning of a line.</summary>
    public static string Heading(ScoreFacts score) => score.PerClass ? $"Mean {score.Name}" : score.Name;

    /// <summary>First part of the names of its metrics: <c>iou</c>, <c>ap50</c>.</summary>
    public static string Key(ScoreFacts score) => string.Concat(score.Name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>A metric's first part in words: "IoU", "AP50", "Precision".</summary>
    public static string Metric(string key)
    {
        var letters = key.TrimEnd("0123456789".ToCharArray());
        return MetricNames.GetValueOrDefault(key)
            ?? (MetricNames.TryGetValue(letters, out var known) ? known + key[letters.Length..] : null)
            ?? (key.Length > 0 ? char.ToUpperInvariant(key[0]) + key[1..] : key);
    }

    /// <summary>The one figure that stands for an evaluation: the mean, or the only figure of what the run is judged by.</summary>
    public static MetricValue? FindIn(EvaluationResult result, ScoreFacts score)
    {
        var key = Key(score);
        if (result.Metrics.GetValueOrDefault($"{key}.{Mean}") is { } mean)
            return mean;
        return result.Metrics.GetValueOrDefault(key)
            ?? (result.Metrics.Where(metric => metric.Key.StartsWith(key + ".", StringComparison.Ordinal)).ToList() is [var only] ? only.Value : null);
    }

    /// <summary>What the figures of an epoch are of: each class, or the whole where there is one figure for all.</summary>
    public static IReadOnlyList<(string Name, string Color, ClassDefinition? Class)> Lines(ScoreFacts score, IReadOnlyList<ClassDefinition> classes) =>
        score.PerClass
            ? [.. classes.Select(item => (item.Name, item.Color, (ClassDefinition?)item))]
            : [(score.Name, "var(--accent)", null)];
}
