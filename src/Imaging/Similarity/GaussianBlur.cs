namespace Studio.Imaging.Similarity;

/// <summary>Blurs a square picture; beyond its edge stands the edge's pixel.</summary>
internal static class GaussianBlur
{
    /// <param name="deviation">Standard deviation in pixels.</param>
    public static float[] Apply(float[] values, int side, double deviation)
    {
        int reach = (int)Math.Ceiling(3 * deviation);
        var weights = new float[(2 * reach) + 1];
        for (int offset = -reach; offset <= reach; offset++)
        {
            weights[offset + reach] = (float)Math.Exp(-offset * offset / (2 * deviation * deviation));
        }

        float sum = weights.Sum();
        for (int place = 0; place < weights.Length; place++)
        {
            weights[place] /= sum;
        }

        return Pass(Pass(values, side, weights, reach), side, weights, reach);
    }

    /// <summary>Along the rows; the result has rows and columns exchanged, so that a second pass blurs along the others and puts them back.</summary>
    private static float[] Pass(float[] values, int side, float[] weights, int reach)
    {
        var result = new float[values.Length];
        var line = new float[side + (2 * reach)];
        for (int row = 0; row < side; row++)
        {
            ReadOnlySpan<float> source = values.AsSpan(row * side, side);
            line.AsSpan(0, reach).Fill(source[0]);
            source.CopyTo(line.AsSpan(reach));
            line.AsSpan(reach + side).Fill(source[^1]);
            for (int column = 0; column < side; column++)
            {
                result[(column * side) + row] = Product.Of(line.AsSpan(column, weights.Length), weights);
            }
        }

        return result;
    }
}
