namespace Studio.Statistics;

/// <summary>Solves symmetric, positive definite systems.</summary>
static class Cholesky
{
    /// <summary>Keeps a direction without any curvature from dividing by nothing.</summary>
    const double LeastPivot = 1e-10;

    /// <param name="matrix">[n, n]; the lower triangle is read and overwritten.</param>
    /// <param name="right">[n].</param>
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var column = 0; column < size; column++)
        {
            for (var row = column; row < size; row++)
            {
                var sum = matrix[row, column];
                for (var place = 0; place < column; place++)
                {
                    sum -= matrix[row, place] * matrix[column, place];
                }

                matrix[row, column] = row == column ? Math.Sqrt(Math.Max(sum, LeastPivot)) : sum / matrix[column, column];
            }
        }

        var solution = (double[])right.Clone();
        for (var row = 0; row < size; row++)
        {
            for (var place = 0; place < row; place++)
            {
                solution[row] -= matrix[row, place] * solution[place];
            }

            solution[row] /= matrix[row, row];
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var place = row + 1; place < size; place++)
            {
                solution[row] -= matrix[place, row] * solution[place];
            }

            solution[row] /= matrix[row, row];
        }

        return solution;
    }
}
