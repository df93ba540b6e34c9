using System.Globalization;
using System.Security.Claims;

namespace Studio.Features.Account;

/// <summary>Who is signed in, as read from the cookie's claims.</summary>
/// <param name="Role">owner, lead or annotator.</param>
public sealed record CurrentUser(long Id, string Name, string Initials, string Role)
{
    const string InitialsClaim = "initials";

    /// <summary>Whether the user decides for the project, as its owners and leads do.</summary>
    public bool Decides => Role is "owner" or "lead";

    /// <summary>Whether the machine is the user's to share out.</summary>
    public bool IsOwner => Role is "owner";

    /// <summary>Null when nobody is signed in.</summary>
    public static CurrentUser? From(ClaimsPrincipal? principal)
    {
        if (principal?.Identity?.IsAuthenticated != true)
            return null;
        var id = principal.FindFirstValue(ClaimTypes.NameIdentifier);
        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new CurrentUser(
                number,
                principal.FindFirstValue(ClaimTypes.Name) ?? "",
                principal.FindFirstValue(InitialsClaim) ?? "",
                principal.FindFirstValue(ClaimTypes.Role) ?? "")
            : null;
    }

    /// <summary>The claims that <see cref="From"/> reads back.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.NameIdentifier, Id.ToString(CultureInfo.InvariantCulture)),
        new Claim(ClaimTypes.Name, Name),
        new Claim(InitialsClaim, Initials),
        new Claim(ClaimTypes.Role, Role),
    ], scheme));

    /// <summary>First letters of the first two words: "Maria Engel" → "ME".</summary>
    public static string InitialsOf(string name) => string.Concat(name
        .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Take(2)
        .Select(word => char.ToUpperInvariant(word[0])));
}
