namespace Studio.Features.LabelReview;

/// <summary>What a label says about a class.</summary>
public enum ClaimKind
{
    /// <summary>An answer: the class is there.</summary>
    Present,

    /// <summary>An answer: the class is not there.</summary>
    Absent,

    /// <summary>Outlines: the class is here and nowhere else.</summary>
    Area,

    /// <summary>A box: the class is there.</summary>
    Box,

    /// <summary>No box: the class is not where the model sees one.</summary>
    NoBox,
}

/// <summary>One thing that a label says, and how far a model denies it.</summary>
/// <param name="Denial">
/// 0–1. Of an answer the probability of the opposite one, i.e. one less its self-confidence. Of an area what is in dispute of
/// all that is labelled or answered, weighted (see <see cref="Contracts.Jobs.AreaDisagreement"/>): 1 − IoU where the model is
/// sure of every pixel, 0 where it agrees. Of a box 1 − confidence of the surest answer on it; of no box the confidence of the
/// answer.
/// </param>
public sealed record LabelClaim(int ClassIndex, ClaimKind Kind, double Denial)
{
    public bool IsAnswer => Kind is ClaimKind.Present or ClaimKind.Absent;

    /// <summary>Of an answer: what the model says of the class being there, 0–1.</summary>
    public double Probability => Kind == ClaimKind.Present ? 1 - Denial : Denial;

    /// <summary>Area only: whether anything is labelled with the class.</summary>
    public bool IsLabelled { get; init; }

    /// <summary>Area only: whether the model answers the class anywhere.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Area only: whether more is missing in the label than it has too much.</summary>
    public bool IsMostlyMissing { get; init; }
}

/// <summary>How far a label is to be doubted.</summary>
/// <param name="Value">0–1, see <see cref="DoubtMeasure"/>.</param>
/// <param name="IsConfident">Whether the model is as sure of the opposite as it usually is where that is the label.</param>
public readonly record struct LabelDoubt(LabelClaim Claim, double Value, bool IsConfident);
