namespace Studio.Storage;

/// <summary>
/// The cells that a filter lets through. Each list of the filter has a bit; a cell has the bits of the lists it passes, so that
/// the choices of one list can be counted as if that list were empty.
/// </summary>
sealed class ImageMatch
{
    readonly ImageIndex index;
    readonly DatabaseSession session;
    readonly ImageFilter filter;
    readonly uint[] passed;
    readonly Dictionary<FilterList, uint> bits = [];
    readonly Dictionary<long, uint> fieldBits = [];
    uint wanted;

    public ImageMatch(DatabaseSession session, ImageIndex index, ImageFilter filter)
    {
        (this.session, this.index, this.filter) = (session, index, filter);
        Cells = index.Cells(filter.Collapse);
        passed = new uint[Rows.Count];
        Progress = ReaderProgress.Of(session, Cells, filter);
        Apply();
        for (var cell = 0; cell < passed.Length; cell++)
        {
            if (Cells.IsCell(cell) && passed[cell] == wanted)
                Total++;
        }
    }

    public ImageCells Cells { get; }
    public ReaderProgress? Progress { get; }
    public int Total { get; }
    ImageRows Rows => Cells.Rows;

    /// <summary>Cells in order.</summary>
    public IEnumerable<int> InOrder()
    {
        var column = filter.SortField is { } field ? index.Column(session, field) : null;
        var order = index.Orders.Of(filter.Sort, Cells, column, filter.SortDescending);
        var found = filter is { Sort: ImageSort.Given, ImageIds.Count: > 0 } ? Given() : Found(order);
        return Progress is not null && filter.IsOwnQueue ? found.OrderBy(Progress.Rank) : found;
    }

    IEnumerable<int> Found(int[]? order)
    {
        for (var place = 0; place < passed.Length; place++)
        {
            var cell = order is null ? place : order[place];
            if (passed[cell] == wanted && Cells.IsCell(cell))
                yield return cell;
        }
    }

    IEnumerable<int> Given() => filter.ImageIds.Select(Rows.Find).Where(row => row >= 0).Select(Cells.Of).Where(cell => IsFound(cell) && Cells.IsCell(cell)).Distinct();

    public bool IsFound(int cell) => passed[cell] == wanted;

    /// <summary>Whether a cell passes every list but one.</summary>
    public bool PassesBut(int cell, FilterList list) => Passes(cell, bits.GetValueOrDefault(list));

    public bool PassesBut(int cell, long fieldId) => Passes(cell, fieldBits.GetValueOrDefault(fieldId));

    bool Passes(int cell, uint but) => (passed[cell] | but) == wanted;

    void Apply()
    {
        if (filter.ImageIds.Count > 0)
            Any(Bit(FilterList.Ids), filter.ImageIds.Select(Rows.Find).Where(row => row >= 0));
        else
            Each(Bit(FilterList.Excluded), cell => Cells.TakesPart[cell] != filter.OnlyExcluded);
        if (filter.States.Count > 0)
            Each(Bit(FilterList.State), cell => filter.States.Contains(Cells.States[cell]));
        if (filter.ClassIndexes.Count > 0 || filter.NothingLabelled)
            Each(Bit(FilterList.Class), HoldsWanted);
        if (filter.Splits.Count > 0)
            Each(Bit(FilterList.Split), cell => filter.Splits.Contains(Rows.Splits[cell]));
        if (filter.AssignedTo.Count > 0)
            Assigned(Bit(FilterList.Assigned));
        if (filter.PatientId is { } patient)
            Each(Bit(FilterList.Patient), cell => Rows.Patients[cell] == patient);
        if (!string.IsNullOrWhiteSpace(filter.Text))
            Search(Bit(FilterList.Text), filter.Text.Trim().ToLowerInvariant());
        if (filter.Collections.Count > 0)
            Any(Bit(FilterList.Collection), filter.Collections.SelectMany(id => index.Collection(session, id)));
        foreach (var field in filter.Fields.Take(FilterLists.MostFields))
            Field(field);
    }

    uint Bit(FilterList list) => bits[list] = Next();

    uint Next()
    {
        var bit = wanted + 1;
        wanted |= bit;
        return bit;
    }

    void Each(uint bit, Func<int, bool> passes)
    {
        for (var cell = 0; cell < passed.Length; cell++)
        {
            if (passes(cell))
                passed[cell] |= bit;
        }
    }

    /// <summary>A cell passes when one of its images does.</summary>
    void Any(uint bit, IEnumerable<int> rows)
    {
        foreach (var row in rows)
            passed[Cells.Of(row)] |= bit;
    }

    bool HoldsWanted(int cell)
    {
        foreach (var index in filter.ClassIndexes)
        {
            if (index is > 0 and < 64 * ImageRows.ClassWords && Cells.Holds(cell, index))
                return true;
        }

        return filter.NothingLabelled && Cells.HoldsNothing(cell);
    }

    void Assigned(uint bit)
    {
        foreach (var person in filter.AssignedTo)
        {
            if (person != ImageFilter.Nobody)
                Any(bit, Rows.Readers.GetValueOrDefault(person, []));
        }

        if (filter.AssignedTo.Contains(ImageFilter.Nobody))
        {
            var taken = TakenCells();
            Each(bit, cell => !taken.Contains(cell));
        }
    }

    public HashSet<int> TakenCells() => [.. Rows.Readers.Values.SelectMany(rows => rows).Select(Cells.Of)];

    void Search(uint bit, string text)
    {
        var marks = new bool[Rows.Count];
        Rows.MarkNames(text, marks);
        Any(bit, Enumerable.Range(0, marks.Length).Where(row => marks[row]));
        var patients = Rows.PatientKeys.Where(entry => entry.Value.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(entry => entry.Key).ToHashSet();
        if (patients.Count > 0)
            Each(bit, cell => patients.Contains(Rows.Patients[cell]));
    }

    void Field(FieldFilter wish)
    {
        var bit = fieldBits[wish.FieldId] = Next();
        if (index.Column(session, wish.FieldId) is not { } column)
            return;
        var codes = wish.Tokens.Select(token => Array.IndexOf(column.Tokens, token)).Where(code => code >= 0).ToHashSet();
        for (var row = 0; row < passed.Length; row++)
        {
            var passes = wish.Missing ? column.IsMissing(row)
                : column.Numbers is { } numbers ? numbers[row] >= (wish.Min ?? double.NegativeInfinity) && numbers[row] <= (wish.Max ?? double.PositiveInfinity)
                : codes.Contains(column.Codes![row]);
            if (passes)
                passed[Cells.Of(row)] |= bit;
        }
    }
}

/// <summary>Lists of an <see cref="ImageFilter"/>, besides its columns.</summary>
enum FilterList
{
    Ids,
    Excluded,
    State,
    Class,
    Split,
    Assigned,
    Patient,
    Text,
    Collection,
}

static class FilterLists
{
    /// <summary>As many as bits are left beside the other lists.</summary>
    public const int MostFields = 20;
}
