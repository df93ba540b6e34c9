namespace Studio.Statistics;

/// <summary>Where a convex function of one number is smallest: Newton's steps, halving wherever they would leave what is left.</summary>
static class ConvexMinimum
{
    const int MostSteps = 200;
    const double Converged = 1e-14;

    /// <param name="derivatives">Slope and curvature at a place; the slope never falls.</param>
    /// <returns>From <paramref name="low"/> to <paramref name="high"/>, to 1e-14 of itself.</returns>
    public static double Of(Func<double, (double Slope, double Curvature)> derivatives, double low, double high, double start)
    {
        if (derivatives(low).Slope >= 0 || derivatives(high).Slope <= 0)
        {
            return derivatives(low).Slope >= 0 ? low : high;
        }

        var place = start;
        for (var step = 0; step < MostSteps; step++)
        {
            var (slope, curvature) = derivatives(place);
            (low, high) = slope > 0 ? (low, place) : (place, high);
            var next = place - (slope / curvature);
            next = next > low && next < high ? next : (low + high) / 2;
            if (slope == 0 || Math.Abs(next - place) <= Converged * Math.Abs(place))
            {
                return slope == 0 ? place : next;
            }

            place = next;
        }

        return place;
    }
}
