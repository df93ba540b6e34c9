namespace Studio.Statistics;

/// <summary>
/// What is known of judged cases (images) by name: a number for each case, NaN where it is undefined, and lists of any length
/// whose entries belong to cases, such as the boxes that a model found. Cases of one patient are a cluster.
/// </summary>
public sealed class CaseTable
{
    readonly IReadOnlyDictionary<string, double[]> columns;
    readonly IReadOnlyDictionary<string, CaseList> lists;

    /// <param name="patients">[cases]; which cases belong together.</param>
    /// <param name="columns">[cases] each.</param>
    /// <param name="lists">Entries point at cases by position.</param>
    /// <exception cref="ArgumentException">A column has another length than there are cases.</exception>
    public CaseTable(
        IReadOnlyList<string> patients, IReadOnlyDictionary<string, double[]> columns, IReadOnlyDictionary<string, CaseList>? lists = null)
    {
        ArgumentNullException.ThrowIfNull(patients);
        ArgumentNullException.ThrowIfNull(columns);
        this.columns = Checked(columns, patients.Count);
        this.lists = lists ?? new Dictionary<string, CaseList>();
        Patients = [.. patients.Distinct().Order(StringComparer.Ordinal)];
        var places = Patients.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        Clusters = [.. patients.Select(patient => places[patient])];
    }

    CaseTable(CaseTable cases, IReadOnlyDictionary<string, double[]> columns, IReadOnlyDictionary<string, CaseList> lists)
    {
        (Patients, Clusters) = (cases.Patients, cases.Clusters);
        this.columns = Checked(columns, cases.Count);
        this.lists = lists;
    }

    /// <summary>Number of cases.</summary>
    public int Count => Clusters.Length;

    /// <summary>In ordinal order, each once: the clusters.</summary>
    public IReadOnlyList<string> Patients { get; }

    /// <summary>[cases]; position of each case's patient in <see cref="Patients"/>.</summary>
    public int[] Clusters { get; }

    /// <summary>Names of the columns.</summary>
    public IEnumerable<string> Names => columns.Keys;

    /// <summary>[cases], NaN where undefined; null where there is no such column.</summary>
    public double[]? Find(string name) => columns.GetValueOrDefault(name);

    /// <summary>Null where there is no such list.</summary>
    public CaseList? FindList(string name) => lists.GetValueOrDefault(name);

    /// <summary>Each patient's mean over the cases that have a value.</summary>
    /// <param name="column">[cases], NaN where undefined.</param>
    /// <returns>[patients]; NaN where none has.</returns>
    public double[] MeansByPatient(double[] column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var (sums, cases) = RatioFigure.Sums(column, Clusters, Patients.Count);
        return [.. sums.Zip(cases, (sum, count) => sum / count)];
    }

    /// <summary>Mean of columns at each place.</summary>
    /// <param name="columns">[count] each, NaN where undefined.</param>
    /// <returns>[count]; mean of the columns that have a number, NaN where none has.</returns>
    public static double[] MeanOf(IReadOnlyList<double[]> columns, int count) => [.. Enumerable.Range(0, count).Select(place =>
        columns.Select(column => column[place]).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average())];

    /// <summary>Other numbers of the same cases, e.g. of another model.</summary>
    /// <inheritdoc cref="CaseTable(IReadOnlyList{string}, IReadOnlyDictionary{string, double[]}, IReadOnlyDictionary{string, CaseList}?)"/>
    public CaseTable With(IReadOnlyDictionary<string, double[]> columns, IReadOnlyDictionary<string, CaseList> lists)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(lists);
        return new CaseTable(this, columns, lists);
    }

    /// <summary>The same cases with some numbers taken away.</summary>
    /// <param name="kept">Of columns by name: [cases], whether the number stays. Other columns stay whole.</param>
    public CaseTable Where(IReadOnlyDictionary<string, bool[]> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return new CaseTable(
            this,
            columns.ToDictionary(column => column.Key, column => kept.GetValueOrDefault(column.Key) is { } stays
                ? [.. column.Value.Select((value, place) => stays[place] ? value : double.NaN)]
                : column.Value),
            lists);
    }

    /// <summary>Some of the cases, in the order asked for.</summary>
    /// <param name="cases">Positions, each at most once.</param>
    public CaseTable Select(IReadOnlyList<int> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new CaseTable(
            [.. cases.Select(place => Patients[Clusters[place]])],
            columns.ToDictionary(column => column.Key, column => cases.Select(place => column.Value[place]).ToArray()),
            lists.ToDictionary(list => list.Key, list => list.Value.Select(cases, Count)));
    }

    static IReadOnlyDictionary<string, double[]> Checked(IReadOnlyDictionary<string, double[]> columns, int cases)
    {
        foreach (var (name, values) in columns)
        {
            if (values.Length != cases)
            {
                throw new ArgumentException($"The column {name} has {values.Length} values for {cases} cases.", nameof(columns));
            }
        }

        return columns;
    }
}

/// <summary>Numbers that belong to cases, any number to each.</summary>
/// <param name="Cases">[entries]; position of the case.</param>
/// <param name="Values">[entries].</param>
public sealed record CaseList(int[] Cases, double[] Values)
{
    /// <summary>The entries of some cases, which get the positions asked for.</summary>
    internal CaseList Select(IReadOnlyList<int> chosen, int count)
    {
        var places = new int[count];
        Array.Fill(places, -1);
        for (var place = 0; place < chosen.Count; place++)
        {
            places[chosen[place]] = place;
        }

        int[] kept = [.. Enumerable.Range(0, Cases.Length).Where(entry => places[Cases[entry]] >= 0)];
        return new CaseList([.. kept.Select(entry => places[Cases[entry]])], [.. kept.Select(entry => Values[entry])]);
    }
}
