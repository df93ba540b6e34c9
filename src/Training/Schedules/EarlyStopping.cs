namespace Studio.Training.Schedules;

/// <summary>
/// When training no longer gets better (Prechelt, "Early stopping – but when?", 1998, with the number of epochs without
/// gain as criterion). Values are those of the finished epochs in order, higher is better: a loss is given as its negative.
/// </summary>
static class EarlyStopping
{
    /// <summary>1-based epoch of the highest value, the first of equals; 0 before the first epoch ends. No number is never best.</summary>
    public static int BestEpoch(IReadOnlyList<double> monitored)
    {
        var best = 0;
        for (var epoch = 1; epoch <= monitored.Count; epoch++)
        {
            var value = monitored[epoch - 1];
            if (!double.IsNaN(value) && (best == 0 || value > monitored[best - 1]))
            {
                best = epoch;
            }
        }

        return best;
    }

    /// <param name="patience">Epochs without a better one before training ends; 0 never ends it.</param>
    public static bool IsOutOfPatience(IReadOnlyList<double> monitored, int patience) =>
        patience > 0 && monitored.Count - BestEpoch(monitored) >= patience;
}
