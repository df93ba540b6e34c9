namespace Studio.Statistics;

/// <summary>Judges every case by a model that has not seen its group.</summary>
public static class OutOfFold
{
    /// <summary>
    /// How much larger the variance of a figure over all folds is than that of the same figure over independent cases, as the
    /// folds' models share training cases: 1 + k test / training (Nadeau and Bengio, Machine Learning 52:239, 2003). It holds
    /// near chance, where models differ most; of a clear difference it is too large.
    /// </summary>
    public static double Inflation(int folds) => 1 + ((double)folds / (folds - 1));

    /// <param name="rows">[cases][features].</param>
    /// <param name="isPositive">[cases].</param>
    /// <param name="fold">[cases], as <see cref="GroupedFolds"/> drew them.</param>
    /// <param name="fit">Of rows and labels of the other folds; gives the log-odds of a row.</param>
    /// <returns>[cases]; 0 where the other folds hold only one kind of cases.</returns>
    public static double[] Scores(
        IReadOnlyList<double[]> rows,
        IReadOnlyList<bool> isPositive,
        IReadOnlyList<int> fold,
        Func<IReadOnlyList<double[]>, IReadOnlyList<bool>, Func<double[], double>> fit)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(isPositive);
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentNullException.ThrowIfNull(fit);
        var scores = new double[rows.Count];
        foreach (var held in fold.Distinct())
        {
            int[] others = [.. Enumerable.Range(0, rows.Count).Where(place => fold[place] != held)];
            bool[] labels = [.. others.Select(place => isPositive[place])];
            if (!labels.Contains(true) || !labels.Contains(false))
            {
                continue;
            }

            var model = fit([.. others.Select(place => rows[place])], labels);
            for (var place = 0; place < rows.Count; place++)
            {
                if (fold[place] == held)
                {
                    scores[place] = model(rows[place]);
                }
            }
        }

        return scores;
    }
}
