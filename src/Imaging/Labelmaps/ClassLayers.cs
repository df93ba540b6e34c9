namespace Studio.Imaging.Labelmaps;

/// <summary>Labels in which a pixel may belong to several classes: for every class the runs of its pixels.</summary>
/// <remarks>Memory follows the outlines, not the image: two hundred layers of a radiograph are a few megabytes.</remarks>
public sealed class ClassLayers
{
    /// <summary>Ascending, apart from each other, not empty.</summary>
    private readonly SortedDictionary<byte, List<Run>> _layers = [];

    /// <param name="rows">Of the image.</param>
    /// <param name="columns">Of the image.</param>
    public ClassLayers(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Classes that hold at least one pixel, ascending.</summary>
    public IEnumerable<byte> Classes => _layers.Keys;

    /// <summary>The labels of a document whose classes exclude each other.</summary>
    public static ClassLayers From(Labelmap labelmap)
    {
        ArgumentNullException.ThrowIfNull(labelmap);
        var layers = new ClassLayers(labelmap.Rows, labelmap.Columns);
        byte[] classes = labelmap.Classes;
        for (int start = 0; start < classes.Length;)
        {
            int end = start + 1;
            while (end < classes.Length && classes[end] == classes[start])
            {
                end++;
            }

            if (classes[start] != 0)
            {
                layers.RunsOf(classes[start]).Add(new Run(start, end));
            }

            start = end;
        }

        return layers;
    }

    /// <summary>Applies a <see cref="LayerPatch"/>.</summary>
    /// <exception cref="ArgumentException">The patch is damaged or does not fit.</exception>
    public void Apply(ReadOnlySpan<byte> patch)
    {
        if (LayerPatch.Validate(patch, Rows * Columns, byte.MaxValue) is { } fault)
        {
            throw new ArgumentException(fault, nameof(patch));
        }

        var sections = new LayerPatch.SectionReader(patch);
        while (sections.MoveNext())
        {
            Change(sections.Class, Decode(sections.Runs, Rows * Columns).ConvertAll(change => (change.Run, Adds: change.Class != 0)));
        }
    }

    /// <summary>Applies a <see cref="LabelmapPatch"/>, in which a pixel gets one class and loses all others.</summary>
    /// <exception cref="ArgumentException">The patch is damaged or does not fit.</exception>
    public void ApplyExclusive(ReadOnlySpan<byte> patch)
    {
        if (LabelmapPatch.Validate(patch, Rows * Columns, byte.MaxValue) is { } fault)
        {
            throw new ArgumentException(fault, nameof(patch));
        }

        List<(Run Run, byte Class)> changes = Decode(patch, Rows * Columns);
        foreach (byte each in _layers.Keys.Union(changes.Select(change => change.Class).Where(value => value > 0)).ToList())
        {
            Change(each, changes.ConvertAll(change => (change.Run, Adds: change.Class == each)));
        }
    }

    /// <summary>The layers as the change that makes them from nothing: how they are stored and sent.</summary>
    public byte[] ToPatch()
    {
        var patch = new List<byte> { LayerPatch.FormatVersion };
        foreach ((byte index, List<Run> runs) in _layers)
        {
            var writer = new PatchRunWriter();
            foreach (Run run in runs)
            {
                writer.Add(run.Start, run.Length, 1);
            }

            byte[] section = writer.ToPatch();
            patch.Add(index);
            Leb128.Write(patch, (uint)section.Length);
            patch.AddRange(section);
        }

        return [.. patch];
    }

    /// <summary>One class per pixel: where several overlap, the one with the highest number.</summary>
    public Labelmap Flatten()
    {
        Labelmap labelmap = Labelmap.Empty(Rows, Columns);
        foreach (byte index in _layers.Keys)
        {
            Fill(labelmap, index, index);
        }

        return labelmap;
    }

    /// <summary>Gives a value to the pixels of a class.</summary>
    public void Fill(Labelmap labelmap, byte index, byte value)
    {
        ArgumentNullException.ThrowIfNull(labelmap);
        foreach (Run run in _layers.GetValueOrDefault(index) ?? [])
        {
            labelmap.Classes.AsSpan(run.Start, run.Length).Fill(value);
        }
    }

    /// <summary>Pixels of a class, whatever else they belong to.</summary>
    public long CountPixels(byte index) => _layers.GetValueOrDefault(index)?.Sum(run => (long)run.Length) ?? 0;

    private List<Run> RunsOf(byte index)
    {
        if (!_layers.TryGetValue(index, out List<Run>? runs))
        {
            _layers[index] = runs = [];
        }

        return runs;
    }

    /// <summary>Merges ascending changes into a layer in one walk over both.</summary>
    private void Change(byte index, List<(Run Run, bool Adds)> changes)
    {
        List<Run> before = RunsOf(index);
        var after = new List<Run>(before.Count + changes.Count);
        int next = 0;
        Run? rest = before.Count > 0 ? before[next++] : null;
        foreach ((Run run, bool adds) in changes)
        {
            while (rest is { } kept && kept.Start < run.End)
            {
                Append(after, new Run(kept.Start, Math.Min(kept.End, run.Start)));
                if (kept.End > run.End)
                {
                    rest = new Run(run.End, kept.End);
                    break;
                }

                rest = next < before.Count ? before[next++] : null;
            }

            if (adds)
            {
                Append(after, run);
            }
        }

        for (; rest is { } left; rest = next < before.Count ? before[next++] : null)
        {
            Append(after, left);
        }

        _layers[index] = after;
        if (after.Count == 0)
        {
            _layers.Remove(index);
        }
    }

    /// <summary>Adds a run behind the others, joined with the last where they touch.</summary>
    private static void Append(List<Run> runs, Run run)
    {
        if (run.Length <= 0)
        {
            return;
        }

        if (runs.Count > 0 && runs[^1].End == run.Start)
        {
            runs[^1] = new Run(runs[^1].Start, run.End);
            return;
        }

        runs.Add(run);
    }

    private static List<(Run Run, byte Class)> Decode(ReadOnlySpan<byte> patch, int pixelCount)
    {
        var changes = new List<(Run Run, byte Class)>();
        var reader = new PatchRunReader(patch, pixelCount);
        while (reader.MoveNext())
        {
            changes.Add((new Run(reader.Start, reader.Start + reader.Length), reader.Class));
        }

        return changes;
    }

    /// <summary>Pixels Start ≤ i &lt; End, row-major.</summary>
    private readonly record struct Run(int Start, int End)
    {
        public int Length => End - Start;
    }
}
