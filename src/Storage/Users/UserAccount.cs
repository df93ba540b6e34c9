namespace Studio.Storage;

public enum UserRole
{
    Owner,
    Lead,
    Annotator,
}

public sealed record UserAccount
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public required string Initials { get; init; }
    public UserRole Role { get; init; }
    public required string PasswordHash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <param name="PasswordHash">Already hashed; storage never sees a password.</param>
public sealed record NewUser(string Name, string Initials, UserRole Role, string PasswordHash);

/// <summary>What a one-time link is for.</summary>
public sealed record Invitation
{
    /// <summary>Suggested for the account; empty for the owner of a new studio.</summary>
    public required string Name { get; init; }
    public UserRole Role { get; init; }
}
