using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Calibration;

/// <summary>
/// What a run answered on the validation images, with the confidence that the network gives: never that of an operating point,
/// so that another one can be chosen. The test set has no part in it.
/// </summary>
/// <param name="IsSingleChoice">Tags: exactly one class is there.</param>
/// <param name="Cases">Images; empty where answers are pixels, which are counted in <see cref="Evaluation"/> alone.</param>
public sealed record ValidationAnswers(
    Project Project,
    Run Run,
    Evaluation Evaluation,
    OutputKind Kind,
    bool IsSingleChoice,
    IReadOnlyList<ClassDefinition> Classes,
    CaseTable Cases)
{
    public int Images => Evaluation.Result.Images;

    public int Patients => Evaluation.Result.Patients;

    /// <summary>The first one is what is usual for such answers; none: their confidence cannot be mended.</summary>
    public IReadOnlyList<Mending> Mendings => Kind switch
    {
        OutputKind.Tags when IsSingleChoice => [Mending.Temperature],
        OutputKind.Tags => [Mending.Platt, Mending.Temperature],
        OutputKind.ClassMap when Evaluation.Result.Scaling is not null => [Mending.Temperature],
        _ => [],
    };

    /// <summary>Goals that such answers can be given.</summary>
    public IReadOnlyList<ThresholdGoal> Goals => Kind switch
    {
        OutputKind.Boxes => [ThresholdGoal.FalsePositives, ThresholdGoal.Sensitivity, ThresholdGoal.Precision, ThresholdGoal.Stated],
        OutputKind.ClassMap when Evaluation.Result.Scaling is null => [],
        _ => [ThresholdGoal.Sensitivity, ThresholdGoal.Specificity, ThresholdGoal.Precision, ThresholdGoal.Youden, ThresholdGoal.Stated],
    };

    /// <summary>[images], 0–1, NaN where unknown; of tags.</summary>
    public double[] ProbabilitiesOf(ClassDefinition definition) => Cases.Find($"probability.{definition.Name}") ?? Unknown;

    /// <summary>[images], 1 or 0, NaN where nobody answered; of tags.</summary>
    public double[] TruthsOf(ClassDefinition definition) => Cases.Find($"truth.{definition.Name}") ?? Unknown;

    double[] Unknown => [.. Enumerable.Repeat(double.NaN, Cases.Count)];
}

/// <summary>Either what was answered or why nothing can be said yet.</summary>
/// <param name="CanEvaluate">Evaluating the run on validation is the way out.</param>
public sealed record CalibrationAnswer(ValidationAnswers? Answers, string? Problem, bool CanEvaluate = false);

/// <summary>How confidence is mended.</summary>
public enum Mending
{
    None,

    /// <summary>One temperature for all classes (Guo et al., ICML 2017).</summary>
    Temperature,

    /// <summary>A slope and an offset for each class (Platt 1999).</summary>
    Platt,
}
