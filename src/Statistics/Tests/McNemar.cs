namespace Studio.Statistics;

/// <param name="OnlyFirst">Cases that the first model alone got right.</param>
/// <param name="OnlySecond">Cases that the second model alone got right.</param>
/// <param name="P">Two-sided: exact where each patient has one case, else of the χ² for clusters.</param>
/// <param name="MidP">Half of the chance of what was seen itself left out; null with clusters.</param>
/// <param name="Statistic">χ² with one degree of freedom; null of the exact test.</param>
/// <param name="Patients">Patients behind it.</param>
public sealed record McNemarAnswer(int OnlyFirst, int OnlySecond, double P, double? MidP, double? Statistic, int Patients)
{
    public bool IsExact => Statistic is null;
}

/// <summary>
/// Do two models get the same share of cases right? (McNemar, Psychometrika 12:153, 1947.) With one case a patient it is the
/// exact binomial test of the cases that only one of them got right, with the mid-p beside it (Fagerland, Lydersen and Laake,
/// BMC Med Res Methodol 13:91, 2013). With several cases of a patient it is the test of Durkalski, Palesch, Lipsitz and Rust (Stat Med
/// 22:2417, 2003): χ² = (Σ dₖ)² / Σ dₖ², dₖ the difference of the shares right of patient k.
/// </summary>
public static class McNemar
{
    /// <param name="firstRight">[cases].</param>
    /// <param name="secondRight">[cases], of the same ones.</param>
    /// <param name="clusters">[cases]; which cases belong to one patient. Null: each is one of its own.</param>
    /// <returns>Null without a case; p = 1 where the two never differ.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static McNemarAnswer? Of(ReadOnlySpan<bool> firstRight, ReadOnlySpan<bool> secondRight, int[]? clusters = null)
    {
        if (firstRight.Length != secondRight.Length || (clusters?.Length ?? firstRight.Length) != firstRight.Length)
        {
            throw new ArgumentException($"The answers do not belong to the same {firstRight.Length} cases.", nameof(secondRight));
        }

        var (onlyFirst, onlySecond) = (0, 0);
        var patients = new Dictionary<int, (int Cases, int Difference)>();
        for (var place = 0; place < firstRight.Length; place++)
        {
            var difference = (firstRight[place] ? 1 : 0) - (secondRight[place] ? 1 : 0);
            onlyFirst += difference > 0 ? 1 : 0;
            onlySecond += difference < 0 ? 1 : 0;
            var patient = patients.GetValueOrDefault(clusters?[place] ?? place);
            patients[clusters?[place] ?? place] = (patient.Cases + 1, patient.Difference + difference);
        }

        if (patients.Count == 0)
        {
            return null;
        }

        if (patients.Count == firstRight.Length)
        {
            var (p, midP) = Exact(onlyFirst, onlySecond);
            return new McNemarAnswer(onlyFirst, onlySecond, p, midP, null, patients.Count);
        }

        double[] shares = [.. patients.Values.Select(patient => (double)patient.Difference / patient.Cases)];
        var squares = shares.Sum(share => share * share);
        var statistic = squares == 0 ? 0 : shares.Sum() * shares.Sum() / squares;
        return new McNemarAnswer(onlyFirst, onlySecond, ChiSquared.Above(statistic), null, statistic, patients.Count);
    }

    static (double P, double MidP) Exact(int onlyFirst, int onlySecond)
    {
        var (smaller, all) = (Math.Min(onlyFirst, onlySecond), onlyFirst + onlySecond);
        if (all == 0)
        {
            return (1, 1);
        }

        var tail = Binomial.AtMost(smaller, all, 0.5);
        return (Math.Min(1, 2 * tail), Math.Min(1, (2 * tail) - Binomial.Exactly(smaller, all, 0.5)));
    }
}
