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

        // One table of all pairs keeps the inner loop free of branches.
        var pairs = new long[256 * 256];
        for (var pixel = 0; pixel < truth.Length; pixel++)
        {
            pairs[(truth[pixel] << 8) | prediction[pixel]]++;
        }

        return FromPairs(pairs, classCount, truth.Length);
    }

    static LabelmapComparison FromPairs(long[] pairs, int classCount, long pixels)
    {
        var inTruth = new long[256];
        var inPrediction = new long[256];
        long correct = 0;
        for (var truth = 0; truth < 256; truth++)
        {
            for (var prediction = 0; prediction < 256; prediction++)
            {
                var count = pairs[(truth << 8) | prediction];
                inTruth[truth] += count;
                inPrediction[prediction] += count;
                correct += truth == prediction ? count : 0;
            }
        }

        var classes = new PixelCounts[classCount];
        for (var index = 0; index < classCount; index++)
        {
            var both = pairs[(index << 8) | index];
            classes[index] = new PixelCounts(both, inPrediction[index] - both, inTruth[index] - both);
        }

        return new LabelmapComparison(classes, correct, pixels);
    }
}
