using Studio.Imaging.Similarity;

namespace Studio.Imaging.Embedding;

/// <summary>The directions in which points differ most, the widest first.</summary>
/// <param name="Mean">[dimensions].</param>
/// <param name="Axes">[components][dimensions], of length 1 and at right angles; zero where the points have no further extent.</param>
internal sealed record PrincipalComponents(float[] Mean, float[][] Axes)
{
    private const int Rounds = 40;

    /// <summary>Shorter than this, next to what was subtracted, a direction is rounding.</summary>
    private const double Nothing = 1e-9;

    /// <summary>
    /// Eigenvectors of the covariance by orthogonal iteration (Golub and Van Loan, 8.2.4). Their sign is such that the sum of
    /// their numbers is not negative, so that the same points give the same axes.
    /// </summary>
    public static PrincipalComponents Fit(PointTable points, int components, int seed)
    {
        int size = points.Dimensions;
        float[] mean = MeanOf(points);
        double[][] covariance = CovarianceOf(points, mean);
        var random = new Random(seed);
        double[][] axes = [.. Enumerable.Range(0, components).Select(_ => Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5).ToArray())];
        Orthonormalize(axes);
        for (int round = 0; round < Rounds; round++)
        {
            Parallel.For(0, components, component => axes[component] = Multiply(covariance, axes[component]));
            Orthonormalize(axes);
        }

        return new PrincipalComponents(mean, [.. axes.Select(axis =>
        {
            double sign = axis.Sum() < 0 ? -1 : 1;
            return Array.ConvertAll(axis, value => (float)(sign * value));
        })]);
    }

    /// <returns>[points, components].</returns>
    public PointTable Project(PointTable points)
    {
        var values = new float[points.Count * Axes.Length];
        float[] shift = [.. Axes.Select(axis => Product.Of(axis, Mean))];
        Parallel.For(0, points.Count, point =>
        {
            for (int component = 0; component < Axes.Length; component++)
            {
                values[(point * Axes.Length) + component] = Product.Of(points[point], Axes[component]) - shift[component];
            }
        });
        return new PointTable(points.Count, Axes.Length, values);
    }

    private static float[] MeanOf(PointTable points)
    {
        var sums = new double[points.Dimensions];
        for (int point = 0; point < points.Count; point++)
        {
            ReadOnlySpan<float> values = points[point];
            for (int place = 0; place < values.Length; place++)
            {
                sums[place] += values[place];
            }
        }

        return Array.ConvertAll(sums, sum => (float)(sum / Math.Max(1, points.Count)));
    }

    private static double[][] CovarianceOf(PointTable points, float[] mean)
    {
        int size = points.Dimensions;
        // [dimensions, points], so that a number of the matrix is one product of two rows.
        var columns = new float[size][];
        Parallel.For(0, size, place =>
        {
            columns[place] = new float[points.Count];
            for (int point = 0; point < points.Count; point++)
            {
                columns[place][point] = points.Values[(point * size) + place] - mean[place];
            }
        });
        var covariance = new double[size][];
        for (int row = 0; row < size; row++)
        {
            covariance[row] = new double[size];
        }

        Parallel.For(0, size, row =>
        {
            for (int column = 0; column <= row; column++)
            {
                covariance[row][column] = covariance[column][row] = Product.Of(columns[row], columns[column]) / Math.Max(1, points.Count);
            }
        });
        return covariance;
    }

    private static double[] Multiply(double[][] matrix, double[] vector)
    {
        var result = new double[vector.Length];
        for (int row = 0; row < matrix.Length; row++)
        {
            result[row] = Dot(matrix[row], vector);
        }

        return result;
    }

    /// <summary>Gram and Schmidt, modified.</summary>
    private static void Orthonormalize(double[][] axes)
    {
        for (int component = 0; component < axes.Length; component++)
        {
            double[] axis = axes[component];
            double before = Math.Sqrt(Dot(axis, axis));
            for (int earlier = 0; earlier < component; earlier++)
            {
                double share = Dot(axis, axes[earlier]);
                for (int place = 0; place < axis.Length; place++)
                {
                    axis[place] -= share * axes[earlier][place];
                }
            }

            double length = Math.Sqrt(Dot(axis, axis));
            double scale = length > Nothing * before ? 1 / length : 0;
            for (int place = 0; place < axis.Length; place++)
            {
                axis[place] *= scale;
            }
        }
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int place = 0; place < left.Length; place++)
        {
            sum += left[place] * right[place];
        }

        return sum;
    }
}
