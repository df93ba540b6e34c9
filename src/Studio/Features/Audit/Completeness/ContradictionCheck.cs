using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Outlines, boxes and tags of one image that do not say the same.</summary>
public sealed class ContradictionCheck(LabelFactsReader reader) : IAuditCheck
{
    /// <summary>Of a class's images that have the one and the other. Where fewer have both, one of them alone is what is usual.</summary>
    const double UsuallyBoth = 0.8;

    /// <summary>Images with both, so that it is known what is usual.</summary>
    const int LeastBoth = 10;

    const int MostFacts = 20;

    public string Name => "contradictions";

    public string Title => "Labels that contradict each other";

    sealed record Contradiction(SampleSpec Sample, string Words);

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var several = data.Samples.Count(sample => (sample.Labelmap is not null ? 1 : 0) + (sample.Boxes.Count > 0 ? 1 : 0) + (sample.Tags.Count > 0 ? 1 : 0) > 1);
        if (several == 0)
            return AuditAnswer.NotApplicable;
        var facts = await reader.ReadAsync(data, progress, cancellationToken);
        var found = data.Classes.SelectMany(definition => Find(definition, facts, data.Project.Task)).ToList();
        var findings = found.Count == 0 ? [] : (AuditFinding[])[Describe(found)];
        return new AuditAnswer(findings, "Labels do not contradict each other", $"Outlines, boxes and tags say the same in {Wording.Count(several, "image")} that have more than one of them.", Wording.Count(several, "image"));
    }

    static IEnumerable<Contradiction> Find(ClassDefinition definition, IReadOnlyList<LabelFacts> facts, ProjectTask task)
    {
        var index = definition.Index;
        var mayLack = UsuallyHaveBoth(facts, index);
        var isOutlined = facts.Any(fact => fact.Pixels.ContainsKey(index));
        var isBoxed = facts.Any(fact => fact.Sample.Boxes.Any(box => box.ClassIndex == index));
        foreach (var fact in facts)
        {
            var (pixels, boxes) = (fact.Pixels.ContainsKey(index), fact.Sample.Boxes.Count(box => box.ClassIndex == index));
            var answer = fact.Sample.Tags.FirstOrDefault(tag => tag.ClassIndex == index)?.Answer;
            if (answer == false && (pixels || boxes > 0))
                yield return new(fact.Sample, $"the tag says {definition.Name} is not there, {(pixels ? "an outline" : "a box")} says it is");
            else if (answer == true && !pixels && boxes == 0 && (task == ProjectTask.Detection ? isBoxed : task == ProjectTask.Segmentation && isOutlined))
                yield return new(fact.Sample, $"the tag says {definition.Name} is there, the finished label shows none");
            else if (mayLack && boxes > 0 && !pixels)
                yield return new(fact.Sample, $"{definition.Name} has a box and no outline");
            else if (mayLack && boxes == 0 && pixels)
                yield return new(fact.Sample, $"{definition.Name} has an outline and no box");
            else if (pixels && fact.Sample.Boxes.Any(box => box.ClassIndex == index && !fact.PartsOf(index).Any(part => Touch(box, part.Left, part.Top, part.Width, part.Height))))
                yield return new(fact.Sample, $"a box of {definition.Name} holds nothing of its outline");
        }
    }

    static bool UsuallyHaveBoth(IReadOnlyList<LabelFacts> facts, int index)
    {
        var (both, either) = (0, 0);
        foreach (var fact in facts)
        {
            var (pixels, box) = (fact.Pixels.ContainsKey(index), fact.Sample.Boxes.Any(own => own.ClassIndex == index));
            both += pixels && box ? 1 : 0;
            either += pixels || box ? 1 : 0;
        }

        return both >= LeastBoth && both >= UsuallyBoth * either;
    }

    static bool Touch(BoxSpec box, int left, int top, int width, int height) =>
        box.X < left + width && left < box.X + box.Width && box.Y < top + height && top < box.Y + box.Height;

    static AuditFinding Describe(List<Contradiction> found)
    {
        var images = found.DistinctBy(entry => entry.Sample.ImageId).Select(entry => MarkedImage.Of(entry.Sample)).ToList();
        var first = found[0];
        var rest = images.Count > 1 ? $" {Wording.Count(images.Count - 1, "more image")} {(images.Count == 2 ? "is" : "are")} listed below." : "";
        var finding = ImageGroup.Finding(
            "contradictions",
            "Labels that contradict each other",
            images,
            $"{first.Sample.Name}: {first.Words}.{rest} Say which is right.",
            "One of the two is wrong, and the model learns from the one that the project's task asks for.");
        return finding with
        {
            Evidence = finding.Evidence with { Facts = [.. found.Take(MostFacts).Select(entry => new AuditFact("compare_arrows", $"{entry.Sample.Name}: {entry.Words}"))] },
        };
    }
}
