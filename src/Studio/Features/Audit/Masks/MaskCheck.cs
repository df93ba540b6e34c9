namespace Studio.Features.Audit;

/// <summary>A check that looks at the outlines of images one by one. It does not apply where no image has any.</summary>
public abstract class MaskCheck(LabelFactsReader reader) : IAuditCheck
{
    public abstract string Name { get; }

    public abstract string Title { get; }

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var labelled = (await reader.ReadAsync(data, progress, cancellationToken)).Where(facts => facts.Parts.Count > 0).ToList();
        return labelled.Count == 0 ? AuditAnswer.NotApplicable : Judge(data, labelled);
    }

    /// <param name="labelled">Images with at least one labelled pixel; never empty.</param>
    protected abstract AuditAnswer Judge(AuditData data, IReadOnlyList<LabelFacts> labelled);
}
