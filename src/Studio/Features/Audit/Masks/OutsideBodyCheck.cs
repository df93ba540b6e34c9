using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Parts of labels on the dark surroundings of the body, or on the padding of the picture.</summary>
public sealed class OutsideBodyCheck(LabelFactsReader reader) : MaskCheck(reader)
{
    /// <summary>
    /// Of the part's pixels. An outline inside takes in the rim of what it surrounds, also where that is as dark as the
    /// background and open to it: vessels in ultrasound reach 0.93.
    /// </summary>
    const double LeastShare = 0.97;

    public override string Name => "outside-body";

    public override string Title => "Labels outside the body";

    protected override AuditAnswer Judge(AuditData data, IReadOnlyList<LabelFacts> labelled)
    {
        var found = labelled
            .Select(facts => (facts.Sample, Parts: facts.Parts.Where(part => part.OutsidePixels >= LeastShare * part.Pixels).ToList()))
            .Where(entry => entry.Parts.Count > 0)
            .OrderByDescending(entry => entry.Parts.Sum(part => part.Pixels)).ToList();
        if (found.Count == 0)
            return new AuditAnswer([], "No label outside the body", $"In none of {Wording.Count(labelled.Count, "image")} a part of a label lies on the dark background.", Wording.Count(labelled.Count, "image"));
        var finding = ImageGroup.Finding(
            "outside-body",
            Title,
            [.. found.Select(entry => new MarkedImage(entry.Sample, [.. entry.Parts.Select(part => new AuditMark(part.Left, part.Top, part.Width, part.Height))]))],
            $"{Wording.Count(found.Sum(entry => entry.Parts.Count), "part")} of labels on nothing but the dark background that surrounds the picture's content. Likely slips, or a mask that is shifted against its picture.",
            "The model learns to find the class where there is nothing.");
        return new AuditAnswer([finding], Title, "");
    }
}
