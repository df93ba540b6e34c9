namespace Studio.Features.LabelReview;

/// <summary>
/// Turns what one run says about labels into doubts from 0 to 1.
/// <para>
/// An answer is doubted by the probability that the opposite is right: one less its self-confidence (Northcutt, Jiang and
/// Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 70, 2021) after recalibration by class. A
/// model that says a class too often or too rarely would else fill the front of the queue with right labels of that class.
/// </para>
/// <para>
/// An area or a box is doubted by how much more it is denied than others of its class by the same run: the difference to
/// their mean, cut at 0. The mean leaves out the label itself, so that few labels do not excuse themselves; the only one of
/// its class is compared with one that nothing denies, and so is the absence of a box.
/// </para>
/// </summary>
public sealed class DoubtMeasure
{
    /// <summary>
    /// Mean probability of a class, recalibrated, where it is labelled less that where it is not (Tjur, The American
    /// Statistician 63, 2009): a model that tells them apart less than this is no judge of the class.
    /// </summary>
    const double LeastDiscrimination = 0.2;

    const double EvenOdds = 0.5;

    /// <summary>Of an area: half of label and answer together is in dispute, and clearly more than usual.</summary>
    const double ConfidentArea = 0.5;
    const double BeyondUsual = 0.25;

    /// <summary>Of a box: nothing that would be shown lies on it, and usually something does.</summary>
    const double ConfidentBox = 0.7;

    readonly Dictionary<(int ClassIndex, ClaimKind Kind), (double Sum, int Count)> denials;
    readonly Dictionary<int, Recalibration> recalibrations;

    public DoubtMeasure(JudgedEvaluation evaluation)
    {
        var claims = evaluation.Images.SelectMany(image => image.Claims).ToList();
        recalibrations = claims.Where(claim => claim.IsAnswer).GroupBy(claim => claim.ClassIndex)
            .ToDictionary(same => same.Key, same => Recalibration.Fit([.. same.Select(claim => (claim.Probability, claim.Kind == ClaimKind.Present))]));
        denials = claims.GroupBy(claim => (claim.ClassIndex, claim.Kind))
            .ToDictionary(same => same.Key, same => (same.Sum(claim => claim.IsAnswer ? Opposite(claim) : claim.Denial), same.Count()));
    }

    /// <summary>The strongest doubt about an image's label; null where the label says nothing.</summary>
    public LabelDoubt? Strongest(JudgedImage image) => image.Claims.Count == 0 ? null : image.Claims.Select(Of).MaxBy(doubt => doubt.Value);

    public LabelDoubt Of(LabelClaim claim)
    {
        if (!claim.IsAnswer)
        {
            var usual = Usual(claim);
            return new LabelDoubt(claim, Math.Max(0, claim.Denial - usual), IsConfident(claim, usual));
        }

        var opposite = Opposite(claim);
        return new LabelDoubt(claim, opposite, opposite > EvenOdds && IsOffDiagonal(claim, opposite));
    }

    /// <summary>The probability, recalibrated, that the opposite answer is right.</summary>
    double Opposite(LabelClaim claim)
    {
        var isThere = recalibrations[claim.ClassIndex].Apply(claim.Probability);
        return claim.Kind == ClaimKind.Present ? 1 - isThere : isThere;
    }

    bool IsConfident(LabelClaim claim, double usual) => claim.Kind switch
    {
        ClaimKind.Area => claim.Denial >= ConfidentArea && claim.Denial - usual >= BeyondUsual,
        ClaimKind.Box => claim.Denial >= ConfidentBox && claim.Denial - usual >= BeyondUsual,
        _ => claim.Denial >= Math.Max(EvenOdds, 1 - (Mean(claim.ClassIndex, ClaimKind.Box) ?? EvenOdds)),
    };

    /// <summary>Of the confident joint: the opposite answer reaches the mean self-confidence of those who have it.</summary>
    bool IsOffDiagonal(LabelClaim claim, double opposite) =>
        Mean(claim.ClassIndex, ClaimKind.Present) is { } whereThere
        && Mean(claim.ClassIndex, ClaimKind.Absent) is { } whereNot
        && 1 - whereThere - whereNot >= LeastDiscrimination
        && opposite >= 1 - (claim.Kind == ClaimKind.Present ? whereNot : whereThere);

    double? Mean(int classIndex, ClaimKind kind) =>
        denials.TryGetValue((classIndex, kind), out var all) ? all.Sum / all.Count : null;

    double Usual(LabelClaim claim)
    {
        if (claim.Kind == ClaimKind.NoBox)
            return 0;
        var (sum, count) = denials[(claim.ClassIndex, claim.Kind)];
        return count < 2 ? 0 : (sum - claim.Denial) / (count - 1);
    }
}
