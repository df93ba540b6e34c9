using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Holes in classes that usually have none.</summary>
public sealed class HolesCheck(LabelFactsReader reader) : MaskCheck(reader)
{
    /// <summary>Of a class's images. Where more have holes, holes belong to the structure: a wall around a lumen.</summary>
    const double MostUsual = 0.1;

    public override string Name => "holes";

    public override string Title => "Holes in labels";

    protected override AuditAnswer Judge(AuditData data, IReadOnlyList<LabelFacts> labelled)
    {
        var hollow = data.Classes.Where(definition => !MayHaveHoles(definition.Index, labelled)).Select(definition => definition.Index).ToHashSet();
        var found = labelled
            .Select(facts => (facts.Sample, Holes: facts.Holes.Where(hole => hollow.Contains(hole.Class)).OrderBy(hole => hole.Pixels).ToList()))
            .Where(entry => entry.Holes.Count > 0).OrderByDescending(entry => entry.Holes.Sum(hole => hole.Pixels)).ToList();
        if (found.Count == 0)
            return new AuditAnswer([], "No holes in labels", $"No class has holes in a few of its images alone ({Wording.Count(labelled.Count, "image")}).", Wording.Count(labelled.Count, "image"));
        var holes = found.SelectMany(entry => entry.Holes).ToList();
        var finding = ImageGroup.Finding(
            "holes",
            Title,
            [.. found.Select(entry => new MarkedImage(entry.Sample, [.. entry.Holes.Select(hole => new AuditMark(hole.Left, hole.Top, hole.Width, hole.Height))]))],
            $"{Wording.Count(holes.Count, "hole")} of {Wording.Number(holes.Min(hole => hole.Pixels))} to {Wording.Count(holes.Max(hole => hole.Pixels), "pixel")} in classes that seldom have one. Fill them if they are slips.",
            "A hole costs little overlap, but distances between outlines are measured to its rim.");
        return new AuditAnswer([finding], Title, "");
    }

    static bool MayHaveHoles(int classIndex, IReadOnlyList<LabelFacts> labelled)
    {
        var images = labelled.Count(facts => facts.Pixels.ContainsKey(classIndex));
        return labelled.Count(facts => facts.Holes.Any(hole => hole.Class == classIndex)) > MostUsual * images;
    }
}
