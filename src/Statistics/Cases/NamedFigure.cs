namespace Studio.Statistics;

/// <summary>A figure over cases in which each patient counts as often as a draw says.</summary>
public interface IClusteredFigure
{
    /// <summary>Number of patients.</summary>
    int Clusters { get; }

    /// <summary>
    /// As how many patients of the same size those count that have a say in it, see <see cref="EffectiveClusters"/>: an interval
    /// is as wide as so few ask for, and with fewer than two there is none.
    /// </summary>
    int Informed => Clusters;

    /// <summary>
    /// Degrees of freedom of its standard error. Where two kinds of cases scatter each for itself (positives and negatives of an
    /// AUC), both kinds' count (Satterthwaite, Biometrics Bulletin 2:110, 1946).
    /// </summary>
    int Freedom => Informed - 1;

    /// <summary>What it can be and how it scatters.</summary>
    FigureScale Scale => FigureScale.Free;

    /// <param name="weights">[patients]; how often each counts. All 1: the figure itself.</param>
    /// <returns>NaN where it is undefined.</returns>
    double Of(ReadOnlySpan<byte> weights);
}

/// <summary>What is known of a figure beforehand.</summary>
public enum FigureScale
{
    /// <summary>Any number.</summary>
    Free,

    /// <summary>From 0 to 1 and made of several shares, such as the mean of classes' AUC.</summary>
    Bounded,

    /// <summary>A share of cases, of pixels or of pairs, or an area made of shares: the nearer to an end, the less it can scatter.</summary>
    Share,

    /// <summary>A mean of numbers from 0 to 1, such as Dice of images or precision over recall: few low ones among many high ones make it skewed.</summary>
    Mean,

    /// <summary>A mean of numbers from 0 on, such as distances: few large ones make it skewed.</summary>
    Positive,
}

/// <summary>Over what a figure is taken.</summary>
public enum FigureLevel
{
    /// <summary>Mean over images.</summary>
    Image,

    /// <summary>Mean over patients, each with the mean of the images it has a value on.</summary>
    Patient,

    /// <summary>All pixels, boxes or answers of all images together.</summary>
    Pooled,
}

/// <param name="Name">As in tables of metrics: <c>iou.nerve</c>, <c>auc.mean</c>, <c>baseline.iou.nerve</c>, <c>accuracy</c>.</param>
/// <param name="Cases">Images behind it.</param>
public sealed record NamedFigure(string Name, FigureLevel Level, IClusteredFigure Figure, int Cases);
