using System.CommandLine;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>verify</c>: read everything in the data folder again and compare it with what was stored.</summary>
public static class VerifyCommand
{
    public static Command Create() => Verb.Create(
        "verify",
        "Check the database, every stored file and the audit log for damage.",
        [],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var damage = await host.Get<Database>().FindDamageAsync(cancellation);
        var files = await host.Get<BlobStore>().VerifyAsync(progress: null, cancellation);
        var audit = await host.Get<AuditLog>().VerifyAsync(cancellation);
        var isSound = damage.Count == 0 && files.IsSound && audit.FirstBrokenId is null;
        Verb.Print(
            parsed,
            new { isSound, database = damage, files, audit },
            isSound ? $"Sound: the database, {files.Checked} files and {audit.Entries} audit entries." : Words(damage, files, audit));
        return isSound ? ExitCode.Done : ExitCode.Failed;
    }

    static string Words(IReadOnlyList<string> damage, BlobVerification files, AuditVerification audit)
    {
        var lines = damage.Select(line => $"Database: {line}")
            .Concat(files.Missing.Select(sha256 => $"Missing file: {sha256}"))
            .Concat(files.Damaged.Select(sha256 => $"Damaged file: {sha256}"));
        if (audit.FirstBrokenId is { } broken)
            lines = lines.Append($"The audit log was changed at or before entry {broken}.");
        return string.Join(Environment.NewLine, lines.Append("Restore the latest backup to get back what is damaged."));
    }
}
