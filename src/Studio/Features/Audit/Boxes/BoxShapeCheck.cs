using Studio.Contracts.Jobs;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Boxes that cannot be meant: outside the picture, nearly without area, or around everything.</summary>
public sealed class BoxShapeCheck : BoxCheck
{
    /// <summary>Pixels. A click that slipped leaves less, and no network finds less.</summary>
    const double LeastSide = 3;

    /// <summary>Of the picture's area.</summary>
    const double MostArea = 0.98;

    public override string Name => "box-shape";

    public override string Title => "Boxes that can hardly be meant";

    protected override string PassedTitle => "Boxes lie in their pictures";

    protected override string PassedMessage => "No box is outside its picture, nearly without area or around all of it";

    protected override (string Advice, string Meaning) Words => (
        "Draw them again or take them away.",
        "The model is asked to find something where there is nothing to see, so its score is too low.");

    private protected override IEnumerable<BoxFault> Find(AuditData data, CancellationToken cancellationToken) =>
        from sample in data.Samples
        from box in sample.Boxes
        let why = WhyOf(sample, box)
        where why is not null
        select new BoxFault(sample, box, why, 1 / (1 + Math.Max(0, Math.Min(box.Width, box.Height))));

    static string? WhyOf(SampleSpec sample, BoxSpec box)
    {
        if (box.X < 0 || box.Y < 0 || box.X + box.Width > sample.Columns || box.Y + box.Height > sample.Rows)
            return $"reaches outside the picture of {sample.Columns}×{sample.Rows}";
        if (Math.Min(box.Width, box.Height) is var side && side < LeastSide)
            return side <= 0 ? "has no area" : FormattableString.Invariant($"is {side:0.#} {(side == 1 ? "pixel" : "pixels")} wide");
        // Where a class is usually as large as its picture, that is how the pictures were cut.
        return box.Width * box.Height > MostArea * sample.Rows * sample.Columns ? $"takes up all of the picture ({Wording.Percent(box.Width * box.Height / sample.Rows / sample.Columns)})" : null;
    }
}
