using Studio.Storage;

namespace Studio.Features.Account;

/// <summary>The one-time link that creates the owner; a new one at every start until there is an owner.</summary>
public sealed class SetupLink(UserStore users)
{
    /// <param name="address">Where the studio listens, e.g. http://127.0.0.1:5080.</param>
    /// <returns>The link, or null when somebody can sign in already.</returns>
    public async Task<string?> CreateAsync(string address, CancellationToken cancellationToken)
    {
        if (await users.CountAsync(cancellationToken) > 0)
            return null;
        var token = await users.CreateSetupLinkAsync(cancellationToken);
        return $"{address.TrimEnd('/')}/setup?token={token}";
    }
}
