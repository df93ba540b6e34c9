using Studio.Contracts.Projects;

namespace Studio.Features.Runs;

/// <summary>That a run is to be measured on one part of a version.</summary>
/// <param name="Split">The part; the test set needs a reason.</param>
/// <param name="VersionId">Null: the version that the run was trained on.</param>
/// <param name="Reason">Why the test set is opened, in a person's words; null of the other parts, and where the look is noted already.</param>
/// <param name="IsNoted">The look at the test set was noted by who asks (it is of several runs together).</param>
public sealed record EvaluationWish(Split Split, long? VersionId = null, string? Reason = null, bool IsNoted = false);
