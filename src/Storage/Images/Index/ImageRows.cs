using System.Text;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>
/// What images of a project are found by, column by column, in the order of their names. Whole columns in memory answer in
/// milliseconds what rows on disk answer in seconds once there are a million.
/// </summary>
sealed class ImageRows
{
    /// <summary>Classes are 1–254.</summary>
    public const int ClassWords = 4;

    readonly string names;
    readonly int[] nameEnds;

    /// <summary>Rows by image id.</summary>
    readonly int[] byId;

    ImageRows(Builder built, DatabaseSession session)
    {
        Ids = [.. built.Ids];
        States = [.. built.States];
        Splits = [.. built.Splits];
        Excluded = [.. built.Excluded];
        Patients = [.. built.Patients];
        Series = [.. built.Series];
        SliceIndexes = [.. built.SliceIndexes];
        names = built.Names.ToString();
        nameEnds = [.. built.NameEnds];
        byId = [.. Enumerable.Range(0, Ids.Length)];
        Array.Sort((long[])Ids.Clone(), byId);
        PatientKeys = built.PatientKeys.ToDictionary(entry => entry.Value, entry => entry.Key);
        Classes = new ulong[ClassWords][];
        for (var word = 0; word < ClassWords; word++)
            Classes[word] = new ulong[Count];
        ImageRowReader.AddClasses(session, built.ProjectId, null, AddClass);
        ImageRowReader.AddAssignments(session, built.ProjectId, null, AddReader);
        Middles = FindMiddles();
        HasSeries = Series.Any(series => series != 0);
    }

    public int Count => Ids.Length;
    public long[] Ids { get; }
    public ImageState[] States { get; }
    public Split[] Splits { get; }
    public bool[] Excluded { get; }

    /// <summary>Ids; 0 for none. So of series.</summary>
    public long[] Patients { get; }
    public long[] Series { get; }
    public int[] SliceIndexes { get; }

    /// <summary>Bit c of the words of a row: whether it holds class c.</summary>
    public ulong[][] Classes { get; }

    /// <summary>Rows that are assigned to a person.</summary>
    public Dictionary<long, HashSet<int>> Readers { get; } = [];

    /// <summary>Of a slice the row of its series' middle slice; of another image its own row.</summary>
    public int[] Middles { get; }
    public IReadOnlyDictionary<long, string> PatientKeys { get; }

    public bool HasSeries { get; }

    public static ImageRows Load(DatabaseSession session, long projectId)
    {
        var built = new Builder(projectId);
        ImageRowReader.ReadImages(session, projectId, null, built.Add);
        ImageRowReader.ReadPatients(session, projectId, built.PatientKeys);
        return new ImageRows(built, session);
    }

    /// <returns>The row, or −1.</returns>
    public int Find(long imageId)
    {
        var (low, high) = (0, byId.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var id = Ids[byId[middle]];
            if (id == imageId)
                return byId[middle];
            if (id < imageId)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>Rows by descending id.</summary>
    public IEnumerable<int> Newest() => byId.Reverse();

    public ReadOnlySpan<char> NameOf(int row) => names.AsSpan(row == 0 ? 0 : nameEnds[row - 1] + 1, nameEnds[row] - (row == 0 ? 0 : nameEnds[row - 1] + 1));

    /// <summary>Marks rows whose name, in lower case, holds a text.</summary>
    public void MarkNames(string lowerCase, bool[] marks)
    {
        for (var at = names.IndexOf(lowerCase, StringComparison.Ordinal); at >= 0; at = names.IndexOf(lowerCase, at + 1, StringComparison.Ordinal))
        {
            var row = Array.BinarySearch(nameEnds, at);
            marks[row < 0 ? ~row : row] = true;
        }
    }

    /// <summary>Reads some rows anew.</summary>
    /// <returns>False when an image is new, or changed its name or its place in a series: everything must be read anew.</returns>
    public bool TryUpdate(DatabaseSession session, long projectId, IReadOnlyList<long> imageIds)
    {
        var changed = new Builder(projectId);
        ImageRowReader.ReadImages(session, projectId, imageIds, changed.Add);
        var rows = changed.Ids.ConvertAll(Find);
        for (var place = 0; place < rows.Count; place++)
        {
            if (rows[place] is not (var row and >= 0) || Series[row] != changed.Series[place] || SliceIndexes[row] != changed.SliceIndexes[place]
                || !NameOf(row).SequenceEqual(changed.NameAt(place)) || (changed.Patients[place] is var patient and not 0 && !PatientKeys.ContainsKey(patient)))
            {
                return false;
            }
        }

        for (var place = 0; place < rows.Count; place++)
        {
            var row = rows[place];
            (States[row], Splits[row], Excluded[row], Patients[row]) = (changed.States[place], changed.Splits[place], changed.Excluded[place], changed.Patients[place]);
            foreach (var word in Classes)
                word[row] = 0;
            foreach (var held in Readers.Values)
                held.Remove(row);
        }

        ImageRowReader.AddClasses(session, projectId, imageIds, AddClass);
        ImageRowReader.AddAssignments(session, projectId, imageIds, AddReader);
        return true;
    }

    void AddClass(long imageId, int classIndex)
    {
        if (Find(imageId) is var row and >= 0)
            Classes[classIndex >> 6][row] |= 1UL << (classIndex & 63);
    }

    void AddReader(long imageId, long userId)
    {
        if (Find(imageId) is not (var row and >= 0))
            return;
        if (!Readers.TryGetValue(userId, out var held))
            Readers[userId] = held = [];
        held.Add(row);
    }

    /// <summary>Of an even number of slices the middle one is the first of the second half.</summary>
    int[] FindMiddles()
    {
        int[] middles = [.. Enumerable.Range(0, Count)];
        foreach (var series in middles.Where(row => Series[row] != 0).GroupBy(row => Series[row]).ToList())
        {
            int[] slices = [.. series.OrderBy(row => SliceIndexes[row]).ThenBy(row => Ids[row])];
            foreach (var slice in slices)
                middles[slice] = slices[slices.Length / 2];
        }

        return middles;
    }

    internal sealed class Builder(long projectId)
    {
        public long ProjectId { get; } = projectId;
        public List<long> Ids { get; } = [];
        public List<ImageState> States { get; } = [];
        public List<Split> Splits { get; } = [];
        public List<bool> Excluded { get; } = [];
        public List<long> Patients { get; } = [];
        public List<long> Series { get; } = [];
        public List<int> SliceIndexes { get; } = [];
        public StringBuilder Names { get; } = new();
        public List<int> NameEnds { get; } = [];
        public Dictionary<string, long> PatientKeys { get; } = new(StringComparer.Ordinal);

        public void Add(ImageRow row)
        {
            Ids.Add(row.Id);
            States.Add(row.State);
            Splits.Add(row.Split);
            Excluded.Add(row.IsExcluded);
            Patients.Add(row.Patient);
            Series.Add(row.Series);
            SliceIndexes.Add(row.SliceIndex);
            Names.Append(row.Name.ToLowerInvariant());
            NameEnds.Add(Names.Length);
            Names.Append('\n');
        }

        public string NameAt(int place)
        {
            var start = place == 0 ? 0 : NameEnds[place - 1] + 1;
            return Names.ToString(start, NameEnds[place] - start);
        }
    }
}
