using System.Globalization;

namespace Studio.Bench;

/// <summary>Watches the resident memory of a process and of all that it started, and keeps the largest sum.</summary>
sealed class ProcessTreeMemory : IDisposable
{
    const int StatParent = 1;
    const int StatResidentPages = 21;
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    readonly int root;
    readonly Timer timer;

    public ProcessTreeMemory(int root)
    {
        this.root = root;
        timer = new Timer(_ => Look(), null, TimeSpan.Zero, Interval);
    }

    public long PeakBytes { get; private set; }

    void Look()
    {
        var processes = new List<(int Id, int Parent, long Bytes)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Read(folder, id) is { } entry)
                processes.Add(entry);
        }

        var tree = new HashSet<int> { root };
        while (processes.Where(entry => tree.Contains(entry.Parent)).ToList().Exists(entry => tree.Add(entry.Id)))
        {
            // Grandchildren come with the next round.
        }

        PeakBytes = Math.Max(PeakBytes, processes.Where(entry => tree.Contains(entry.Id)).Sum(entry => entry.Bytes));
    }

    static (int Id, int Parent, long Bytes)? Read(string folder, int id)
    {
        try
        {
            // The name in parentheses may hold blanks; the fields after it do not (proc(5)).
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var pages = long.Parse(fields[StatResidentPages], CultureInfo.InvariantCulture);
            return (id, int.Parse(fields[StatParent], CultureInfo.InvariantCulture), pages * Environment.SystemPageSize);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    public void Dispose() => timer.Dispose();
}
