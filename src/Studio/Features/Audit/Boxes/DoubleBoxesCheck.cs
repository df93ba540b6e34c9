using Studio.Contracts.Jobs;

namespace Studio.Features.Audit;

/// <summary>Two boxes around one object.</summary>
public sealed class DoubleBoxesCheck : BoxCheck
{
    /// <summary>IoU. Two objects side by side overlap less; two hands round one object agree to about that.</summary>
    const double LeastOverlap = 0.85;

    public override string Name => "double-boxes";

    public override string Title => "Nearly the same box twice";

    protected override string PassedTitle => "No box twice";

    protected override string PassedMessage => "No two boxes of an image are nearly the same";

    protected override (string Advice, string Meaning) Words => (
        "Take one away, or say of which class the object is.",
        "An object with two boxes counts as two: a model that finds it once has missed one.");

    private protected override IEnumerable<BoxFault> Find(AuditData data, CancellationToken cancellationToken)
    {
        foreach (var sample in data.Samples)
        {
            for (var first = 0; first < sample.Boxes.Count; first++)
            {
                for (var second = first + 1; second < sample.Boxes.Count; second++)
                {
                    var (one, other) = (sample.Boxes[first], sample.Boxes[second]);
                    if (BoxIou.Of(one, other) is var overlap && overlap >= LeastOverlap)
                    {
                        var why = one.ClassIndex == other.ClassIndex ? "" : $" of class {NameOf(one, data.Classes)}";
                        yield return new BoxFault(sample, other, FormattableString.Invariant($"lies on another box{why} (IoU {overlap:0.00})"), overlap);
                    }
                }
            }
        }
    }
}
