using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.LabelReview;

/// <summary>That a run is to judge the labels of parts of its data.</summary>
public sealed record CheckWish(Run Run, IReadOnlyList<Split> Parts);
