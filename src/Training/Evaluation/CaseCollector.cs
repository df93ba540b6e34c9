using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Statistics;

namespace Studio.Training.Evaluation;

/// <summary>
/// The columns of all judged images, see <see cref="CaseColumns"/>: images are let go some at a time, and a number for each
/// column is all that stays of one.
/// </summary>
sealed class CaseCollector(IReadOnlyList<ClassDefinition> classes)
{
    const int Block = 200;
    readonly IReadOnlyList<(int Index, string Name)> names = [.. classes.Select(definition => (definition.Index, definition.Name))];
    readonly List<ImageResult> waiting = [];
    readonly List<string> patients = [];
    readonly Dictionary<string, List<double>> columns = [];
    readonly Dictionary<string, (List<int> Cases, List<double> Values)> entries = [];

    public void Add(ImageResult image)
    {
        waiting.Add(image with { Truth = [], Prediction = [], Areas = [], Boxes = [] });
        if (waiting.Count == Block)
        {
            Take();
        }
    }

    public CaseTable ToTable()
    {
        Take();
        return new CaseTable(
            patients,
            columns.ToDictionary(column => column.Key, column => column.Value.ToArray()),
            entries.ToDictionary(entry => entry.Key, entry => new CaseList([.. entry.Value.Cases], [.. entry.Value.Values])));
    }

    void Take()
    {
        var block = CaseColumns.Of(waiting, names);
        var before = patients.Count;
        patients.AddRange(waiting.Select(image => image.PatientKey));
        foreach (var (name, values) in block.Columns)
        {
            var column = columns.TryGetValue(name, out var known) ? known : columns[name] = [];
            Fill(name, column, before);
            column.AddRange(values);
        }

        foreach (var (name, column) in columns)
        {
            Fill(name, column, patients.Count);
        }

        foreach (var (name, found) in block.Entries)
        {
            var (cases, values) = entries.TryGetValue(name, out var known) ? known : entries[name] = ([], []);
            cases.AddRange(found.Cases.Select(place => before + place));
            values.AddRange(found.Values);
        }

        waiting.Clear();
    }

    /// <summary>Images without any box, labelled or found, come without a column that counts boxes; they have none.</summary>
    static void Fill(string name, List<double> column, int count) => column.AddRange(
        Enumerable.Repeat(name.StartsWith("truths.", StringComparison.Ordinal) ? 0 : double.NaN, count - column.Count));
}
