namespace Studio.Statistics;

/// <summary>Numbers of one choice among classes, and which class is right.</summary>
static class Choices
{
    /// <summary>The cases all of whose numbers are finite.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or a case has no such class.</exception>
    public static List<(double[] Values, int Class)> Known(IReadOnlyList<double[]> values, IReadOnlyList<int> classes)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(classes);
        if (values.Count != classes.Count)
        {
            throw new ArgumentException($"{values.Count} cases and {classes.Count} labels do not belong together.", nameof(classes));
        }

        for (var place = 0; place < classes.Count; place++)
        {
            if (classes[place] < 0 || classes[place] >= values[place].Length || values[place].Length != values[0].Length)
            {
                throw new ArgumentException($"Case {place} has {values[place].Length} classes and is labelled {classes[place]}.", nameof(classes));
            }
        }

        return [.. values.Zip(classes).Where(item => Array.TrueForAll(item.First, double.IsFinite))];
    }
}
