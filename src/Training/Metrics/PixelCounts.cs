namespace Studio.Training.Metrics;

/// <summary>
/// Pixels of one image by class: true positives, false positives, false negatives.
/// A value is null where it is undefined, i.e. where its denominator is 0.
/// </summary>
/// <remarks>
/// Empty-mask rule: an image in which a class occurs neither in truth nor in prediction has no IoU and no Dice for
/// that class and does not enter its mean. If the class is predicted where there is none, IoU and Dice are 0.
/// </remarks>
readonly record struct PixelCounts(long TruePositives, long FalsePositives, long FalseNegatives)
{
    /// <summary>TP / (TP + FP + FN), 0–1 (Jaccard 1912).</summary>
    public double? Iou => Ratio(TruePositives, TruePositives + FalsePositives + FalseNegatives);

    /// <summary>2 TP / (2 TP + FP + FN), 0–1 (Dice 1945).</summary>
    public double? Dice => Ratio(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>TP / (TP + FP); null where nothing is predicted.</summary>
    public double? Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>TP / (TP + FN); null where the class does not occur in the truth.</summary>
    public double? Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>Pixels of the class in the truth.</summary>
    public long Labelled => TruePositives + FalseNegatives;

    /// <summary>Pixels of the class in the answer.</summary>
    public long Answered => TruePositives + FalsePositives;

    /// <summary>(answered − labelled) / labelled, −1 and up; null where the class does not occur in the truth.</summary>
    public double? VolumeDifference => Labelled == 0 ? null : (double)(FalsePositives - FalseNegatives) / Labelled;

    /// <summary>TN / (TN + FP); null where every pixel of the truth has the class.</summary>
    /// <param name="pixels">Of the image.</param>
    public double? Specificity(long pixels) => Ratio(pixels - Labelled - FalsePositives, pixels - Labelled);

    static double? Ratio(long part, long whole) => whole == 0 ? null : (double)part / whole;
}

/// <summary>Comparison of one predicted labelmap with the truth, both of the same size.</summary>
/// <param name="Classes">Index = class, 0 = background.</param>
/// <param name="Correct">Pixels with the right class.</param>
sealed record LabelmapComparison(IReadOnlyList<PixelCounts> Classes, long Correct, long Pixels)
{
    public double Accuracy => Pixels == 0 ? 1 : (double)Correct / Pixels;

    /// <summary>IoU of each class without background, in order.</summary>
    public IReadOnlyList<double?> ForegroundIou => [.. Classes.Skip(1).Select(counts => counts.Iou)];

    /// <summary>Mean IoU over the classes that occur in truth or prediction; null where none does.</summary>
    public double? MeanIou => ForegroundIou.Average();

    /// <param name="truth">Class per pixel; values from <paramref name="classCount"/> up match no class and count as wrong.</param>
    /// <param name="prediction">Same length.</param>
    /// <param name="classCount">Number of classes with background.</param>
    /// <exception cref="ArgumentException">The labelmaps have different sizes.</exception>
    public static LabelmapComparison Of(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> prediction, int classCount)
    {
        if (truth.Length != prediction.Length)
        {
            throw new ArgumentException($"Truth has {truth.Length} pixels, prediction {prediction.Length}.");
        }

        // One table of all pairs keeps the inner loop free of branches; what is no class has a row and a column of its own.
        var side = classCount + 1;
        var pairs = new long[side * side];
        var (pixel, inTruth, inPrediction) = (0, -1, -1);
        while (pixel < truth.Length)
        {
            // Where both are background, which is most of most images, many pixels are one step.
            inTruth = inTruth < pixel ? NextClass(truth, pixel) : inTruth;
            inPrediction = inPrediction < pixel ? NextClass(prediction, pixel) : inPrediction;
            var first = Math.Min(inTruth, inPrediction);
            pairs[0] += first - pixel;
            for (pixel = first; pixel < Math.Min(truth.Length, first + Stride); pixel++)
            {
                pairs[(Math.Min(truth[pixel], classCount) * side) + Math.Min(prediction[pixel], classCount)]++;
            }
        }

        return FromPairs(pairs, side, truth.Length);
    }

    /// <summary>Pixels that are counted one by one before background is looked for again.</summary>
    const int Stride = 16;

    /// <summary>The first pixel from here on that is not background; the end where there is none.</summary>
    static int NextClass(ReadOnlySpan<byte> labelmap, int start) =>
        labelmap[start..].IndexOfAnyExcept((byte)0) is >= 0 and var ahead ? start + ahead : labelmap.Length;

    static LabelmapComparison FromPairs(long[] pairs, int side, long pixels)
    {
        var classes = new PixelCounts[side - 1];
        long correct = 0;
        for (var index = 0; index < classes.Length; index++)
        {
            long inTruth = 0;
            long inPrediction = 0;
            for (var other = 0; other < side; other++)
            {
                inTruth += pairs[(index * side) + other];
                inPrediction += pairs[(other * side) + index];
            }

            var both = pairs[(index * side) + index];
            correct += both;
            classes[index] = new PixelCounts(both, inPrediction - both, inTruth - both);
        }

        return new LabelmapComparison(classes, correct, pixels);
    }
}
