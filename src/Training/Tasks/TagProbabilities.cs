using Studio.Contracts.Packages;
using Studio.Statistics;

namespace Studio.Training.Tasks;

/// <summary>Logits of tags as probabilities.</summary>
static class TagProbabilities
{
    /// <summary>
    /// Any number of classes: the sigmoid of <c>slope · logit + offset</c>. One choice among them: the softmax of the logits
    /// divided by a temperature; with factors for each class (Platt), each class against all others is scaled as above, and the
    /// results are divided by their sum (Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability
    /// estimates", KDD 2002).
    /// </summary>
    /// <param name="logits">[classes].</param>
    /// <param name="scaling">Null: as the network gives them.</param>
    /// <returns>[classes], 0–1.</returns>
    public static double[] Of(ReadOnlySpan<double> logits, bool isSingleChoice, ProbabilityScaling? scaling)
    {
        var values = new double[logits.Length];
        var eachByItself = !isSingleChoice || scaling is { Method: not ProbabilityScalings.Temperature };
        for (var position = 0; position < values.Length; position++)
        {
            var factors = scaling?.Of(position) ?? new ScaleFactors(1, 0);
            var logit = isSingleChoice && eachByItself ? AgainstOthers(logits, position) : logits[position];
            var scaled = (factors.Slope * logit) + factors.Offset;
            values[position] = eachByItself ? Logits.Probability(scaled) : scaled;
        }

        return !isSingleChoice ? values
            : eachByItself ? ToShares(values)
            : Softmax(values);
    }

    /// <summary>Logit of the class's probability after softmax: its own less the logarithm of the others' exponentials.</summary>
    static double AgainstOthers(ReadOnlySpan<double> logits, int position)
    {
        var largest = double.NegativeInfinity;
        for (var other = 0; other < logits.Length; other++)
        {
            largest = other == position ? largest : Math.Max(largest, logits[other]);
        }

        double sum = 0;
        for (var other = 0; other < logits.Length; other++)
        {
            sum += other == position ? 0 : Math.Exp(logits[other] - largest);
        }

        return logits.Length == 1 ? double.PositiveInfinity : logits[position] - largest - Math.Log(sum);
    }

    static double[] Softmax(double[] logits)
    {
        var largest = logits.Max();
        return ToShares(Array.ConvertAll(logits, logit => Math.Exp(logit - largest)));
    }

    static double[] ToShares(double[] values)
    {
        var total = values.Sum();
        return total > 0 ? Array.ConvertAll(values, value => value / total) : Array.ConvertAll(values, _ => 1.0 / values.Length);
    }
}
