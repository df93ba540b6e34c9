namespace Studio.Statistics;

/// <summary>Cases in the order of their scores: sorted once, a draw only adds up.</summary>
sealed class RankedCases
{
    /// <summary>[cases]; patient of each, the lowest score first.</summary>
    public int[] Clusters { get; }

    /// <summary>[cases]; all bits of a positive one, none of a negative one.</summary>
    public int[] Masks { get; }

    /// <summary>[cases]; whether the next score is another one. Equal scores cannot be told apart by any threshold.</summary>
    public bool[] IsLastOfScore { get; }

    /// <summary>See <see cref="EffectiveClusters"/>, of positives and negatives.</summary>
    public int Informed { get; }

    public RankedCases(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<int> clusters, int count, bool isDescending)
    {
        if (isPositive.Length != scores.Length || clusters.Length != scores.Length)
        {
            throw new ArgumentException($"{scores.Length} scores, {isPositive.Length} labels and {clusters.Length} clusters do not belong together.", nameof(isPositive));
        }

        var keys = new double[scores.Length];
        var order = new int[scores.Length];
        for (var place = 0; place < order.Length; place++)
        {
            keys[place] = double.IsNaN(scores[place]) ? throw new ArgumentException("A score is not a number.", nameof(scores)) : isDescending ? -scores[place] : scores[place];
            order[place] = place;
        }

        Array.Sort(keys, order);
        (Clusters, Masks, IsLastOfScore) = (new int[order.Length], new int[order.Length], new bool[order.Length]);
        for (var place = 0; place < order.Length; place++)
        {
            Clusters[place] = clusters[order[place]];
            Masks[place] = isPositive[order[place]] ? -1 : 0;
            IsLastOfScore[place] = place + 1 == order.Length || keys[place + 1] != keys[place];
        }

        var (positives, negatives) = (new double[count], new double[count]);
        for (var place = 0; place < scores.Length; place++)
        {
            (isPositive[place] ? positives : negatives)[clusters[place]]++;
        }

        Informed = EffectiveClusters.Of(positives, negatives);
    }
}
