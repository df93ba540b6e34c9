using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Several parts where a class nearly always has one.</summary>
public sealed class PartCountCheck(LabelFactsReader reader) : MaskCheck(reader)
{
    /// <summary>Of a class's images with one part, so that a second one is worth a look.</summary>
    const double LeastSingle = 0.9;

    /// <summary>Images; of fewer nobody can say what is usual.</summary>
    const int LeastImages = 20;

    public override string Name => "part-count";

    public override string Title => "More parts than usual";

    protected override AuditAnswer Judge(AuditData data, IReadOnlyList<LabelFacts> labelled)
    {
        var findings = data.Classes.Select(definition => FindingOf(definition, labelled)).OfType<AuditFinding>().ToList();
        return new AuditAnswer(
            findings, "No class in more parts than usual", $"No class that is in one part in nine of ten images is in several in the others ({Wording.Count(labelled.Count, "image")}).", Wording.Count(labelled.Count, "image"));
    }

    static AuditFinding? FindingOf(ClassDefinition definition, IReadOnlyList<LabelFacts> labelled)
    {
        var showing = labelled.Where(facts => facts.Pixels.ContainsKey(definition.Index)).ToList();
        var several = showing.Where(facts => facts.PartsOf(definition.Index).Skip(1).Any()).ToList();
        if (showing.Count < LeastImages || several.Count == 0 || several.Count > (1 - LeastSingle) * showing.Count)
            return null;
        return ImageGroup.Finding(
            "part-count",
            $"{definition.Name} in several parts",
            [.. several.OrderByDescending(facts => facts.PartsOf(definition.Index).Count()).Select(facts => new MarkedImage(
                facts.Sample,
                [.. facts.PartsOf(definition.Index).OrderBy(part => part.Pixels).SkipLast(1).Select(part => new AuditMark(part.Left, part.Top, part.Width, part.Height))]))],
            $"In {Wording.Number(showing.Count - several.Count)} of {Wording.Count(showing.Count, "image")} {definition.Name} is in one part, in these in several. Look whether each belongs to it.",
            "A part that does not belong to the class teaches the model a mistake.",
            definition.Name);
    }
}
