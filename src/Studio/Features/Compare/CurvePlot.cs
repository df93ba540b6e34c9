using System.Globalization;

namespace Studio.Features.Compare;

/// <summary>Where curves, their names and the lines of the grid stand on a plot; places are shares of its width and height.</summary>
/// <param name="Top">Score at the upper edge.</param>
/// <param name="LastEpoch">At the right edge; the first epoch stands at the left one.</param>
public sealed record CurvePlot(double Top, int LastEpoch)
{
    /// <summary>Names closer than this lie on each other.</summary>
    const double NameHeight = 0.085;
    const double NameWidth = 0.07;
    const int Divisions = 4;

    public static CurvePlot Of(IReadOnlyList<RunCurve> curves)
    {
        var most = curves.SelectMany(curve => curve.Points).Select(point => point.Score).DefaultIfEmpty(0).Max();
        var last = curves.SelectMany(curve => curve.Points).Select(point => point.Epoch).DefaultIfEmpty(1).Max();
        double[] tops = [0.04, 0.1, 0.2, 0.4, 0.8, 1];
        return new CurvePlot(Array.Find(tops, top => top >= most) is var found and > 0 ? found : 1, Math.Max(2, last));
    }

    public IEnumerable<double> Scores => Enumerable.Range(0, Divisions + 1).Select(step => Top * step / Divisions);

    public IEnumerable<int> Epochs => LastEpoch <= 4
        ? Enumerable.Range(1, LastEpoch)
        : ((int[])[1, (LastEpoch + 2) / 3, ((2 * LastEpoch) + 1) / 3, LastEpoch]).Distinct();

    public double X(int epoch) => (epoch - 1.0) / (LastEpoch - 1);

    public double Y(double score) => 1 - Math.Clamp(score / Top, 0, 1);

    /// <summary>Of an SVG whose sides are 0 to 100.</summary>
    public string Path(RunCurve curve) => string.Join(' ', curve.Points.Select((point, place) =>
        string.Create(CultureInfo.InvariantCulture, $"{(place == 0 ? 'M' : 'L')}{100 * X(point.Epoch):0.##} {100 * Y(point.Score):0.##}")));

    /// <summary>
    /// Where the names stand at the ends of lines: as near to them as they do not lie on each other. Many that end together stand in
    /// several columns.
    /// </summary>
    /// <returns>Of each curve; NaN of one without an epoch.</returns>
    public IReadOnlyList<CurveName> Names(IReadOnlyList<RunCurve> curves)
    {
        var names = new CurveName[curves.Count];
        Array.Fill(names, new CurveName(double.NaN, 0));
        var ends = Enumerable.Range(0, curves.Count).Where(place => curves[place].Points.Count > 0).OrderBy(place => curves[place].Points[^1].Epoch).ToList();
        for (var start = 0; start < ends.Count;)
        {
            var together = ends.Skip(start).TakeWhile(place => End(ends[start], place) < NameWidth).OrderBy(place => Y(curves[place].Points[^1].Score)).ToList();
            var columns = (int)Math.Ceiling(together.Count * NameHeight);
            var heights = Spread([.. together.Select(place => Y(curves[place].Points[^1].Score))], NameHeight / columns);
            for (var index = 0; index < together.Count; index++)
                names[together[index]] = new CurveName(heights[index], index % columns);
            start += together.Count;
        }

        return names;

        double End(int first, int second) => X(curves[second].Points[^1].Epoch) - X(curves[first].Points[^1].Epoch);
    }

    /// <summary>Moves ascending heights apart, down where there is room and else up.</summary>
    static double[] Spread(double[] heights, double gap)
    {
        for (var place = 1; place < heights.Length; place++)
            heights[place] = Math.Max(heights[place], heights[place - 1] + gap);
        for (var (place, limit) = (heights.Length - 1, 1.0); place >= 0 && heights[place] > limit; place--, limit -= gap)
            heights[place] = limit;
        return heights;
    }

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##}%");
}

/// <param name="Height">Share of the plot's, from above.</param>
/// <param name="Column">0 stands at the line.</param>
public readonly record struct CurveName(double Height, int Column);
