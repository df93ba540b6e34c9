using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Labels that say "nothing here".</summary>
public sealed class EmptyLabelCheck(LabelFactsReader reader) : IAuditCheck
{
    /// <summary>Of the labels. Where more than half are empty, the usual picture is one without anything.</summary>
    const double MostUsual = 0.5;

    public string Name => "empty-labels";

    public string Title => "Labels that say nothing is there";

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        if (data.Samples.Count == 0 || data.Project.Task == ProjectTask.Classification)
            return AuditAnswer.NotApplicable;
        var empty = data.Project.Task == ProjectTask.Detection
            ? data.Samples.Where(sample => sample.Boxes.Count == 0).ToList()
            : [.. (await reader.ReadAsync(data, progress, cancellationToken)).Where(facts => facts.Parts.Count == 0).Select(facts => facts.Sample)];
        var share = (double)empty.Count / data.Samples.Count;
        var words = $"{Wording.Number(empty.Count)} of {Wording.Count(data.Samples.Count, "label")} ({Wording.Percent(share)}) say that nothing is there.";
        if (share <= MostUsual)
            return new AuditAnswer([], "Labels show something", words, Wording.Percent(share));
        var finding = ImageGroup.Finding(
            "empty-labels",
            "Most labels are empty",
            [.. empty.Select(MarkedImage.Of)],
            $"{words} Look at some: is it so, or were they submitted by mistake?",
            "Images without a class do not count in IoU and Dice unless the model finds something there, so scores rest on the few others.");
        return new AuditAnswer([finding], "", "");
    }
}
