using Studio.Features.Compare.Groups;

namespace Studio.Features.Compare.Report;

/// <summary>One entry's figure on groups of the images, and on images from elsewhere.</summary>
/// <param name="Column">What the images are told apart by; null where nothing tells them apart.</param>
/// <param name="Figures">In the order of the groups; empty without a column.</param>
/// <param name="Elsewhere">Null for folds, which are several models.</param>
public sealed record ReportedGroups(ComparedEntry Entry, GroupColumn? Column, IReadOnlyList<GroupFigure> Figures, ExternalAnswer? Elsewhere)
{
    /// <summary>Sets from elsewhere that were opened; empty where there is nothing to set them beside.</summary>
    public IReadOnlyList<ExternalFigure> External => Elsewhere is { Internal: not null, External: var found } ? found : [];
}
