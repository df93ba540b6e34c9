namespace Studio.Training.Data;

/// <summary>A linear map of stored values, with limits afterwards: value = clamp((stored - Offset) / Scale).</summary>
/// <param name="PadValue">What surrounds the image where proportions are kept: the image's own minimum.</param>
readonly record struct Normalization(double Offset, double Scale, double Least, double Most, float PadValue)
{
    public float Apply(float stored) => (float)Math.Clamp((stored - Offset) / Scale, Least, Most);
}

/// <summary>Derives the normalisation of one image from its own pixels, before any resizing.</summary>
static class Normalizer
{
    /// <param name="name">unit, zscore or percentile, see <c>InputRecipe.Normalization</c>.</param>
    /// <param name="planes">All channels; statistics are taken over all of them together.</param>
    public static Normalization Derive(string name, PixelSource source, float[][] planes)
    {
        var (offset, scale, least, most) = name switch
        {
            "unit" => (source.LeastValue, source.MostValue - source.LeastValue, double.NegativeInfinity, double.PositiveInfinity),
            "percentile" => Percentiles(planes),
            _ => ZScore(planes),
        };

        // A picture of one value has no spread; it becomes 0 everywhere instead of NaN.
        var map = new Normalization(offset, scale > 0 ? scale : 1, least, most, 0);
        return map with { PadValue = map.Apply(planes.Min(plane => plane.Min())) };
    }

    static (double, double, double, double) ZScore(float[][] planes)
    {
        double sum = 0;
        double squares = 0;
        long count = 0;
        foreach (var plane in planes)
        {
            foreach (var value in plane)
            {
                sum += value;
                squares += (double)value * value;
            }

            count += plane.Length;
        }

        var mean = sum / count;
        var deviation = Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)));
        return (mean, deviation, double.NegativeInfinity, double.PositiveInfinity);
    }

    static (double, double, double, double) Percentiles(float[][] planes)
    {
        var values = planes.SelectMany(plane => plane).ToArray();
        Array.Sort(values);
        var low = values[(int)(0.01 * (values.Length - 1))];
        var high = values[(int)Math.Ceiling(0.99 * (values.Length - 1))];
        return (low, high - low, 0, 1);
    }
}
