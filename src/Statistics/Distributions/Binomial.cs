namespace Studio.Statistics;

/// <summary>Number of successes among independent trials.</summary>
public static class Binomial
{
    /// <summary>Chance of at most so many successes (Abramowitz and Stegun 1964, 26.5.24).</summary>
    /// <param name="trials">From 0.</param>
    /// <param name="chance">Of a success, 0–1.</param>
    public static double AtMost(int successes, int trials, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        return successes < 0 ? 0
            : successes >= trials ? 1
            : IncompleteBeta.Of(1 - chance, chance, trials - successes, successes + 1);
    }

    /// <summary>Chance of exactly so many successes.</summary>
    /// <param name="chance">Of a success, between 0 and 1.</param>
    public static double Exactly(int successes, int trials, double chance) =>
        successes < 0 || successes > trials
            ? 0
            : Math.Exp(
                IncompleteBeta.LogGamma(trials + 1) - IncompleteBeta.LogGamma(successes + 1) - IncompleteBeta.LogGamma(trials - successes + 1)
                + (successes * Math.Log(chance)) + ((trials - successes) * Math.Log(1 - chance)));
}
