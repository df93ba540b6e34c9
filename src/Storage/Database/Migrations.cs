using System.Globalization;

namespace Studio.Storage;

/// <summary>Numbered SQL files in this assembly, each applied once; what was applied is recorded with its checksum.</summary>
static class Migrations
{
    sealed record Migration(int Number, string Name, string Sql)
    {
        public string Sha256 => Sha256Text.Of(Sql);
    }

    sealed record AppliedMigration
    {
        public int Number { get; init; }
        public required string Name { get; init; }
        public required string Sha256 { get; init; }
    }

    /// <param name="upTo">The last step to apply; all of them when left out.</param>
    public static void Apply(DatabaseSession session, int upTo = int.MaxValue)
    {
        session.Execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
              number     INTEGER PRIMARY KEY,
              name       TEXT NOT NULL,
              sha256     TEXT NOT NULL,
              applied_at TEXT NOT NULL
            )
            """);
        var known = Load();
        var applied = session.Query<AppliedMigration>("SELECT number, name, sha256 FROM schema_migration ORDER BY number");
        Check(known, applied);
        foreach (var migration in known.Skip(applied.Count).Where(step => step.Number <= upTo))
        {
            session.Execute(migration.Sql);
            session.Execute(
                "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (@Number, @Name, @Sha256, @Now)",
                new { migration.Number, migration.Name, migration.Sha256, session.Now });
        }
    }

    static void Check(List<Migration> known, List<AppliedMigration> applied)
    {
        if (applied.Count > known.Count)
        {
            throw new DatabaseVersionException(
                $"This data folder was last used by a newer version of the studio (schema {applied.Count}, this version " +
                $"knows {known.Count}). Start that newer version, or use a backup made before the update.");
        }

        foreach (var (expected, found) in known.Zip(applied))
        {
            if (expected.Number != found.Number || expected.Sha256 != found.Sha256)
            {
                throw new DatabaseVersionException(
                    $"This data folder was made by a different build of the studio: step {found.Name} of its schema is not " +
                    $"the {expected.Name} of this version. Start the version that made it, or choose another data folder.");
            }
        }
    }

    static List<Migration> Load()
    {
        var assembly = typeof(Migrations).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(
                int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
                Path.GetFileNameWithoutExtension(name),
                ReadText(name)))
            .ToList();
    }

    static string ReadText(string resource)
    {
        using var stream = typeof(Migrations).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
