namespace Studio.Training.Detection;

/// <summary>Turns the detector's output for one image into boxes.</summary>
/// <param name="LeastScore">Boxes below it are dropped, 0–1.</param>
/// <param name="MostOverlap">Of two boxes of a class that overlap by more than this IoU the better one stays.</param>
/// <param name="MostBoxes">The best of an image that are kept.</param>
sealed record BoxDecoder(float LeastScore = 0.05f, float MostOverlap = 0.6f, int MostBoxes = 100)
{
    /// <summary>Candidates that overlap is judged among; more of them only repeat the same boxes.</summary>
    const int MostCandidates = 1000;

    /// <param name="output">
    /// float32 [K + 5, P], row-major: K class logits, distances to left, top, right and bottom in input pixels, centre-ness logit.
    /// </param>
    /// <param name="positions">The P positions, see <see cref="DetectorGeometry.Positions"/>.</param>
    /// <returns>Boxes cut to the input, best first; the score is √(class probability · centre-ness), as in the authors' later code.</returns>
    public IReadOnlyList<DetectedBox> Decode(ReadOnlySpan<float> output, ReadOnlySpan<DetectorPosition> positions, int height, int width)
    {
        var count = positions.Length;
        var classes = (output.Length / count) - 5;
        if (classes < 1 || output.Length != (classes + 5) * count)
        {
            throw new ArgumentException($"{output.Length} numbers are no output for {count} positions.", nameof(output));
        }

        var candidates = new List<DetectedBox>();
        for (var place = 0; place < count; place++)
        {
            var centreness = Sigmoid(output[((classes + 4) * count) + place]);
            for (var label = 0; label < classes; label++)
            {
                var score = MathF.Sqrt(Sigmoid(output[(label * count) + place]) * centreness);
                if (score >= LeastScore)
                {
                    var sides = output[(classes * count)..];
                    var (x, y) = (positions[place].X, positions[place].Y);
                    var box = new LabelledBox(
                        label,
                        Math.Clamp(x - sides[place], 0, width),
                        Math.Clamp(y - sides[count + place], 0, height),
                        Math.Clamp(x + sides[(2 * count) + place], 0, width),
                        Math.Clamp(y + sides[(3 * count) + place], 0, height));
                    candidates.Add(new DetectedBox(box, score));
                }
            }
        }

        return Suppress(candidates);
    }

    /// <summary>Non-maximum suppression within each class: best first, a box that overlaps a kept one too much is dropped.</summary>
    List<DetectedBox> Suppress(List<DetectedBox> candidates)
    {
        var kept = new List<DetectedBox>();
        foreach (var candidate in candidates.OrderByDescending(candidate => candidate.Score).Take(MostCandidates))
        {
            if (kept.Count == MostBoxes)
            {
                break;
            }

            if (!kept.Exists(better => better.Box.Class == candidate.Box.Class && better.Box.Iou(candidate.Box) > MostOverlap))
            {
                kept.Add(candidate);
            }
        }

        return kept;
    }

    static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
