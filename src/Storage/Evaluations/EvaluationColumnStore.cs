using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>Numbers of an evaluation's images.</summary>
/// <param name="ImageIds">Ascending.</param>
/// <param name="Patients">Of each image.</param>
/// <param name="LabelKeys">Of each image: names the label that it was compared with; the same key is the same label.</param>
/// <param name="Numbers">Only what was asked for.</param>
public sealed record EvaluationColumns(long[] ImageIds, IReadOnlyList<string> Patients, IReadOnlyList<string> LabelKeys, CaseColumns Numbers);

/// <summary>
/// What evaluations found, as columns of numbers: thousands of images are read in milliseconds. Made from the images when an
/// evaluation is stored; of one from before there were columns, when it is first asked for.
/// </summary>
public sealed class EvaluationColumnStore(Database database)
{
    /// <summary>Lists of so many sets of images are kept.</summary>
    const int KeptLists = 16;

    /// <summary>Patients and labels of images by their text: runs are evaluated on the same images, and their lists are the same.</summary>
    readonly ConcurrentDictionary<string, string[]> lists = new();

    sealed record Made(long EvaluationId, long[] ImageIds, string PatientsJson, string LabelsJson, CaseColumns Numbers);

    sealed record CasesRow
    {
        public required byte[] ImageIds { get; init; }
        public required string PatientsJson { get; init; }
        public required string LabelsJson { get; init; }
    }

    sealed record ColumnRow
    {
        public required string Name { get; init; }
        public byte[]? Cases { get; init; }
        public required byte[] Content { get; init; }
    }

    /// <param name="prefixes">Beginnings of the names that are wanted, e.g. <c>iou.</c>; none: all.</param>
    /// <returns>Null where there is no such evaluation.</returns>
    public Task<EvaluationColumns?> FindAsync(
        long evaluationId, IReadOnlyCollection<string> prefixes, CancellationToken cancellationToken = default) => FindAsync(
        evaluationId, name => prefixes.Count == 0 || prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)), cancellationToken);

    /// <summary>The images without any numbers.</summary>
    /// <returns>Null where there is no such evaluation.</returns>
    public Task<EvaluationColumns?> FindCasesAsync(long evaluationId, CancellationToken cancellationToken = default) =>
        FindAsync(evaluationId, _ => false, cancellationToken);

    /// <summary>Names of the columns of an evaluation; empty where there is no such evaluation.</summary>
    public async Task<IReadOnlyList<string>> ListNamesAsync(long evaluationId, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(session => ListNames(session, evaluationId), cancellationToken) is { Count: > 0 } names ? names
        : await CompleteAsync(evaluationId, cancellationToken) ? await database.ReadAsync(session => ListNames(session, evaluationId), cancellationToken)
        : [];

    /// <summary>Makes the columns of an evaluation that has none; false where there is no such evaluation.</summary>
    internal async Task<bool> CompleteAsync(long evaluationId, CancellationToken cancellationToken)
    {
        // Thousands of images are read and turned before the turn to write comes.
        var made = await database.ReadAsync(session => Make(session, evaluationId), cancellationToken);
        if (made is not null)
        {
            await database.WriteAsync("The numbers of an evaluation", session => Keep(session, made), cancellationToken);
        }

        return made is not null;
    }

    async Task<EvaluationColumns?> FindAsync(long evaluationId, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(session => Find(session, evaluationId, isWanted), cancellationToken);
        if (found is null && await CompleteAsync(evaluationId, cancellationToken))
        {
            found = await database.ReadAsync(session => Find(session, evaluationId, isWanted), cancellationToken);
        }

        return found;
    }

    static List<string> ListNames(DatabaseSession session, long evaluationId) =>
        session.Query<string>("SELECT name FROM evaluation_column WHERE evaluation_id = @evaluationId", new { evaluationId });

    EvaluationColumns? Find(DatabaseSession session, long evaluationId, Func<string, bool> isWanted)
    {
        if (session.Find<CasesRow>(
            "SELECT image_ids, patients_json, labels_json FROM evaluation_cases WHERE evaluation_id = @evaluationId", new { evaluationId }) is not { } cases)
        {
            return null;
        }

        var names = ListNames(session, evaluationId).Where(isWanted);
        var rows = session.Query<ColumnRow>(
            "SELECT name, cases, content FROM evaluation_column WHERE evaluation_id = @evaluationId AND name IN (SELECT value FROM json_each(@names))",
            new { evaluationId, names = StoredJson.Write(names) });
        return new EvaluationColumns(
            MemoryMarshal.Cast<byte, long>(cases.ImageIds).ToArray(),
            List(cases.PatientsJson),
            List(cases.LabelsJson),
            new CaseColumns(
                rows.Where(row => row.Cases is null).ToDictionary(row => row.Name, Numbers),
                rows.Where(row => row.Cases is not null).ToDictionary(
                    row => row.Name, row => new CaseEntries(MemoryMarshal.Cast<byte, int>(row.Cases).ToArray(), Numbers(row)))));
    }

    string[] List(string json)
    {
        if (lists.TryGetValue(json, out var known))
            return known;
        if (lists.Count >= KeptLists)
            lists.Clear();
        return lists[json] = StoredJson.Read<string[]>(json);
    }

    static double[] Numbers(ColumnRow row) => MemoryMarshal.Cast<byte, double>(row.Content).ToArray();

    static Made? Make(DatabaseSession session, long evaluationId)
    {
        if (session.Find<long?>("SELECT version_id FROM evaluation WHERE id = @evaluationId", new { evaluationId }) is not { } versionId)
        {
            return null;
        }

        var images = EvaluationStore.ReadImages(session, evaluationId);
        var classes = DatasetVersionStore.Find(session, versionId)!.Classes;
        var keys = LabelReviewStore.ReadKeys(session, versionId);
        return new Made(
            evaluationId,
            [.. images.Select(image => image.ImageId)],
            StoredJson.Write(images.Select(image => image.PatientKey)),
            StoredJson.Write(images.Select(image => keys.GetValueOrDefault(image.ImageId, ""))),
            CaseColumns.Of(images, [.. classes.Select(definition => (definition.Index, definition.Name))]));
    }

    static void Keep(DatabaseSession session, Made made)
    {
        session.Execute(
            "INSERT INTO evaluation_cases (evaluation_id, image_ids, patients_json, labels_json) VALUES (@EvaluationId, @ids, @PatientsJson, @LabelsJson) ON CONFLICT DO NOTHING",
            new { made.EvaluationId, ids = Bytes<long>(made.ImageIds), made.PatientsJson, made.LabelsJson });
        using var insert = session.Prepare(
            "INSERT INTO evaluation_column (evaluation_id, name, cases, content) VALUES (@id, @name, @cases, @content) ON CONFLICT DO NOTHING",
            "id", "name", "cases", "content");
        foreach (var (name, values) in made.Numbers.Columns)
        {
            insert.Execute(made.EvaluationId, name, null, Bytes<double>(values));
        }

        foreach (var (name, entries) in made.Numbers.Entries)
        {
            insert.Execute(made.EvaluationId, name, Bytes<int>(entries.Cases), Bytes<double>(entries.Values));
        }
    }

    static byte[] Bytes<T>(T[] values)
        where T : struct => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
