using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;

namespace Studio.Features.Calibration;

/// <summary>How far a confidence is what it says.</summary>
/// <param name="Brier">Null where answers are pixels, of which only the bins are kept.</param>
public sealed record ConfidenceFigures(Reliability Diagram, double? Brier)
{
    public long Count => Diagram.Count;

    public double? Error => Diagram.ExpectedError;

    /// <summary>Mean confidence, 0–1; NaN without an answer.</summary>
    public double Confidence => Filled.Sum(bin => bin.Count * bin.Confidence) / Count;

    /// <summary>Share that is so, 0–1; NaN without an answer.</summary>
    public double Share => Filled.Sum(bin => bin.Count * bin.Share) / Count;

    IEnumerable<ReliabilityBin> Filled => Diagram.Bins.Where(bin => bin.Count > 0);

    public static ConfidenceFigures Of(double[] confidences, double[] truths)
    {
        int[] known = [.. Enumerable.Range(0, truths.Length).Where(place => !double.IsNaN(truths[place]))];
        double[] values = [.. known.Select(place => confidences[place])];
        bool[] isTrue = [.. known.Select(place => truths[place] == 1)];
        return new ConfidenceFigures(Reliability.Of(values, isTrue), Statistics.Brier.Of(values, isTrue)?.Score);
    }

    /// <summary>From bins of equal width, as evaluations keep them.</summary>
    public static ConfidenceFigures Of(ClassCalibration diagram)
    {
        var width = 1.0 / diagram.Bins.Count;
        return new ConfidenceFigures(
            new Reliability([.. diagram.Bins.Select((bin, place) => new ReliabilityBin(
                place * width, (place + 1) * width, bin.Count, bin.Count == 0 ? double.NaN : bin.Confidence, bin.Count == 0 ? double.NaN : bin.Accuracy))]),
            null);
    }
}

/// <summary>Confidence of one class, as it is and mended.</summary>
/// <param name="Definition">Null of the background.</param>
/// <param name="After">Null where nothing is mended.</param>
/// <param name="IsCrossFitted"><paramref name="After"/> was judged on patients that the scaling was not fitted on.</param>
public sealed record ClassConfidence(string Name, ClassDefinition? Definition, ConfidenceFigures Before, ConfidenceFigures? After, bool IsCrossFitted)
{
    const string Background = "Background";

    /// <summary>Every class with an answer, the background of pixels last.</summary>
    public static IReadOnlyList<ClassConfidence> List(ValidationAnswers answers, Mending mending, MendedAnswers mended) => answers.Kind switch
    {
        OutputKind.ClassMap => [.. OfPixels(answers, mending)],
        OutputKind.Tags => [.. answers.Classes.Select((definition, position) => OfTags(answers, mended, definition, position))],
        _ => [.. answers.Classes.Select(definition => OfBoxes(answers, definition))],
    };

    static ClassConfidence OfTags(ValidationAnswers answers, MendedAnswers mended, ClassDefinition definition, int position)
    {
        var truths = answers.TruthsOf(definition);
        return new ClassConfidence(
            definition.Name,
            definition,
            ConfidenceFigures.Of(answers.ProbabilitiesOf(definition), truths),
            mended.Scaling is null || mended.NotMended.Contains(position) ? null : ConfidenceFigures.Of(mended.Judged[position], truths),
            mended.IsCrossFitted[position]);
    }

    /// <summary>A box is right where it is the first on a labelled one at an IoU of 0.5.</summary>
    static ClassConfidence OfBoxes(ValidationAnswers answers, ClassDefinition definition)
    {
        var found = answers.Cases.FindList($"found.{definition.Name}")?.Values ?? [];
        var hits = answers.Cases.FindList($"hits.{definition.Name}")?.Values ?? [];
        return new ClassConfidence(definition.Name, definition, ConfidenceFigures.Of(found, [.. hits.Select(bits => (double)((int)bits & 1))]), null, false);
    }

    static IEnumerable<ClassConfidence> OfPixels(ValidationAnswers answers, Mending mending)
    {
        var result = answers.Evaluation.Result;
        var after = mending == Mending.Temperature ? result.Scaling?.Calibrated : null;
        return result.Calibration.OrderBy(diagram => diagram.ClassIndex == 0).Select(diagram =>
        {
            var definition = answers.Classes.FirstOrDefault(item => item.Index == diagram.ClassIndex);
            return new ClassConfidence(
                definition?.Name ?? Background,
                definition,
                ConfidenceFigures.Of(diagram),
                after?.FirstOrDefault(mended => mended.ClassIndex == diagram.ClassIndex) is { } mended ? ConfidenceFigures.Of(mended) : null,
                false);
        });
    }
}
