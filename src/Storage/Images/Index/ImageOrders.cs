namespace Studio.Storage;

/// <summary>Orders of the rows of an index, made when they are first asked for. Rows themselves lie in the order of names.</summary>
sealed class ImageOrders(ImageRows rows)
{
    int[]? newest;
    int[]? patients;

    /// <summary>By state or by a column: whoever pages through asks for the same one again.</summary>
    (object Key, int[] Order)? last;

    /// <summary>Patients or states of images changed, perhaps.</summary>
    public void Forget() => (patients, last) = (null, null);

    /// <returns>Null for the order of the rows.</returns>
    public int[]? Of(ImageSort sort, ImageCells cells, FieldColumn? column, bool descending) => column is not null
        ? Kept((column, descending), () => ByColumn(column, descending))
        : sort switch
        {
            ImageSort.Newest => newest ??= [.. rows.Newest()],
            ImageSort.Patient => patients ??= ByPatient(),
            ImageSort.State => Kept(cells, () => ByState(cells)),
            _ => null,
        };

    int[] Kept(object key, Func<int[]> make)
    {
        if (last is not { } kept || !kept.Key.Equals(key))
            last = kept = (key, make());
        return kept.Order;
    }

    int[] ByPatient()
    {
        var ranks = rows.PatientKeys.OrderBy(entry => entry.Value, StringComparer.Ordinal).Select((entry, rank) => (entry.Key, rank)).ToDictionary(entry => entry.Key, entry => entry.rank);
        return Sorted(Array.ConvertAll(rows.Patients, patient => patient == 0 ? int.MaxValue : ranks.GetValueOrDefault(patient, int.MaxValue)));
    }

    static int[] ByState(ImageCells cells) => Sorted(Array.ConvertAll(cells.States, state => state switch
    {
        ImageState.InProgress => 0,
        ImageState.NotStarted => 1,
        ImageState.InReview => 2,
        _ => 3,
    }));

    /// <summary>Images of which the column says nothing come last, whatever the direction.</summary>
    static int[] ByColumn(FieldColumn column, bool descending)
    {
        if (column.Numbers is { } numbers)
            return Sorted(Array.ConvertAll(numbers, number => float.IsNaN(number) ? float.PositiveInfinity : descending ? -number : number));
        var ranks = new int[column.Texts.Length];
        var ordered = Enumerable.Range(0, ranks.Length).OrderBy(code => column.Texts[code], StringComparer.OrdinalIgnoreCase).ToArray();
        for (var rank = 0; rank < ordered.Length; rank++)
            ranks[ordered[rank]] = descending ? ordered.Length - rank : rank;
        return Sorted(Array.ConvertAll(column.Codes!, code => code < 0 ? int.MaxValue : ranks[code]));
    }

    /// <summary>Rows by ascending key, those of one key as they are.</summary>
    static int[] Sorted<T>(T[] keys)
        where T : IComparable<T>
    {
        var order = new int[keys.Length];
        for (var row = 0; row < order.Length; row++)
            order[row] = row;
        Array.Sort(keys, order, Comparer<T>.Default);

        // Array.Sort does not keep the order of equal keys.
        for (var (from, to) = (0, 1); from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && keys[to].CompareTo(keys[from]) == 0; to++)
            {
            }

            Array.Sort(order, from, to - from);
        }

        return order;
    }
}
