using System.Numerics;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>Counts the choices of every list of a filter.</summary>
static class ImageFacetCounts
{
    /// <summary>Steps of a histogram beside the filters.</summary>
    const int Bins = 20;
    const int MostTexts = 100;

    public static ImageFacets Of(DatabaseSession session, ImageIndex index, ImageFilter filter, IReadOnlyList<long> fieldIds)
    {
        var match = new ImageMatch(session, index, filter);
        var (cells, rows) = (match.Cells, match.Cells.Rows);
        var states = new int[Enum.GetValues<ImageState>().Length];
        var splits = new int[Enum.GetValues<Split>().Length];
        var classes = new int[64 * ImageRows.ClassWords];
        var (nothing, excluded) = (0, 0);
        var patients = new HashSet<long>();
        for (var cell = 0; cell < rows.Count; cell++)
        {
            if (!cells.IsCell(cell))
                continue;
            if (match.PassesBut(cell, FilterList.State))
                states[(int)cells.States[cell]]++;
            if (match.PassesBut(cell, FilterList.Split))
                splits[(int)rows.Splits[cell]]++;
            if (match.PassesBut(cell, FilterList.Excluded) && !cells.TakesPart[cell])
                excluded++;
            if (match.PassesBut(cell, FilterList.Class))
                nothing += CountClasses(cells, cell, classes);
            if (match.IsFound(cell) && rows.Patients[cell] is var patient and not 0)
                patients.Add(patient);
        }

        return new ImageFacets(
            match.Total,
            NonZero(states, place => (ImageState)place),
            NonZero(classes, place => place),
            nothing,
            NonZero(splits, place => (Split)place),
            CountAssigned(match))
        {
            Patients = patients.Count,
            Excluded = excluded,
            Collections = CountCollections(session, index, match),
            Fields = [.. fieldIds.Select(field => index.Column(session, field)).OfType<FieldColumn>().Select(column => Of(match, column))],
        };
    }

    static int CountClasses(ImageCells cells, int cell, int[] classes)
    {
        for (var word = 0; word < ImageRows.ClassWords; word++)
        {
            for (var left = cells.Word(cell, word); left != 0; left &= left - 1)
                classes[(word << 6) + BitOperations.TrailingZeroCount(left)]++;
        }

        return cells.HoldsNothing(cell) ? 1 : 0;
    }

    static Dictionary<T, int> NonZero<T>(int[] counts, Func<int, T> key)
        where T : notnull =>
        Enumerable.Range(0, counts.Length).Where(place => counts[place] > 0).ToDictionary(key, place => counts[place]);

    static Dictionary<long, int> CountAssigned(ImageMatch match)
    {
        var (cells, rows) = (match.Cells, match.Cells.Rows);
        var counts = rows.Readers
            .Select(reader => (reader.Key, Images: reader.Value.Select(cells.Of).Distinct().Count(cell => match.PassesBut(cell, FilterList.Assigned))))
            .Where(entry => entry.Images > 0).ToDictionary(entry => entry.Key, entry => entry.Images);
        var taken = match.TakenCells();
        counts[ImageFilter.Nobody] = Enumerable.Range(0, rows.Count)
            .Count(cell => cells.IsCell(cell) && match.PassesBut(cell, FilterList.Assigned) && !taken.Contains(cell));
        return counts;
    }

    static Dictionary<long, int> CountCollections(DatabaseSession session, ImageIndex index, ImageMatch match) =>
        session.Query<long>("SELECT id FROM collection WHERE project_id = @ProjectId", new { index.ProjectId }).ToDictionary(
            id => id,
            id => index.Collection(session, id).Select(match.Cells.Of).Distinct().Count(cell => match.PassesBut(cell, FilterList.Collection)));

    static FieldFacet Of(ImageMatch match, FieldColumn column)
    {
        var cells = match.Cells;
        var (missing, all, shown) = (0, new int[column.Numbers is null ? 0 : Bins], new int[column.Numbers is null ? column.Texts.Length : Bins]);
        var seen = cells.CellOf is null ? null : new HashSet<(int, int)>();
        for (var row = 0; row < cells.Rows.Count; row++)
        {
            var cell = cells.Of(row);
            var place = column.IsMissing(row) ? -1 : column.Numbers is { } numbers ? BinOf(numbers[row], column) : column.Codes![row];
            // Slices of one cell count once for each choice.
            if (seen is not null && !seen.Add((cell, place)))
                continue;
            if (place >= 0 && all.Length > 0)
                all[place]++;
            if (!match.PassesBut(cell, column.Field.Id))
                continue;
            if (place < 0)
                missing++;
            else
                shown[place]++;
        }

        return column.Numbers is not null
            ? new FieldFacet(column.Field, missing, Finite(column.Min), Finite(column.Max), all, shown, [])
            : new FieldFacet(column.Field, missing, 0, 0, [], [], [.. column.Texts
                .Select((text, code) => new FieldText(text, column.Tokens[code], shown[code]))
                .OrderByDescending(entry => entry.Images).ThenBy(entry => entry.Text, StringComparer.OrdinalIgnoreCase).Take(MostTexts)]);
    }

    static int BinOf(float number, FieldColumn column) => column.Max > column.Min
        ? Math.Min(Bins - 1, (int)((number - column.Min) / (column.Max - column.Min) * Bins))
        : 0;

    static double Finite(float number) => float.IsFinite(number) ? number : 0;
}
