using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Images.Metadata;

/// <summary>Which patients images would get, and what speaks against it: a series has one patient.</summary>
sealed class PatientChange(IReadOnlyList<TableSubject> images)
{
    readonly Dictionary<int, string> keys = [];

    /// <summary>The first word counts; that a later one differs is told elsewhere.</summary>
    public void Set(int place, string key) => keys.TryAdd(place, key);

    /// <param name="isMoveAllowed">Whether a person has said that known patients change.</param>
    public IEnumerable<TableProblem> FindProblems(bool isMoveAllowed, int? column)
    {
        if (keys.Count == 0)
            yield break;
        var moved = keys.Where(entry => images[entry.Key].PatientKey is { } known && known != entry.Value).Select(entry => entry.Key).ToList();
        if (moved.Count > 0)
        {
            yield return new TableProblem(TableProblemKind.MovedPatients, !isMoveAllowed, column,
                $"{Wording.Count(moved.Count, "image has", "images have")} another patient already. "
                + (isMoveAllowed ? "The table's patient takes the place of the known one." : "Say that the table is right, or leave the patient's column out."),
                [.. moved.Take(10).Select(place => $"{images[place].Name}: {images[place].PatientKey} is known, {keys[place]} is in the table")]);
        }

        var torn = FindTorn();
        if (torn.Count > 0)
        {
            yield return new TableProblem(TableProblemKind.TornSeries, true, column,
                $"{Wording.Count(torn.Count, "series", "series")} would have slices of several patients, or of a patient and of nobody. Name every slice of a series, with the same patient, or leave the patient's column out.",
                [.. torn.Take(10)]);
        }
    }

    List<string> FindTorn() =>
    [
        .. images.Index()
            .Where(entry => entry.Item.SeriesId is not null)
            .GroupBy(entry => entry.Item.SeriesId)
            .Where(series => series.Any(entry => keys.ContainsKey(entry.Index)) && series.Select(entry => keys.GetValueOrDefault(entry.Index) ?? entry.Item.PatientKey).Distinct().Count() > 1)
            .Select(series => $"The series of {series.First().Item.Name}: {string.Join(", ", series.Select(entry => keys.GetValueOrDefault(entry.Index) ?? entry.Item.PatientKey ?? "nobody").Distinct().Take(3))}"),
    ];
}
