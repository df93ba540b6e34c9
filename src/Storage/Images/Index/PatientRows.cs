using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>The filtered images by patient.</summary>
static class PatientRows
{
    sealed class Tally
    {
        public int Cells { get; set; }
        public int Finished { get; set; }
        public int Parts { get; set; }
        public ulong[] Classes { get; } = new ulong[ImageRows.ClassWords];
    }

    /// <summary>By key; images of an unknown patient last.</summary>
    public static PatientPage Read(DatabaseSession session, long projectId, ImageMatch match, int offset, int limit)
    {
        var (cells, rows) = (match.Cells, match.Cells.Rows);
        var tallies = new Dictionary<long, Tally>();
        foreach (var cell in match.InOrder())
        {
            if (!tallies.TryGetValue(rows.Patients[cell], out var tally))
                tallies[rows.Patients[cell]] = tally = new Tally();
            tally.Cells++;
            tally.Finished += cells.States[cell] >= ImageState.InReview ? 1 : 0;
            tally.Parts |= 1 << (int)rows.Splits[cell];
            for (var word = 0; word < ImageRows.ClassWords; word++)
                tally.Classes[word] |= cells.Word(cell, word);
        }

        var page = tallies.OrderBy(entry => entry.Key == 0).ThenBy(entry => rows.PatientKeys.GetValueOrDefault(entry.Key, ""), StringComparer.Ordinal)
            .Skip(offset).Take(limit).ToList();
        var series = ReadSeries(session, projectId, [.. page.Select(entry => entry.Key)]).ToLookup(item => item.PatientId);
        return new PatientPage(
            [.. page.Select(entry => new PatientRow(
                entry.Key == 0 ? null : entry.Key,
                rows.PatientKeys.GetValueOrDefault(entry.Key),
                entry.Value.Cells,
                entry.Value.Finished,
                [.. Enum.GetValues<Split>().Where(split => (entry.Value.Parts & (1 << (int)split)) != 0)],
                [.. ImageCells.IndexesOf(entry.Value.Classes)])
            {
                Series = [.. series[entry.Key]],
            })],
            tallies.Count);
    }

    static List<PatientSeries> ReadSeries(DatabaseSession session, long projectId, IReadOnlyList<long> patients) => session.Query<PatientSeries>(
        """
        SELECT image.patient_id, study.id AS study_id, study.date AS study_date, study.description AS study_description,
               series.id AS series_id, series.number, series.modality, series.description, count(*) AS slices, min(image.id) AS image_id
        FROM image JOIN series ON series.id = image.series_id LEFT JOIN study ON study.id = series.study_id
        WHERE image.project_id = @projectId AND image.patient_id IN (SELECT value FROM json_each(@patients))
        GROUP BY image.patient_id, series.id ORDER BY study.date, study.id, series.number, series.id
        """,
        new { projectId, patients = StoredJson.Write(patients) });
}
