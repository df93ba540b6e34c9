using Studio.Contracts.Jobs;

namespace Studio.Training.Metrics;

/// <summary>Where a label and the probabilities of a model differ, weighted with how sure the model is.</summary>
static class ConfidentDisagreement
{
    /// <param name="probabilities">[classes, pixels], row-major; those of a pixel sum to 1.</param>
    /// <param name="truth">[pixels], class of each, 0 = background; pixels with a class that the model does not know are left out.</param>
    /// <param name="classes">With background.</param>
    /// <returns>
    /// Each class but background that is labelled or answered somewhere, see <see cref="AreaDisagreement"/>. A pixel labelled
    /// with one class and answered with another counts for both. Without any pixel: nothing.
    /// </returns>
    /// <exception cref="ArgumentException">The two have different sizes.</exception>
    public static IReadOnlyList<AreaDisagreement> Of(ReadOnlySpan<float> probabilities, ReadOnlySpan<long> truth, int classes)
    {
        if (probabilities.Length != truth.Length * classes)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities are not {classes} for each of {truth.Length} pixels.");
        }

        var pixels = truth.Length;
        var (inLabel, inAnswer, either) = (new long[classes], new long[classes], new long[classes]);
        var missed = new double[classes];
        var extra = new double[classes];
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var labelled = truth[pixel];
            if (labelled < 0 || labelled >= classes)
            {
                continue;
            }

            var answered = 0;
            for (var index = 1; index < classes; index++)
            {
                answered = probabilities[(index * pixels) + pixel] > probabilities[(answered * pixels) + pixel] ? index : answered;
            }

            inLabel[labelled]++;
            inAnswer[answered]++;
            either[labelled]++;
            if (answered != labelled)
            {
                var margin = probabilities[(answered * pixels) + pixel] - probabilities[((int)labelled * pixels) + pixel];
                either[answered]++;
                missed[labelled] += margin;
                extra[answered] += margin;
            }
        }

        double Share(double count) => count / pixels;
        return [.. Enumerable.Range(1, classes - 1).Where(index => either[index] > 0).Select(index => new AreaDisagreement(
            index, Share(inLabel[index]), Share(inAnswer[index]), Share(either[index]), Share(missed[index]), Share(extra[index])))];
    }
}
