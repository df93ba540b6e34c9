using System.CommandLine;
using Studio.Features.Versions;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>verify</c>: read everything in the data folder again and compare it with what was stored; mend it from a copy.</summary>
public static class VerifyCommand
{
    static readonly Option<DirectoryInfo?> RepairFrom = new("--repair-from")
    {
        Description = "Copy missing and damaged files from a backup: another data folder, or a copy of this one. Only content that fits is taken.",
    };

    public static Command Create() => Verb.Create(
        "verify",
        "Check the database, every stored file and the audit log for damage.",
        [RepairFrom],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var source = parsed.GetValue(RepairFrom);
        if (source is { Exists: false })
            throw new BadInputException($"--repair-from {source.FullName} does not exist. Name a data folder or a copy of one.");
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var damage = await host.Get<Database>().FindDamageAsync(cancellation);
        var lines = CountLines.To(parsed.InvocationConfiguration.Error, "files");
        var files = await host.Get<BlobStore>().VerifyAsync(new SynchronousProgress<(int Done, int Total)>(step => lines(step.Done, step.Total)), cancellation);
        var repaired = source is null ? [] : await FileRepair.RunAsync(host.Get<BlobStore>(), files, source.FullName, cancellation);
        files = files with { Missing = [.. files.Missing.Except(repaired)], Damaged = [.. files.Damaged.Except(repaired)] };
        var uses = await host.Get<BlobUseStore>().FindAsync([.. files.Missing, .. files.Damaged], cancellation);
        var audit = await host.Get<AuditLog>().VerifyAsync(cancellation);
        var isSound = damage.Count == 0 && files.IsSound && audit.FirstBrokenId is null;
        var mended = repaired.Count > 0 ? $"{repaired.Count} files were put back from {source!.FullName}. " : "";
        Verb.Print(
            parsed,
            new { isSound, database = damage, files, uses, repaired, audit },
            mended + (isSound ? $"Sound: the database, {files.Checked} files and {audit.Entries} audit entries." : Words(damage, files, uses, audit)));
        return isSound ? ExitCode.Done : ExitCode.Failed;
    }

    static string Words(IReadOnlyList<string> damage, BlobVerification files, IReadOnlyList<BlobUse> uses, AuditVerification audit)
    {
        var lines = damage.Select(line => $"Database: {line}")
            .Concat(files.Missing.Select(sha256 => $"Missing file: {sha256}{WhatFor(uses, sha256)}"))
            .Concat(files.Damaged.Select(sha256 => $"Damaged file: {sha256}{WhatFor(uses, sha256)}"));
        if (audit.FirstBrokenId is { } broken)
            lines = lines.Append($"The audit log was changed at or before entry {broken}.");
        return string.Join(Environment.NewLine, lines.Append(
            "Get back what is damaged from a backup: ./studio verify --repair-from FOLDER."));
    }

    static string WhatFor(IReadOnlyList<BlobUse> uses, string sha256) => string.Concat(uses.Where(use => use.Sha256 == sha256).Select(use =>
        $"{Environment.NewLine}  {use.Project}: {use.Kind} of {use.Name}{(use.Versions.Count > 0 ? $", in version {string.Join(", ", use.Versions)}" : "")}"));
}
