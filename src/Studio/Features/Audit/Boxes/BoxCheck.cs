using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>A check that looks at boxes. It does not apply where no image has any.</summary>
public abstract class BoxCheck : IAuditCheck
{
    const int MostFacts = 20;

    public abstract string Name { get; }

    public abstract string Title { get; }

    /// <summary>Shown where no box has the fault.</summary>
    protected abstract string PassedTitle { get; }

    /// <summary>As <see cref="PassedTitle"/>, a sentence that the count of boxes follows.</summary>
    protected abstract string PassedMessage { get; }

    /// <summary>What to do, and what it means for the score.</summary>
    protected abstract (string Advice, string Meaning) Words { get; }

    public Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var boxes = data.Samples.Sum(sample => sample.Boxes.Count);
        if (boxes == 0)
            return Task.FromResult(AuditAnswer.NotApplicable);
        var faults = Find(data, cancellationToken).OrderByDescending(fault => fault.Degree).ToList();
        return Task.FromResult(new AuditAnswer(
            faults.Count == 0 ? [] : [Describe(faults, data.Classes)],
            PassedTitle,
            $"{PassedMessage} ({Wording.Count(boxes, "box", "boxes")}).",
            Wording.Count(boxes, "box", "boxes")));
    }

    private protected abstract IEnumerable<BoxFault> Find(AuditData data, CancellationToken cancellationToken);

    AuditFinding Describe(List<BoxFault> faults, IReadOnlyList<ClassDefinition> classes)
    {
        var worst = faults[0];
        var images = faults.GroupBy(fault => fault.Sample.ImageId)
            .Select(image => new MarkedImage(image.First().Sample, [.. image.Select(fault => fault.Mark)])).ToList();
        var rest = faults.Count > 1 ? $" {Wording.Number(faults.Count - 1)} more {(faults.Count == 2 ? "is" : "are")} listed below." : "";
        var finding = ImageGroup.Finding(Name, Title, images, $"{Say(worst)}{rest} {Words.Advice}", Words.Meaning);
        return finding with
        {
            Extent = Wording.Count(faults.Count, "box", "boxes"),
            Evidence = finding.Evidence with
            {
                Facts = [.. faults.Take(MostFacts).Select(fault => new AuditFact("crop", Say(fault)))],
                Values = new Dictionary<string, double> { ["images"] = images.Count, ["boxes"] = faults.Count },
            },
        };

        string Say(BoxFault fault) => $"{fault.Sample.Name}: {BoxFault.Describe(fault.Box, NameOf(fault.Box, classes))}, {fault.Why}.";
    }

    private protected static string NameOf(BoxSpec box, IReadOnlyList<ClassDefinition> classes) =>
        classes.FirstOrDefault(definition => definition.Index == box.ClassIndex)?.Name ?? $"class {box.ClassIndex}";
}
