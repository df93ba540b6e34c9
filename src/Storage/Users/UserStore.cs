namespace Studio.Storage;

public sealed class UserStore(Database database)
{
    const string Columns = "id, name, initials, role, password_hash, created_at";

    public Task<int> CountAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => session.Single<int>("SELECT count(*) FROM user"), cancellationToken);

    /// <exception cref="StorageException">The name is taken (upper and lower case count as the same).</exception>
    public Task<UserAccount> CreateAsync(NewUser user, CancellationToken cancellationToken = default) =>
        database.WriteAsync($"The account {user.Name}", session => Insert(session, user), cancellationToken);

    public Task<UserAccount?> FindByNameAsync(string name, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<UserAccount>($"SELECT {Columns} FROM user WHERE name = @name", new { name }),
        cancellationToken);

    public Task<UserAccount?> FindAsync(long userId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<UserAccount>($"SELECT {Columns} FROM user WHERE id = @userId", new { userId }),
        cancellationToken);

    public Task<IReadOnlyList<UserAccount>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync(
        session => (IReadOnlyList<UserAccount>)session.Query<UserAccount>($"SELECT {Columns} FROM user ORDER BY name"),
        cancellationToken);

    /// <summary>A one-time link that may create an owner; earlier unused links stop working. Returns the secret, which is not kept.</summary>
    public Task<string> CreateSetupLinkAsync(CancellationToken cancellationToken = default) => database.WriteAsync(
        "The set-up link",
        session =>
        {
            var token = SecretToken.Create();
            session.Execute("DELETE FROM setup_link WHERE used_at IS NULL");
            session.Execute(
                "INSERT INTO setup_link (token_sha256, created_at) VALUES (@Hash, @Now)",
                new { Hash = Sha256Text.Of(token), session.Now });
            return token;
        },
        cancellationToken);

    /// <summary>A one-time link with which a colleague makes an account of a given role. Returns the secret, which is not kept.</summary>
    /// <param name="name">Suggested for the account.</param>
    public Task<string> CreateInvitationAsync(string name, UserRole role, long createdBy, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The invitation",
            session =>
            {
                if (IsTaken(session, name))
                {
                    throw new StorageException(TakenName(name));
                }

                var token = SecretToken.Create();
                session.Execute(
                    """
                    INSERT INTO setup_link (token_sha256, created_at, role, name, created_by)
                    VALUES (@Hash, @Now, @Role, @name, @createdBy)
                    """,
                    new { Hash = Sha256Text.Of(token), session.Now, Role = Words.Of(role), name, createdBy });
                return token;
            },
            cancellationToken);

    /// <summary>What an unused link is for; null when it is unknown or used.</summary>
    public Task<Invitation?> FindInvitationAsync(string token, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<Invitation>(
            "SELECT name, role FROM setup_link WHERE token_sha256 = @Hash AND used_at IS NULL",
            new { Hash = Sha256Text.Of(token) }),
        cancellationToken);

    /// <summary>
    /// Uses the link up and creates the account, with the role of the link, in one transaction; null when the link is
    /// unknown or used.
    /// </summary>
    /// <exception cref="StorageException">The name is taken; the link stays usable.</exception>
    public Task<UserAccount?> ConsumeSetupLinkAsync(string token, NewUser user, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            $"The account {user.Name}",
            session =>
            {
                var role = session.Find<string>(
                    "UPDATE setup_link SET used_at = @Now WHERE token_sha256 = @Hash AND used_at IS NULL RETURNING role",
                    new { Hash = Sha256Text.Of(token), session.Now });
                return role is null ? null : Insert(session, user with { Role = Words.Parse<UserRole>(role) });
            },
            cancellationToken);

    static bool IsTaken(DatabaseSession session, string name) =>
        session.Single<bool>("SELECT EXISTS (SELECT 1 FROM user WHERE name = @name)", new { name });

    static string TakenName(string name) => $"There is already an account with the name {name}. Choose another name.";

    static UserAccount Insert(DatabaseSession session, NewUser user)
    {
        if (IsTaken(session, user.Name))
        {
            throw new StorageException(TakenName(user.Name));
        }

        return session.Single<UserAccount>(
            $"""
            INSERT INTO user (name, initials, role, password_hash, created_at)
            VALUES (@Name, @Initials, @Role, @PasswordHash, @Now) RETURNING {Columns}
            """,
            new { user.Name, user.Initials, Role = Words.Of(user.Role), user.PasswordHash, session.Now });
    }
}
