namespace Studio.Contracts.Packages;

/// <summary>
/// How a model's probabilities are mended and from which of them on a class is answered: chosen by a person on the validation
/// images, used wherever the weights are used from then on, and part of the package.
/// </summary>
public sealed record OperatingPoint
{
    /// <summary>Null: probabilities stay as the network gives them.</summary>
    public ProbabilityScaling? Scaling { get; init; }

    /// <summary>Classes without an entry keep the threshold that they have.</summary>
    public IReadOnlyList<ClassThreshold> Thresholds { get; init; } = [];

    public bool Equals(OperatingPoint? other) =>
        other is not null && Equals(Scaling, other.Scaling) && Thresholds.SequenceEqual(other.Thresholds);

    public override int GetHashCode() => HashCode.Combine(Scaling, Thresholds.Count);
}

/// <summary>
/// Logits become <c>Slope · logit + Offset</c> before they become probabilities. One temperature T for all classes is a slope of
/// 1/T without offset (Guo et al., ICML 2017); a slope and an offset for each class is Platt's scaling (Platt 1999).
/// </summary>
/// <param name="Method">See <see cref="ProbabilityScalings"/>.</param>
/// <param name="Factors">One for all classes, or one for each in order; of class maps always one.</param>
public sealed record ProbabilityScaling(string Method, IReadOnlyList<ScaleFactors> Factors)
{
    /// <param name="position">Of the class, from 0.</param>
    public ScaleFactors Of(int position) => Factors.Count == 1 ? Factors[0] : Factors[position];

    public bool Equals(ProbabilityScaling? other) => other is not null && Method == other.Method && Factors.SequenceEqual(other.Factors);

    public override int GetHashCode() => HashCode.Combine(Method, Factors.Count);
}

public static class ProbabilityScalings
{
    public const string Temperature = "temperature";
    public const string Platt = "platt";
}

/// <param name="Slope">Above 0: the order of cases stays.</param>
public readonly record struct ScaleFactors(double Slope, double Offset);

/// <summary>What a threshold is to reach; the best of what is left then counts.</summary>
public enum ThresholdGoal
{
    /// <summary>At least this share of what is there is found; then as few false alarms as possible.</summary>
    Sensitivity,

    /// <summary>At least this share of what is not there is left alone; then as much found as possible.</summary>
    Specificity,

    /// <summary>At least this share of the answers is right; then as much found as possible.</summary>
    Precision,

    /// <summary>At most so many false boxes an image; then as much found as possible.</summary>
    FalsePositives,

    /// <summary>Sensitivity plus specificity as high as possible (Youden 1950).</summary>
    Youden,

    /// <summary>A person said the threshold itself.</summary>
    Stated,
}

/// <param name="Target">Of the goal; 0 of <see cref="ThresholdGoal.Youden"/>, the threshold of <see cref="ThresholdGoal.Stated"/>.</param>
/// <param name="Threshold">Of the probability after <see cref="OperatingPoint.Scaling"/>; the class is answered from it on.</param>
/// <param name="Sensitivity">On the validation images; null where nothing is there.</param>
/// <param name="Specificity">On the validation images; null of boxes, and where the class is everywhere.</param>
/// <param name="Precision">On the validation images; null where nothing is answered.</param>
/// <param name="FalsePositives">False boxes an image on the validation images; null of other answers.</param>
public sealed record ClassThreshold(
    int ClassIndex,
    ThresholdGoal Goal,
    double Target,
    double Threshold,
    double? Sensitivity,
    double? Specificity,
    double? Precision,
    double? FalsePositives);
