namespace Studio.Statistics;

/// <summary>Boxes of all images that were answered, the surest first, and how many there are to be found.</summary>
public sealed class BoxAnswers
{
    /// <summary>Steps of IoU at which hits are told: 0.5, 0.55 … 0.95.</summary>
    public const int Steps = 10;

    readonly Lazy<IReadOnlyList<BoxAnswers>> byPatient;

    /// <param name="truths">[cases]; number of boxes that are there, NaN where unknown: the case takes no part.</param>
    /// <param name="clusters">[cases]; patient of each.</param>
    /// <param name="count">Number of patients.</param>
    /// <param name="found">[answers]; case and confidence of each. One without a confidence takes no part.</param>
    /// <param name="hits">[answers]; bit k: it is the first on a true box at an IoU of 0.5 + 0.05 k.</param>
    /// <exception cref="ArgumentException">Cases, or answers, differ in number.</exception>
    public BoxAnswers(ReadOnlySpan<double> truths, ReadOnlySpan<int> clusters, int count, CaseList found, ReadOnlySpan<double> hits)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (truths.Length != clusters.Length || found.Values.Length != hits.Length)
        {
            throw new ArgumentException("Images and patients, or answers and their hits, differ in number.", nameof(hits));
        }

        byPatient = new(Part);
        (Truths, Images) = (new double[count], new double[count]);
        for (var place = 0; place < truths.Length; place++)
        {
            if (!double.IsNaN(truths[place]))
            {
                Truths[clusters[place]] += truths[place];
                Images[clusters[place]]++;
            }
        }

        var known = truths.ToArray();
        var confidences = found.Values;

        // Equally sure ones are one step of the threshold, whatever order they came in: no precision is told before the last of
        // them, which is so where the hits come last.
        var bits = hits.ToArray();
        int[] order = [.. Enumerable.Range(0, confidences.Length)
            .Where(answer => !double.IsNaN(confidences[answer]) && !double.IsNaN(known[found.Cases[answer]]))
            .OrderByDescending(answer => confidences[answer]).ThenBy(answer => bits[answer])];
        (Clusters, Hits, IsLastOfConfidence) = (new int[order.Length], new int[order.Length], new bool[order.Length]);
        for (var place = 0; place < order.Length; place++)
        {
            Clusters[place] = clusters[found.Cases[order[place]]];
            Hits[place] = (int)hits[order[place]];
            IsLastOfConfidence[place] = place + 1 == order.Length || confidences[order[place + 1]] != confidences[order[place]];
        }
    }

    BoxAnswers(BoxAnswers all, int patient, IEnumerable<int> places)
    {
        byPatient = new(() => [this]);
        (Truths, Images) = ([all.Truths[patient]], [all.Images[patient]]);
        int[] own = [.. places];
        (Clusters, Hits) = (new int[own.Length], [.. own.Select(place => all.Hits[place])]);
        IsLastOfConfidence = [.. own.Select((place, index) => index + 1 == own.Length
            || Array.IndexOf(all.IsLastOfConfidence, true, place) < own[index + 1])];
    }

    /// <summary>[patients]; of each its own images and answers alone. Made when it is first asked for.</summary>
    internal IReadOnlyList<BoxAnswers> ByPatient => byPatient.Value;

    IReadOnlyList<BoxAnswers> Part()
    {
        var places = Enumerable.Range(0, Clusters.Length).ToLookup(place => Clusters[place]);
        return [.. Enumerable.Range(0, Truths.Length).Select(patient => new BoxAnswers(this, patient, places[patient]))];
    }

    /// <summary>[patients]; boxes that are there.</summary>
    internal double[] Truths { get; }

    /// <summary>[patients].</summary>
    internal double[] Images { get; }

    /// <summary>[answers]; patient of each, the surest first.</summary>
    internal int[] Clusters { get; }

    /// <summary>[answers]; bits, see the constructor.</summary>
    internal int[] Hits { get; }

    /// <summary>[answers]; whether the next one is less sure.</summary>
    internal bool[] IsLastOfConfidence { get; }

    /// <summary>See <see cref="EffectiveClusters"/>, of boxes to be found.</summary>
    internal int Informed => EffectiveClusters.Of(Truths);
}
