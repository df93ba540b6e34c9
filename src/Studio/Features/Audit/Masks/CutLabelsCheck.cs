using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Labels that end where the picture ends.</summary>
public sealed class CutLabelsCheck(LabelFactsReader reader) : MaskCheck(reader)
{
    /// <summary>Pixels along the edge; fewer is a round outline that just touches it.</summary>
    const int LeastContact = 5;

    public override string Name => "cut-labels";

    public override string Title => "Labels cut by the border";

    protected override AuditAnswer Judge(AuditData data, IReadOnlyList<LabelFacts> labelled)
    {
        var found = labelled
            .Select(facts => (facts.Sample, Parts: facts.Parts.Where(part => part.EdgePixels >= LeastContact).ToList()))
            .Where(entry => entry.Parts.Count > 0)
            .OrderByDescending(entry => entry.Parts.Max(part => part.EdgePixels)).ToList();
        if (found.Count == 0)
            return new AuditAnswer([], "No label cut by the border", $"In none of {Wording.Count(labelled.Count, "image")} a label runs along the picture's border.", Wording.Count(labelled.Count, "image"));
        var share = (double)found.Count / labelled.Count;
        var finding = ImageGroup.Finding(
            "cut-labels",
            Title,
            [.. found.Select(entry => new MarkedImage(entry.Sample, [.. entry.Parts.Select(part => new AuditMark(part.Left, part.Top, part.Width, part.Height))]))],
            $"The structure may go on outside the picture. {Wording.Percent(share)} of the images with a label.",
            "Sizes measured from these labels are too small, and the model learns that a structure may end without an outline.");
        return new AuditAnswer([finding], Title, "");
    }
}
