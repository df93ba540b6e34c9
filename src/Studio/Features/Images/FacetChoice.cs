using Studio.Contracts.Projects;

namespace Studio.Features.Images;

/// <summary>One choice of a filter.</summary>
/// <param name="Class">Shown with its swatch; null for choices that are no class.</param>
public sealed record FacetChoice<TValue>(TValue Value, string Name, int Count, bool IsChosen, ClassDefinition? Class = null);
