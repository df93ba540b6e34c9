namespace Studio.Imaging.Quality;

/// <summary>The measures that ask for a pixel's neighbours or colours; see <see cref="PictureMeasures"/> for what they mean.</summary>
internal static class Detail
{
    /// <summary>Variance of the Laplacian over that of the values, of a chessboard.</summary>
    private const double MostRatio = 64;

    /// <param name="variance">Of the levels; 0 of a flat picture.</param>
    public static double Sharpness(GreyLevels picture, double variance)
    {
        (int rows, int columns) = (picture.Rows, picture.Columns);
        if (variance <= 0 || rows < 3 || columns < 3)
        {
            return 0;
        }

        (double sum, double squares) = (0, 0);
        for (int row = 1; row < rows - 1; row++)
        {
            ReadOnlySpan<ushort> above = picture.Levels.AsSpan((row - 1) * columns, columns);
            ReadOnlySpan<ushort> here = picture.Levels.AsSpan(row * columns, columns);
            ReadOnlySpan<ushort> below = picture.Levels.AsSpan((row + 1) * columns, columns);
            (long rowSum, long rowSquares) = (0, 0);
            for (int column = 1; column < here.Length - 1; column++)
            {
                int laplacian = (4 * here[column]) - here[column - 1] - here[column + 1] - above[column] - below[column];
                rowSum += laplacian;
                rowSquares += (long)laplacian * laplacian;
            }

            sum += rowSum;
            squares += rowSquares;
        }

        double pixels = (double)(rows - 2) * (columns - 2);
        double ratio = ((squares / pixels) - (sum / pixels * (sum / pixels))) / (MostRatio * variance);
        return Math.Pow(Math.Clamp(ratio, 0, 1), 0.25);
    }

    public static double Colourfulness(RasterImage image)
    {
        if (image.SamplesPerPixel != 3)
        {
            return 0;
        }

        int pixels = image.Rows * image.Columns;
        (double redGreen, double redGreenSquares, double yellowBlue, double yellowBlueSquares) = (0, 0, 0, 0);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            (int red, int green, int blue) = (image.SampleAt(3 * pixel), image.SampleAt((3 * pixel) + 1), image.SampleAt((3 * pixel) + 2));
            double first = red - green;
            double second = ((red + green) / 2.0) - blue;
            redGreen += first;
            redGreenSquares += first * first;
            yellowBlue += second;
            yellowBlueSquares += second * second;
        }

        (double firstMean, double secondMean) = (redGreen / pixels, yellowBlue / pixels);
        double variances = (redGreenSquares / pixels) - (firstMean * firstMean) + (yellowBlueSquares / pixels) - (secondMean * secondMean);
        double spread = Math.Sqrt(Math.Max(0, variances));
        double distance = Math.Sqrt((firstMean * firstMean) + (secondMean * secondMean));
        return (spread + (0.3 * distance)) / (image.Layout.HighestValue - image.Layout.LowestValue);
    }
}
