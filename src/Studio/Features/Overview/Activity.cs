namespace Studio.Features.Overview;

/// <summary>Something that happened in a project.</summary>
/// <param name="UserId">Null when nobody signed in did it: the command line, or the studio by itself.</param>
/// <param name="What">Continues the person's name: "labelled 23 images".</param>
/// <param name="Since">Start, for work that took a while.</param>
public sealed record Activity(long? UserId, string What, DateTimeOffset? Since, DateTimeOffset Time, string? Address);
