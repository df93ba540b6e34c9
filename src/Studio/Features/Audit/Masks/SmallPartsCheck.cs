using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Imaging.Labelmaps;

namespace Studio.Features.Audit;

/// <summary>Specks and slivers: what a slip of the hand or a careless threshold leaves behind.</summary>
public sealed class SmallPartsCheck(LabelFactsReader reader) : MaskCheck(reader)
{
    /// <summary>Of the usual size of the class: a side of a tenth. Parts of one structure seldom differ so much, and a hand that draws on purpose draws larger.</summary>
    const double SpeckShare = 0.01;

    /// <summary>Pixels. Of classes that are usually smaller every pixel may be meant, as of small lesions.</summary>
    const double LeastUsual = 100;

    public override string Name => "small-parts";

    public override string Title => "Very small label parts";

    protected override AuditAnswer Judge(AuditData data, IReadOnlyList<LabelFacts> labelled)
    {
        var limits = data.Classes.ToDictionary(definition => definition.Index, definition => LimitOf(definition, labelled));
        var found = labelled
            .Select(facts => (facts.Sample, Parts: facts.Parts.Where(part => IsSmall(part, limits.GetValueOrDefault(part.Class))).OrderBy(part => part.Pixels).ToList()))
            .Where(entry => entry.Parts.Count > 0).OrderBy(entry => entry.Parts[0].Pixels).ToList();
        var passed = $"No part of a label is smaller than a hundredth of what its class usually is, or only one pixel wide, in {Wording.Count(labelled.Count, "image")}.";
        if (found.Count == 0)
            return new AuditAnswer([], "No specks in labels", passed, Wording.Count(labelled.Count, "image"));
        var parts = found.SelectMany(entry => entry.Parts).ToList();
        var smallest = parts.Min(part => part.Pixels);
        var finding = ImageGroup.Finding(
            "small-parts",
            Title,
            [.. found.Select(entry => new MarkedImage(entry.Sample, [.. entry.Parts.Select(part => new AuditMark(part.Left, part.Top, part.Width, part.Height))]))],
            $"{Wording.Count(parts.Count, "speck")}, down to {(smallest == 1 ? "a single pixel" : Wording.Count(smallest, "pixel"))}. Likely slips: remove them.",
            "Each counts as an object of its own: the model learns to answer with specks, and distances between outlines become too large.");
        return new AuditAnswer([finding], "No specks in labels", passed);
    }

    static double LimitOf(ClassDefinition definition, IReadOnlyList<LabelFacts> labelled)
    {
        double[] sizes = [.. labelled.Where(facts => facts.Pixels.ContainsKey(definition.Index)).Select(facts => facts.PartsOf(definition.Index).Max(part => (double)part.Pixels))];
        var usual = sizes.Length == 0 ? 0 : RobustSpread.MedianOf(sizes);
        return usual < LeastUsual ? 0 : Math.Max(1, SpeckShare * usual);
    }

    static bool IsSmall(LabelPart part, double limit) => limit > 0 && (part.Pixels <= limit || !part.HasSquare);
}
