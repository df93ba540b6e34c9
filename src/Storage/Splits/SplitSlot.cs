using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>A place that patients are dealt to: a part, or a fold.</summary>
/// <param name="Fold">From 1; 0 where there are no folds, and of the test.</param>
/// <param name="Share">Wanted, of those that are dealt; 0 of a part that came with the data and gets nobody else.</param>
sealed record SplitSlot(Split Split, byte Fold, double Share)
{
    /// <summary>The places of a plan in their order, training or the first fold first.</summary>
    /// <param name="given">Parts that came with the data: they are not filled up, but for training, and their share goes to the others.</param>
    public static List<SplitSlot> Of(SplitPlan plan, IReadOnlySet<Split> given)
    {
        var test = given.Contains(Split.Test) || plan.External is not null ? 0 : plan.Test;
        if (plan.HasFolds)
        {
            // Fold 1 is the validation where nothing else is said.
            return
            [
                .. Enumerable.Range(1, plan.Folds).Select(fold => new SplitSlot(fold == 1 ? Split.Validation : Split.Training, (byte)fold, (1 - test) / plan.Folds)),
                new SplitSlot(Split.Test, 0, test),
            ];
        }

        var validation = given.Contains(Split.Validation) ? 0 : plan.Validation;
        return
        [
            new SplitSlot(Split.Training, 0, 1 - validation - test),
            new SplitSlot(Split.Validation, 0, validation),
            new SplitSlot(Split.Test, 0, test),
        ];
    }
}
