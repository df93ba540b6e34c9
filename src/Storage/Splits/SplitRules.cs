using System.Globalization;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What must be true of a plan whatever the images are.</summary>
public static class SplitRules
{
    /// <summary>Shares typed with two decimals of a percent add up to 1 but for this.</summary>
    const double Rounding = 1e-4;

    public static IReadOnlyList<SplitProblem> Check(SplitPlan plan) =>
    [
        .. plan.HasFolds ? CheckFolds(plan) : CheckShares(plan),
        .. plan.Unit == SplitUnit.Image && string.IsNullOrWhiteSpace(plan.UnitReason)
            ? [SplitProblem.Block("Images of one patient may land in several parts when each image is parted for itself, and scores then look better than they are. Say why it is done all the same.")]
            : Array.Empty<SplitProblem>(),
    ];

    /// <summary>A plan that images can be dealt by, so that a preview can be shown while one that cannot be is typed.</summary>
    internal static SplitPlan Nearest(SplitPlan plan) => plan.HasFolds
        ? plan with { Folds = Math.Clamp(plan.Folds, SplitPlan.LeastFolds, SplitPlan.MostFolds), Test = plan.Test is >= 0 and < 1 ? plan.Test : 0 }
        : CheckShares(plan).Any() ? plan with { Training = SplitPlan.Default.Training, Validation = SplitPlan.Default.Validation, Test = SplitPlan.Default.Test } : plan;

    static IEnumerable<SplitProblem> CheckFolds(SplitPlan plan)
    {
        if (plan.Folds is < SplitPlan.LeastFolds or > SplitPlan.MostFolds)
            yield return SplitProblem.Block($"A plan has {SplitPlan.LeastFolds} to {SplitPlan.MostFolds} folds; this one has {plan.Folds}.");
        if (plan.Test is not (>= 0 and < 1))
            yield return SplitProblem.Block($"The test share is {Percent(plan.Test)}. Give 0 to 99 %, so that something is left for the folds.");
    }

    static IEnumerable<SplitProblem> CheckShares(SplitPlan plan)
    {
        double[] shares = [plan.Training, plan.Validation, plan.Test];
        if (shares.Any(share => share is not (>= 0 and <= 1)))
            yield return SplitProblem.Block($"The shares are {InWords(plan)}. Each is from 0 to 100 %.");
        else if (Math.Abs(shares.Sum() - 1) > Rounding)
            yield return SplitProblem.Block($"The shares {InWords(plan)} make {Percent(shares.Sum())} together instead of 100 %.");
        else if (plan.Training <= 0)
            yield return SplitProblem.Block("Nothing is left for training. Give it a share.");
    }

    static string InWords(SplitPlan plan) => $"{Percent(plan.Training)}, {Percent(plan.Validation)} and {Percent(plan.Test)}";

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");
}
