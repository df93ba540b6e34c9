using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Studio.Statistics;

namespace Studio.Features.Compare.Readers;

/// <summary>Pairs of readings as cases, one for each two readers of an image, to be taken for figures like a model's answers.</summary>
sealed class ReadingPairs
{
    readonly List<string> patients = [];
    readonly HashSet<long> images = [];
    readonly HashSet<long> readers = [];
    readonly Dictionary<string, List<double>> columns = [];

    public int Images => images.Count;

    public int Readers => readers.Count;

    /// <param name="values">By name of the column; those of other pairs are undefined here.</param>
    public void Add(long imageId, string patient, long one, long other, IEnumerable<KeyValuePair<string, double>> values)
    {
        patients.Add(patient);
        images.Add(imageId);
        readers.UnionWith([one, other]);
        foreach (var (name, value) in values)
        {
            if (!columns.TryGetValue(name, out var column))
                columns[name] = column = [];
            column.AddRange(Enumerable.Repeat(double.NaN, patients.Count - 1 - column.Count));
            column.Add(value);
        }
    }

    public CaseTable ToTable() => new(
        patients, columns.ToDictionary(column => column.Key, column => (double[])[.. column.Value, .. Enumerable.Repeat(double.NaN, patients.Count - column.Value.Count)]));

    /// <summary>
    /// Overlap of two label maps: <c>iou</c>, <c>dice</c> and the pixels both, only the one and only the other have. Undefined where
    /// both lack the class.
    /// </summary>
    /// <param name="one">A class per pixel, as <paramref name="other"/>.</param>
    public static IEnumerable<KeyValuePair<string, double>> Overlap(byte[] one, byte[] other, IReadOnlyList<ClassDefinition> classes)
    {
        var overlap = new LabelOverlap();
        overlap.Add(one, other);
        foreach (var definition in classes)
        {
            var (both, onlyOne, onlyOther) = overlap.Count((byte)definition.Index);
            var counts = new Confusion(both, onlyOne, onlyOther, 0);
            yield return new($"iou.{definition.Name}", counts.Iou);
            yield return new($"dice.{definition.Name}", counts.F1);
            yield return new($"tp.{definition.Name}", both);
            yield return new($"fp.{definition.Name}", onlyOne);
            yield return new($"fn.{definition.Name}", onlyOther);
        }
    }
}
