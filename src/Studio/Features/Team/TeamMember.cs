using Studio.Storage;

namespace Studio.Features.Team;

/// <summary>A person and how far they are with the project.</summary>
public sealed record TeamMember(UserAccount Person, AssignmentProgress Progress);
