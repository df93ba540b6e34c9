namespace Studio.Imaging.Similarity;

/// <summary>Two pictures laid onto each other as well as it goes.</summary>
/// <param name="Coarse">Correlation of their ranks, -1–1.</param>
/// <param name="Detail">Correlation of their edges and grain, -1–1: high for copies, low for pictures of the same part of two people.</param>
/// <param name="Place">How the second lies on the first, after it was mirrored.</param>
public sealed record PictureComparison(double Coarse, double Detail, Placement Place)
{
    private const int CoarseSide = 48;
    private const int DetailSide = 128;
    private const int Refinements = 5;

    /// <summary>A picture is laid with at least so much of it over the other.</summary>
    private const double LeastOverlap = 0.6;
    private const double MostDegrees = 8;
    private const double MostScale = 1.18;
    private const double LeastGain = 1e-4;

    /// <summary>Edges and grain: a picture blurred a little less the same blurred more, in pixels of <see cref="DetailSide"/>.</summary>
    private const double FineBlur = 1;
    private const double CoarseBlur = 4;

    /// <param name="second">Mirrored as it is to be compared.</param>
    public static PictureComparison Of(GreyPicture first, GreyPicture second)
    {
        (double coarse, Placement place) = Align(first.ToSquare(CoarseSide).ToRanks(), second.ToSquare(CoarseSide).ToRanks());
        return new PictureComparison(coarse, CompareDetail(first.ToSquare(DetailSide), second.ToSquare(DetailSide), place), place);
    }

    /// <summary>Climbs: one step up or down in turning, size and place, as long as it gets better, then with half the step.</summary>
    private static (double Correlation, Placement Place) Align(GreyPicture first, GreyPicture second)
    {
        var moved = new float[first.Values.Length];
        var isInside = new bool[first.Values.Length];
        var best = new Placement(0, 1, 0, 0);
        double reached = Correlate(best);
        double step = 1;
        for (int refinement = 0; refinement < Refinements; refinement++, step /= 2)
        {
            for (bool rises = true; rises;)
            {
                rises = false;
                foreach (Placement next in Around(best, step))
                {
                    double correlation = Math.Abs(next.Degrees) <= MostDegrees && next.Scale is <= MostScale and >= 1 / MostScale ? Correlate(next) : -1;
                    if (correlation > reached + LeastGain)
                    {
                        (best, reached, rises) = (next, correlation, true);
                    }
                }
            }
        }

        return (reached, best);

        double Correlate(Placement place)
        {
            place.Apply(second, moved, isInside);
            return Correlation(first.Values, moved, isInside);
        }
    }

    private static Placement[] Around(Placement place, double step) =>
    [
        place with { Degrees = place.Degrees - (3 * step) }, place with { Degrees = place.Degrees + (3 * step) },
        place with { Scale = place.Scale - (0.06 * step) }, place with { Scale = place.Scale + (0.06 * step) },
        place with { ShiftX = place.ShiftX - (0.04 * step) }, place with { ShiftX = place.ShiftX + (0.04 * step) },
        place with { ShiftY = place.ShiftY - (0.04 * step) }, place with { ShiftY = place.ShiftY + (0.04 * step) },
    ];

    private static double CompareDetail(GreyPicture first, GreyPicture second, Placement place)
    {
        var isInside = new bool[first.Values.Length];
        var moved = new float[first.Values.Length];
        place.Apply(second.ToRanks(), moved, isInside);
        return Correlation(Grain(first.ToRanks().Values), Grain(moved), isInside);
    }

    private static float[] Grain(float[] values)
    {
        float[] fine = GaussianBlur.Apply(values, DetailSide, FineBlur);
        float[] coarse = GaussianBlur.Apply(values, DetailSide, CoarseBlur);
        for (int place = 0; place < fine.Length; place++)
        {
            fine[place] -= coarse[place];
        }

        return fine;
    }

    /// <returns>-1 where too little of the one lies over the other.</returns>
    private static double Correlation(float[] first, float[] second, bool[] isInside)
    {
        (int count, double a, double b) = (0, 0, 0);
        for (int place = 0; place < first.Length; place++)
        {
            if (isInside[place])
            {
                count++;
                a += first[place];
                b += second[place];
            }
        }

        if (count < LeastOverlap * first.Length)
        {
            return -1;
        }

        (a, b) = (a / count, b / count);
        (double product, double firstSquares, double secondSquares) = (0, 0, 0);
        for (int place = 0; place < first.Length; place++)
        {
            if (isInside[place])
            {
                (double x, double y) = (first[place] - a, second[place] - b);
                product += x * y;
                firstSquares += x * x;
                secondSquares += y * y;
            }
        }

        return firstSquares > 0 && secondSquares > 0 ? product / Math.Sqrt(firstSquares * secondSquares) : 0;
    }
}
