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
    int Effective => Clusters;

    /// <summary>Whether it lies from 0 to 1, and both ends mean that all cases are alike, as of a share.</summary>
    bool IsShare => false;

    /// <param name="weights">[patients]; how often each counts. All 1: the figure itself.</param>
    /// <returns>NaN where it is undefined.</returns>
    double Of(ReadOnlySpan<byte> weights);
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
