namespace Studio.Statistics;

/// <summary>
/// Logistic regression with an L2 penalty on standardised features, fitted by Newton's steps (iteratively reweighted least
/// squares). Both kinds of cases weigh the same in sum, so that log-odds of 0 are chance whatever their numbers.
/// </summary>
public static class LogisticRegression
{
    const int MostSteps = 25;
    const double Converged = 1e-5;

    /// <param name="rows">[cases][features], finite.</param>
    /// <param name="isPositive">[cases], of both kinds.</param>
    /// <param name="penalty">λ of λ/2 × the sum of squared coefficients, beside the sum of log-losses whose weights have mean 1.</param>
    /// <returns>The log-odds of a row.</returns>
    public static Func<double[], double> Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> isPositive, double penalty)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(isPositive);
        var scale = Standardisation.Of(rows);
        double[][] standard = [.. rows.Select(scale.Apply)];
        var size = scale.Count + 1;
        var weights = ClassWeights.Of(isPositive);
        var coefficients = new double[size];
        for (var step = 0; step < MostSteps; step++)
        {
            var change = NewtonStep(standard, isPositive, weights, coefficients, penalty);
            for (var place = 0; place < size; place++)
            {
                coefficients[place] += change[place];
            }

            if (change.Max(Math.Abs) < Converged)
            {
                break;
            }
        }

        return row => Predict(coefficients, scale.Apply(row));
    }

    static double Predict(double[] coefficients, double[] row)
    {
        // The last one is the intercept.
        var sum = coefficients[^1];
        for (var place = 0; place < row.Length; place++)
        {
            sum += coefficients[place] * row[place];
        }

        return sum;
    }

    static double[] NewtonStep(double[][] rows, IReadOnlyList<bool> isPositive, double[] weights, double[] coefficients, double penalty)
    {
        var size = coefficients.Length;
        var hessian = new double[size, size];
        var gradient = new double[size];
        for (var place = 0; place < rows.Length; place++)
        {
            var row = rows[place];
            var chance = 1 / (1 + Math.Exp(-Predict(coefficients, row)));
            var residual = weights[place] * ((isPositive[place] ? 1 : 0) - chance);
            var curvature = weights[place] * chance * (1 - chance);
            for (var first = 0; first < size - 1; first++)
            {
                gradient[first] += residual * row[first];
                var scaled = curvature * row[first];
                hessian[size - 1, first] += scaled;
                for (var second = 0; second <= first; second++)
                {
                    hessian[first, second] += scaled * row[second];
                }
            }

            gradient[^1] += residual;
            hessian[size - 1, size - 1] += curvature;
        }

        for (var place = 0; place < size - 1; place++)
        {
            gradient[place] -= penalty * coefficients[place];
            hessian[place, place] += penalty;
        }

        return Cholesky.Solve(hessian, gradient);
    }
}
