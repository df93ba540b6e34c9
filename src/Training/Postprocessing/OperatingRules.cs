using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Training.Jobs;
using Studio.Training.Tasks;

namespace Studio.Training.Postprocessing;

/// <summary>Puts what a person chose on the validation images over what training chose.</summary>
static class OperatingRules
{
    /// <summary>Confidence from which a box is an answer, where nobody chose another.</summary>
    public const double UsualConfidence = 0.3;

    /// <summary>Probability from which a tag is answered, where nobody chose another.</summary>
    public const double EvenOdds = 0.5;

    /// <summary>
    /// The same output with scaling and chosen thresholds. A class without a chosen threshold keeps its own: one that training
    /// fitted moves along with the scaling, so that it answers as before (exactly where a class stands against one other).
    /// </summary>
    /// <exception cref="JobFailureException">The operating point does not fit the network.</exception>
    public static ModelOutput Apply(ModelOutput output, OperatingPoint? point, IReadOnlyList<ClassDefinition> classes)
    {
        if (point is null or { Scaling: null, Thresholds.Count: 0 })
        {
            return output;
        }

        Check(output, point, classes);
        var own = output.Postprocessing?.Thresholds ?? [];
        if (own.Count + point.Thresholds.Count == 0)
        {
            return output with { Scaling = point.Scaling };
        }

        double Keep(int position) => own.Count == 0 ? Usual(output)
            : point.Scaling is { } scaling ? Move(own[position], scaling.Of(position))
            : own[position];

        IReadOnlyList<double> thresholds = [.. classes.Select((definition, position) =>
            point.Thresholds.LastOrDefault(chosen => chosen.ClassIndex == definition.Index)?.Threshold ?? Keep(position))];
        return output with
        {
            Scaling = point.Scaling,
            Postprocessing = (output.Postprocessing ?? new PostprocessingRules()) with { Thresholds = thresholds },
        };
    }

    /// <summary>Confidence from which a box of a class is an answer.</summary>
    public static double BoxThreshold(ModelOutput output, int classIndex) =>
        output.Postprocessing?.Thresholds.ElementAtOrDefault(classIndex - 1) is > 0 and var chosen ? chosen : UsualConfidence;

    /// <summary>
    /// What leaves as an answer: boxes from the chosen confidence on. Where none was chosen, every box is told with its
    /// confidence, and whoever reads them draws the line.
    /// </summary>
    public static Answer Answered(Answer answer, ModelOutput output) => answer is BoxAnswer boxes && output.Postprocessing is { Thresholds.Count: > 0 }
        ? new BoxAnswer([.. boxes.Boxes.Where(found => found.Confidence >= BoxThreshold(output, found.ClassIndex))])
        : answer;

    /// <summary>What a class without any threshold is answered from; 0: wherever it is the most probable one.</summary>
    static double Usual(ModelOutput output) => ArchitectureFacts.Of(output.Architecture).Output switch
    {
        OutputKind.Tags => output.IsSingleChoice ? 0 : EvenOdds,
        OutputKind.Boxes => UsualConfidence,
        _ => 0,
    };

    static double Move(double threshold, ScaleFactors factors) =>
        threshold is <= 0 or >= 1 ? threshold : Logits.Scaled(threshold, factors.Slope, factors.Offset);

    static void Check(ModelOutput output, OperatingPoint point, IReadOnlyList<ClassDefinition> classes)
    {
        var kind = ArchitectureFacts.Of(output.Architecture).Output;
        if (point.Thresholds.FirstOrDefault(chosen => classes.All(definition => definition.Index != chosen.ClassIndex)) is { } stranger)
        {
            throw new JobFailureException($"The operating point has a threshold for class {stranger.ClassIndex}, which the model does not know. Choose it again.");
        }

        if (point.Thresholds.FirstOrDefault(chosen => chosen.Threshold is not (>= 0 and <= 1)) is { } outside)
        {
            throw new JobFailureException(FormattableString.Invariant(
                $"The operating point has the threshold {outside.Threshold} for class {outside.ClassIndex}; it must lie between 0 and 1. Choose it again."));
        }

        if (kind == OutputKind.OneBox || (kind == OutputKind.Boxes && point.Scaling is not null))
        {
            throw new JobFailureException("The confidence of a box is no probability that could be scaled. Choose the operating point again, without scaling.");
        }

        if (point.Scaling is { } scaling && !Fits(scaling, kind == OutputKind.ClassMap ? 1 : classes.Count))
        {
            throw new JobFailureException($"The scaling of the operating point ({scaling.Method}) does not fit the model's classes. Fit it again.");
        }
    }

    static bool Fits(ProbabilityScaling scaling, int classes) =>
        (scaling.Factors.Count == 1 || scaling.Factors.Count == classes)
        && scaling.Factors.All(factors => factors.Slope > 0 && double.IsFinite(factors.Slope) && double.IsFinite(factors.Offset));
}
