using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>Of which kind images are, e.g. the body part they show, so that a training can draw every kind as often.</summary>
/// <param name="Scope">One image, all of a series or all of a patient.</param>
/// <param name="SubjectId">Image, series or patient, as the scope says.</param>
public sealed record ImageCategory(TagScope Scope, long SubjectId, string Category);
