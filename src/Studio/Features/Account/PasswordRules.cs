using Microsoft.AspNetCore.Identity;

namespace Studio.Features.Account;

/// <summary>Hashing (PBKDF2 with a salt per password) and the one rule a password must keep.</summary>
public sealed class PasswordRules
{
    public const int MinimumLength = 10;

    // Any hash of the right form: checking against it takes as long as a real check, so that timing does not tell which names exist.
    readonly string decoyHash;
    readonly PasswordHasher<object> hasher = new();

    public PasswordRules() => decoyHash = Hash(Guid.NewGuid().ToString());

    public string Hash(string password) => hasher.HashPassword(this, password);

    /// <param name="storedHash">Null when the name is unknown; the answer is then false.</param>
    public bool Matches(string? storedHash, string password) =>
        hasher.VerifyHashedPassword(this, storedHash ?? decoyHash, password) != PasswordVerificationResult.Failed && storedHash is not null;

    /// <summary>A sentence for people, or null when the password will do.</summary>
    public static string? Problem(string password) => password.Length < MinimumLength
        ? $"The password has {password.Length} characters. Use at least {MinimumLength}; a short sentence is easy to remember."
        : null;
}
