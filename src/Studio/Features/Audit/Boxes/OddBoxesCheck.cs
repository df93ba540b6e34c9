using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Features.Audit;

/// <summary>Boxes of another size or shape than those of their class.</summary>
public sealed class OddBoxesCheck : BoxCheck
{
    /// <summary>Boxes; of fewer nobody can say what is usual.</summary>
    const int LeastBoxes = 20;

    /// <summary>Of logarithms: sizes and proportions within a twentieth or so are never odd.</summary>
    const double LeastDeviation = 0.05;

    /// <summary>Pixels from the picture's edge. A box there is cut, so its size says nothing.</summary>
    const double Edge = 2;

    public override string Name => "odd-boxes";

    public override string Title => "Boxes of unusual size or shape";

    protected override string PassedTitle => "No box of unusual size or shape";

    protected override string PassedMessage => "No box is much larger, smaller, longer or flatter than others of its class";

    protected override (string Advice, string Meaning) Words => (
        "Look whether the right thing is boxed and has the right class.",
        "An object under the wrong class teaches the model a mistake, and counts twice where it is tested: as missed and as wrong.");

    private protected override IEnumerable<BoxFault> Find(AuditData data, CancellationToken cancellationToken) =>
        data.Classes.SelectMany(definition => OfClass(definition, data));

    static IEnumerable<BoxFault> OfClass(ClassDefinition definition, AuditData data)
    {
        var boxes = data.Samples.SelectMany(sample => sample.Boxes.Where(box => box.ClassIndex == definition.Index && box is { Width: > 0, Height: > 0 })
            .Select(box => (Sample: sample, Box: box, Size: Math.Log(box.Width * box.Height), Shape: Math.Log(box.Width / box.Height), IsCut: IsCut(sample, box)))).ToList();
        var whole = boxes.Where(entry => !entry.IsCut).ToList();
        if (whole.Count < LeastBoxes)
            yield break;
        var size = RobustSpread.Of([.. whole.Select(entry => entry.Size)], LeastDeviation);
        var shape = RobustSpread.Of([.. whole.Select(entry => entry.Shape)], LeastDeviation);
        foreach (var (sample, box, ownSize, ownShape, isCut) in boxes)
        {
            var (bySize, byShape) = (size.Distance(ownSize), shape.Distance(ownShape));
            var side = FormattableString.Invariant($"{Math.Exp(size.Median / 2):0}");
            if (bySize > RobustSpread.Outlier)
                yield return new BoxFault(sample, box, $"is much larger than other boxes of {definition.Name} (about {side} pixels a side)", bySize);
            else if (bySize < -RobustSpread.Outlier && !isCut)
                yield return new BoxFault(sample, box, $"is much smaller than other boxes of {definition.Name} (about {side} pixels a side)", -bySize);
            else if (Math.Abs(byShape) > RobustSpread.Outlier && !isCut)
                yield return new BoxFault(sample, box, $"is much {(byShape > 0 ? "flatter" : "narrower")} than other boxes of {definition.Name}", Math.Abs(byShape));
        }
    }

    static bool IsCut(SampleSpec sample, BoxSpec box) =>
        box.X < Edge || box.Y < Edge || box.X + box.Width > sample.Columns - Edge || box.Y + box.Height > sample.Rows - Edge;
}
