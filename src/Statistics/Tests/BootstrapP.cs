namespace Studio.Statistics;

/// <summary>
/// p of a difference of figures that exist only over many cases, such as AP50, from its values in bootstrap draws of the
/// patients.
/// </summary>
public static class BootstrapP
{
    /// <summary>
    /// Twice the smaller one of the two one-sided p, each (1 + draws on the wrong side of 0) / (1 + draws) (Davison and Hinkley,
    /// Bootstrap Methods and their Application, 1997, chapter 4): about 1 minus the level of the percentile interval that just
    /// reaches 0. A draw of exactly 0 is on the wrong side of either.
    /// </summary>
    /// <param name="differences">[draws], first minus second of the same draw. NaN (undefined in the draw) is left out.</param>
    /// <returns>At most 1; null where no draw has a value.</returns>
    public static double? Of(ReadOnlySpan<double> differences)
    {
        var (atMost, atLeast, draws) = (0, 0, 0);
        foreach (var difference in differences)
        {
            draws += double.IsNaN(difference) ? 0 : 1;
            atMost += difference <= 0 ? 1 : 0;
            atLeast += difference >= 0 ? 1 : 0;
        }

        return draws == 0 ? null : Math.Min(1, 2.0 * (1 + Math.Min(atMost, atLeast)) / (1 + draws));
    }
}
