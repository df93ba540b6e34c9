using System.Globalization;

namespace Studio.Imaging.Geometry;

/// <summary>Distances between neighbouring slices: the even distance, and findings on gaps, uneven steps, repeats and tilt.</summary>
internal static class SliceSpacing
{
    /// <summary>Share of the usual distance up to which steps count as even.</summary>
    private const double Even = 0.02;

    /// <summary>Steps from this many usual distances on count as missing slices.</summary>
    private const double Gap = 1.5;

    private const double SmallestTiltDegrees = 1;
    private const int NamedGaps = 3;

    /// <summary>The distance of neighbouring slices in millimetres, or null when there is none or it differs.</summary>
    public static double? EvenDistance(SliceStack stack)
    {
        List<double> steps = Steps(stack);
        if (steps.Count == 0)
        {
            return null;
        }

        double usual = Median(steps);
        return steps.TrueForAll(step => Math.Abs(step - usual) <= Even * usual) ? Math.Round(steps.Average(), 4) : null;
    }

    public static IEnumerable<string> Check(SliceStack stack)
    {
        foreach (string finding in CheckRepeats(stack).Concat(CheckSteps(stack)))
        {
            yield return finding;
        }

        if (TiltDegrees(stack) is { } tilt && tilt >= SmallestTiltDegrees)
        {
            yield return $"The slices are shifted against each other, as with a tilted gantry ({Number(tilt)}°). Volumes in three dimensions are sheared by that.";
        }
    }

    private static IEnumerable<string> CheckRepeats(SliceStack stack)
    {
        if (stack.Counts.All(count => count == 1))
        {
            yield break;
        }

        if (stack.Volumes > 1)
        {
            yield return $"Every place occurs {stack.Volumes} times, as in a series over time or with several echoes. They are shown one volume after the other.";
            yield break;
        }

        int repeated = stack.Counts.Count(count => count > 1);
        yield return $"At {repeated} of {stack.Places.Count} places lie several slices. Probably two scans were mixed, or files were sent twice.";
    }

    private static IEnumerable<string> CheckSteps(SliceStack stack)
    {
        List<double> steps = Steps(stack);
        if (steps.Count < 2)
        {
            yield break;
        }

        double usual = Median(steps);
        List<int> gaps = [.. Enumerable.Range(0, steps.Count).Where(i => steps[i] >= Gap * usual)];
        if (gaps.Count > 0)
        {
            string named = string.Join(", ", gaps.Take(NamedGaps).Select(i => $"{Number(steps[i])} mm between slices {i + 1} and {i + 2}"));
            string more = gaps.Count > NamedGaps ? $" and {gaps.Count - NamedGaps} more places" : "";
            int missing = gaps.Sum(i => (int)Math.Round(steps[i] / usual) - 1);
            yield return $"Slices are missing, probably {missing}: {named}{more}, elsewhere {Number(usual)} mm. Ask for the complete series.";
        }

        List<double> regular = [.. steps.Where(step => step < Gap * usual)];
        if (regular.Exists(step => Math.Abs(step - usual) > Even * usual))
        {
            yield return $"The slices are unevenly spaced: {Number(regular.Min())} to {Number(regular.Max())} mm. Volumes computed from them are not exact.";
        }
    }

    private static List<double> Steps(SliceStack stack) => [.. stack.Places.Zip(stack.Places.Skip(1), (a, b) => b - a)];

    /// <summary>Angle between the line through the first pixels and the normal; null for a single place.</summary>
    private static double? TiltDegrees(SliceStack stack)
    {
        SeriesSlice first = stack.Slices[0];
        SeriesSlice last = stack.Slices[stack.Places.Count - 1];
        PatientVector way = last.Plane!.Position - first.Plane!.Position;
        double across = Math.Abs(way.Dot(first.Plane.Normal));
        return stack.Places.Count > 1 && across > 0 && stack.Counts.All(count => count == stack.Counts[0])
            ? Math.Acos(Math.Min(1, across / way.Length)) * 180 / Math.PI
            : null;
    }

    private static double Median(List<double> values)
    {
        List<double> sorted = [.. values.Order()];
        int middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
