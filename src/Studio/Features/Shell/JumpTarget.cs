namespace Studio.Features.Shell;

/// <summary>One place to jump to.</summary>
/// <param name="Hint">Where it belongs, e.g. the project's name.</param>
public sealed record JumpTarget(string Name, string Hint, string IconName, string Address);
