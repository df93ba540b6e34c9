namespace Studio.Features.Team;

/// <summary>Among whom images are to be shared out.</summary>
/// <param name="Readers">People for each image.</param>
public sealed record ShareOut(IReadOnlyList<long> People, int Readers);
