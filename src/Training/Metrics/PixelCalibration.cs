using Studio.Contracts.Jobs;
using Studio.Statistics;

namespace Studio.Training.Metrics;

/// <summary>How the confidence of a class map is mended, and what each threshold would bring.</summary>
static class PixelCalibration
{
    /// <summary>Thresholds 0, 0.01 … 1.</summary>
    public const int Steps = 101;

    /// <summary>
    /// Fits the temperature, then judges the same pixels with it. A threshold is judged by the class's own probability; what the
    /// model answers where several classes pass theirs is for its rules to say.
    /// </summary>
    /// <param name="logits">[pixels][classes], finite.</param>
    /// <param name="labels">[pixels], 0 = background.</param>
    /// <param name="classes">With background.</param>
    /// <returns>Null without a pixel.</returns>
    public static ClassMapScaling? Fit(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels, int classes)
    {
        if (TemperatureScaling.Fit(logits, labels) is not { } fit)
        {
            return null;
        }

        var diagrams = new CalibrationCounts(classes);
        var there = new long[classes, Steps];
        var absent = new long[classes, Steps];
        var shares = new double[classes];
        for (var pixel = 0; pixel < labels.Count; pixel++)
        {
            Softmax(logits[pixel], fit.Temperature, shares);
            var answer = Array.IndexOf(shares, shares.Max());
            diagrams.Add(answer, shares[answer], answer == labels[pixel]);
            for (var index = 1; index < classes; index++)
            {
                (labels[pixel] == index ? there : absent)[index, StepOf(shares[index])]++;
            }
        }

        return new ClassMapScaling(
            fit.Temperature, fit.Cases, fit.LossBefore, fit.LossAfter, diagrams.ToDiagrams(),
            [.. Enumerable.Range(1, classes - 1).Select(index => CurveOf(index, there, absent))]);
    }

    static void Softmax(double[] logits, double temperature, double[] shares)
    {
        var largest = logits.Max();
        var total = 0.0;
        for (var index = 0; index < shares.Length; index++)
        {
            total += shares[index] = Math.Exp((logits[index] - largest) / temperature);
        }

        for (var index = 0; index < shares.Length; index++)
        {
            shares[index] /= total;
        }
    }

    /// <summary>The highest threshold from which the class is answered.</summary>
    static int StepOf(double share)
    {
        var step = Math.Clamp((int)(share * (Steps - 1)), 0, Steps - 1);
        return step + 1 < Steps && ThresholdOf(step + 1) <= share ? step + 1 : ThresholdOf(step) > share ? step - 1 : step;
    }

    static double ThresholdOf(int step) => step / (Steps - 1.0);

    static ThresholdCurve CurveOf(int index, long[,] there, long[,] absent)
    {
        var steps = new ThresholdStep[Steps];
        var (hits, alarms) = (0L, 0L);
        var all = Enumerable.Range(0, Steps).Sum(step => there[index, step]);
        var others = Enumerable.Range(0, Steps).Sum(step => absent[index, step]);
        for (var step = Steps - 1; step >= 0; step--)
        {
            hits += there[index, step];
            alarms += absent[index, step];
            steps[step] = new ThresholdStep(ThresholdOf(step), hits, alarms, all - hits, others - alarms);
        }

        return new ThresholdCurve(index, steps);
    }
}
