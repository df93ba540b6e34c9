namespace Studio.Statistics;

/// <summary>What was answered against what is true, of cases or pixels. Each figure is NaN where its divisor is 0.</summary>
public readonly record struct Confusion(double TruePositives, double FalsePositives, double FalseNegatives, double TrueNegatives)
{
    double All => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>Share that was answered rightly, 0–1.</summary>
    public double Accuracy => Ratio(TruePositives + TrueNegatives, All);

    /// <summary>Mean of sensitivity and specificity, 0–1; 0.5 is chance. Undefined where only one kind of cases is there.</summary>
    public double BalancedAccuracy => (Sensitivity + Specificity) / 2;

    /// <summary>TP / (TP + FN), 0–1, also called recall.</summary>
    public double Sensitivity => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>TN / (TN + FP), 0–1.</summary>
    public double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>TP / (TP + FP), 0–1.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>2 TP / (2 TP + FP + FN), 0–1; of pixels it is called Dice (1945).</summary>
    public double F1 => Ratio(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>TP / (TP + FP + FN), 0–1 (Jaccard 1912).</summary>
    public double Iou => Ratio(TruePositives, TruePositives + FalsePositives + FalseNegatives);

    /// <summary>How much more is answered than is true, as a share of what is true; from −1, 0 is none.</summary>
    public double VolumeDifference => Ratio(FalsePositives - FalseNegatives, TruePositives + FalseNegatives);

    /// <summary>Agreement beyond chance (Cohen 1960): (p − c) / (1 − c); at most 1, 0 is chance. Undefined where answer and truth never vary.</summary>
    public double Kappa
    {
        get
        {
            var (answered, positive) = (TruePositives + FalsePositives, TruePositives + FalseNegatives);
            var chance = ((answered * positive) + ((All - answered) * (All - positive))) / All;
            return Ratio(TruePositives + TrueNegatives - chance, All - chance);
        }
    }

    static double Ratio(double part, double whole) => whole == 0 ? double.NaN : part / whole;
}

/// <summary>A figure of <see cref="Confusion"/>.</summary>
public sealed class ConfusionFigure : IClusteredFigure
{
    readonly double[][] columns;
    readonly Func<Confusion, double> formula;

    /// <param name="counts">[patients].</param>
    /// <param name="formula">Such as <see cref="Confusion.Accuracy"/>.</param>
    /// <param name="informed">Patients that have a say; null: those of which alone it is defined.</param>
    public ConfusionFigure(IReadOnlyList<Confusion> counts, Func<Confusion, double> formula, int? informed = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(formula);
        columns =
        [
            [.. counts.Select(count => count.TruePositives)], [.. counts.Select(count => count.FalsePositives)],
            [.. counts.Select(count => count.FalseNegatives)], [.. counts.Select(count => count.TrueNegatives)],
        ];
        this.formula = formula;
        Informed = informed ?? counts.Count(count => !double.IsNaN(formula(count)));
    }

    public int Clusters => columns[0].Length;

    public int Informed { get; }

    public double Of(ReadOnlySpan<byte> weights)
    {
        var (truePositives, falsePositives) = WeightedSums.Of(weights, columns[0], columns[1]);
        var (falseNegatives, trueNegatives) = WeightedSums.Of(weights, columns[2], columns[3]);
        return formula(new Confusion(truePositives, falsePositives, falseNegatives, trueNegatives));
    }
}
