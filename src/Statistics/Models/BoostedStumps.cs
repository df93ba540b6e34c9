namespace Studio.Statistics;

/// <summary>
/// Gradient boosting of stumps with Newton's leaf values (Friedman 2001): a sum of steps, each on one feature, and so a free
/// curve per feature without what only several features together tell. Both kinds of cases weigh the same in sum.
/// </summary>
/// <param name="Rounds">Stumps.</param>
/// <param name="Rate">What of a stump's step is taken, 0–1.</param>
/// <param name="Penalty">λ of the leaf value G / (H + λ).</param>
/// <param name="LeastCases">On each side of a step.</param>
public sealed record BoostedStumps(int Rounds = 60, double Rate = 0.1, double Penalty = 2, int LeastCases = 5)
{
    const int Bins = 32;

    readonly record struct Stump(int Feature, double Bound, double Below, double Above);

    /// <param name="rows">[cases][features], finite.</param>
    /// <param name="isPositive">[cases], of both kinds.</param>
    /// <returns>The log-odds of a row.</returns>
    public Func<double[], double> Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> isPositive)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(isPositive);
        var features = rows.Count > 0 ? rows[0].Length : 0;
        var bounds = Enumerable.Range(0, features).Select(feature => Bounds([.. rows.Select(row => row[feature])])).ToArray();
        var bins = bounds.Select((own, feature) => rows.Select(row => (byte)BinOf(own, row[feature])).ToArray()).ToArray();
        var weights = ClassWeights.Of(isPositive);
        var scores = new double[rows.Count];
        var (gradients, curvatures) = (new double[rows.Count], new double[rows.Count]);
        var stumps = new List<Stump>();
        for (var round = 0; round < Rounds; round++)
        {
            for (var place = 0; place < scores.Length; place++)
            {
                var chance = 1 / (1 + Math.Exp(-scores[place]));
                gradients[place] = weights[place] * ((isPositive[place] ? 1 : 0) - chance);
                curvatures[place] = weights[place] * chance * (1 - chance);
            }

            if (Best(bounds, bins, gradients, curvatures) is not { } stump)
            {
                break;
            }

            stumps.Add(stump);
            for (var place = 0; place < scores.Length; place++)
            {
                scores[place] += Value(stump, rows[place]);
            }
        }

        return row => stumps.Sum(stump => Value(stump, row));
    }

    static double Value(Stump stump, double[] row) => row[stump.Feature] <= stump.Bound ? stump.Below : stump.Above;

    Stump? Best(double[][] bounds, byte[][] bins, double[] gradients, double[] curvatures)
    {
        Stump? best = null;
        var bestGain = 1e-9;
        Span<double> gradient = stackalloc double[Bins];
        Span<double> curvature = stackalloc double[Bins];
        Span<int> count = stackalloc int[Bins];
        for (var feature = 0; feature < bins.Length; feature++)
        {
            gradient.Clear();
            curvature.Clear();
            count.Clear();
            var own = bins[feature];
            for (var place = 0; place < own.Length; place++)
            {
                gradient[own[place]] += gradients[place];
                curvature[own[place]] += curvatures[place];
                count[own[place]]++;
            }

            var (allGradient, allCurvature) = (Sum(gradient), Sum(curvature));
            var whole = allGradient * allGradient / (allCurvature + Penalty);
            var (below, belowCurvature, cases) = (0.0, 0.0, 0);
            for (var bin = 0; bin < bounds[feature].Length; bin++)
            {
                (below, belowCurvature, cases) = (below + gradient[bin], belowCurvature + curvature[bin], cases + count[bin]);
                var (above, aboveCurvature) = (allGradient - below, allCurvature - belowCurvature);
                var gain = (below * below / (belowCurvature + Penalty)) + (above * above / (aboveCurvature + Penalty)) - whole;
                if (gain > bestGain && cases >= LeastCases && own.Length - cases >= LeastCases)
                {
                    bestGain = gain;
                    best = new Stump(
                        feature, bounds[feature][bin], Rate * below / (belowCurvature + Penalty), Rate * above / (aboveCurvature + Penalty));
                }
            }
        }

        return best;
    }

    static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Between neighbouring values of which about as many cases lie between two; of few values between all of them.</summary>
    static double[] Bounds(double[] values)
    {
        Array.Sort(values);
        double[] distinct = [.. values.Distinct()];
        IEnumerable<int> cuts = distinct.Length <= Bins
            ? Enumerable.Range(1, Math.Max(0, distinct.Length - 1))
            : Enumerable.Range(1, Bins - 1).Select(bin => Array.BinarySearch(distinct, values[(int)((long)bin * values.Length / Bins)])).Where(place => place > 0).Distinct();
        return [.. cuts.Select(place => (distinct[place - 1] + distinct[place]) / 2)];
    }

    static int BinOf(double[] bounds, double value)
    {
        var place = Array.BinarySearch(bounds, value);
        return place >= 0 ? place : ~place;
    }
}
