using Studio.Imaging.Similarity;

namespace Studio.Imaging.Embedding;

/// <summary>Points in a space of several dimensions.</summary>
/// <param name="Values">[points, dimensions].</param>
internal sealed record PointTable(int Count, int Dimensions, float[] Values)
{
    public ReadOnlySpan<float> this[int point] => Values.AsSpan(point * Dimensions, Dimensions);

    public static PointTable Of(IReadOnlyList<PictureDescriptor> pictures)
    {
        var values = new float[pictures.Count * PictureDescriptor.Length];
        for (int point = 0; point < pictures.Count; point++)
        {
            pictures[point].CopyTo(values.AsSpan(point * PictureDescriptor.Length, PictureDescriptor.Length));
        }

        return new PointTable(pictures.Count, PictureDescriptor.Length, values);
    }

    public PointTable Take(IReadOnlyList<int> points)
    {
        var values = new float[points.Count * Dimensions];
        for (int place = 0; place < points.Count; place++)
        {
            this[points[place]].CopyTo(values.AsSpan(place * Dimensions));
        }

        return new PointTable(points.Count, Dimensions, values);
    }

    /// <summary>Of every point the sum of its squares.</summary>
    public float[] SquaredLengths()
    {
        var lengths = new float[Count];
        for (int point = 0; point < Count; point++)
        {
            lengths[point] = Product.Of(this[point], this[point]);
        }

        return lengths;
    }
}
