namespace Studio.Statistics;

/// <summary>What was answered against what is true, of cases or pixels. Each figure is NaN where its divisor is 0.</summary>
public readonly record struct Confusion(double TruePositives, double FalsePositives, double FalseNegatives, double TrueNegatives)
{
    /// <summary>Cases or pixels.</summary>
    public double All => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>That are positive.</summary>
    public double Positives => TruePositives + FalseNegatives;

    /// <summary>That are negative.</summary>
    public double Negatives => TrueNegatives + FalsePositives;

    /// <summary>That are answered to be positive.</summary>
    public double Answered => TruePositives + FalsePositives;

    /// <summary>That are positive, or answered to be, or both.</summary>
    public double Either => TruePositives + FalsePositives + FalseNegatives;

    /// <summary>Share that was answered rightly, 0–1.</summary>
    public double Accuracy => Ratio(TruePositives + TrueNegatives, All);

    /// <summary>Mean of sensitivity and specificity, 0–1; 0.5 is chance. Undefined where only one kind of cases is there.</summary>
    public double BalancedAccuracy => (Sensitivity + Specificity) / 2;

    /// <summary>TP / (TP + FN), 0–1, also called recall.</summary>
    public double Sensitivity => Ratio(TruePositives, Positives);

    /// <summary>TN / (TN + FP), 0–1.</summary>
    public double Specificity => Ratio(TrueNegatives, Negatives);

    /// <summary>TP / (TP + FP), 0–1.</summary>
    public double Precision => Ratio(TruePositives, Answered);

    /// <summary>2 TP / (2 TP + FP + FN), 0–1; of pixels it is called Dice (1945).</summary>
    public double F1 => Ratio(2 * TruePositives, Positives + Answered);

    /// <summary>TP / (TP + FP + FN), 0–1 (Jaccard 1912).</summary>
    public double Iou => Ratio(TruePositives, Either);

    /// <summary>How much more is answered than is true, as a share of what is true; from −1, 0 is none.</summary>
    public double VolumeDifference => Ratio(FalsePositives - FalseNegatives, Positives);

    /// <summary>Agreement beyond chance (Cohen 1960): (p − c) / (1 − c); at most 1, 0 is chance. Undefined where answer and truth never vary.</summary>
    public double Kappa
    {
        get
        {
            var chance = ((Answered * Positives) + ((All - Answered) * Negatives)) / All;
            return Ratio(TruePositives + TrueNegatives - chance, All - chance);
        }
    }

    static double Ratio(double part, double whole) => whole == 0 ? double.NaN : part / whole;
}
