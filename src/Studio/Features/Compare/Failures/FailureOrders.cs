using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;

namespace Studio.Features.Compare.Failures;

/// <summary>The orders that a result's columns allow, for each kind of answer.</summary>
public static class FailureOrders
{
    const string Mean = "mean";

    static readonly (string Metric, string Text, FailureUnit Unit, bool HighestFirst)[] OfOutlines =
    [
        ("iou", "Lowest {0} IoU", FailureUnit.Share, false),
        ("dice", "Lowest {0} Dice", FailureUnit.Share, false),
        ("recall", "Lowest {0} recall: most of it missed", FailureUnit.Share, false),
        ("precision", "Lowest {0} precision: most of it too much", FailureUnit.Share, false),
        ("hd95mm", "Highest {0} Hausdorff 95 %", FailureUnit.Millimetres, true),
        ("hd95px", "Highest {0} Hausdorff 95 %", FailureUnit.Pixels, true),
        ("assdmm", "Highest {0} surface distance", FailureUnit.Millimetres, true),
        ("assdpx", "Highest {0} surface distance", FailureUnit.Pixels, true),
        ("volumedifference", "Most wrong {0} volume", FailureUnit.Volume, true),
    ];

    /// <summary>The mean of the classes first, then class by class.</summary>
    /// <param name="names">Of the result's columns.</param>
    public static IReadOnlyList<FailureOrder> List(OutputKind kind, IReadOnlyCollection<string> names, IReadOnlyList<ClassDefinition> classes)
    {
        var known = names.ToHashSet(StringComparer.Ordinal);
        return kind switch
        {
            OutputKind.ClassMap => [.. OutlinesOfAll(known, classes), .. classes.SelectMany(item => Outlines(known, item))],
            OutputKind.Tags => [.. TagsOfAll(known, classes), .. classes.SelectMany(item => Tags(known, item))],
            OutputKind.Boxes => [.. BoxesOfAll(known, classes), .. classes.SelectMany(item => Boxes(known, item))],
            _ => known.Contains("iou.box") ? [Column("iou.box", "Lowest IoU", null, FailureUnit.Share)] : [],
        };
    }

    /// <summary>
    /// The compared metric's, of the class that the entry is worst at; where images have no figure of that metric, what stands first
    /// of the class.
    /// </summary>
    public static FailureOrder? Usual(IReadOnlyList<FailureOrder> orders, Comparison comparison, ComparedEntry entry)
    {
        var metric = comparison.Metric;
        var worst = comparison.Classes.Zip(entry.PerClass).Where(pair => pair.Second.IsDefined)
            .OrderBy(pair => metric.HigherIsBetter ? pair.Second.Value : -pair.Second.Value).Select(pair => pair.First.Name).FirstOrDefault();
        return orders.FirstOrDefault(order => order.Key == $"{metric.Key}.{worst}")
            ?? orders.FirstOrDefault(order => order.Class is not null && order.Class.Name == worst)
            ?? (orders.Count > 0 ? orders[0] : null);
    }

    static IEnumerable<FailureOrder> OutlinesOfAll(HashSet<string> known, IReadOnlyList<ClassDefinition> classes) => classes.Count < 2
        ? []
        : OfOutlines[..2].Where(metric => known.Contains($"{metric.Metric}.{Mean}"))
            .Select(metric => Column($"{metric.Metric}.{Mean}", Text(metric.Text, Mean), null, metric.Unit));

    static IEnumerable<FailureOrder> Outlines(HashSet<string> known, ClassDefinition item) => OfOutlines
        .Where(metric => known.Contains($"{metric.Metric}.{item.Name}"))
        .Select(metric => Column($"{metric.Metric}.{item.Name}", Text(metric.Text, item.Name), item, metric.Unit) with
        {
            HighestFirst = metric.HighestFirst,
            Badness = metric.Unit == FailureUnit.Volume ? Math.Abs : value => value,
        });

    static IEnumerable<FailureOrder> TagsOfAll(HashSet<string> known, IReadOnlyList<ClassDefinition> classes)
    {
        var tags = classes.Where(item => known.Contains($"probability.{item.Name}")).ToList();
        return tags.Count < 2 ? [] :
        [
            new FailureOrder(
                $"right.{Mean}", "Least right about all classes", null, FailureUnit.Rightness, ["probability.", "truth."],
                table => RightnessFigures.OfAll(table, [.. tags.Select(item => item.Name)])),
        ];
    }

    static IEnumerable<FailureOrder> Tags(HashSet<string> known, ClassDefinition item)
    {
        if (!known.Contains($"probability.{item.Name}"))
            yield break;
        string[] columns = [$"probability.{item.Name}", $"truth.{item.Name}"];
        yield return new FailureOrder(
            $"right.{item.Name}", $"Least right about {item.Name}", item, FailureUnit.Rightness, columns, table => RightnessFigures.Of(table, item.Name));
        yield return new FailureOrder(
            $"missed.{item.Name}", $"{item.Name} is there, and held for least likely", item, FailureUnit.Rightness, columns,
            table => RightnessFigures.Of(table, item.Name, truth: 1));
        yield return new FailureOrder(
            $"false.{item.Name}", $"{item.Name} is not there, and held for most likely", item, FailureUnit.Rightness, columns,
            table => RightnessFigures.Of(table, item.Name, truth: 0));
    }

    static IEnumerable<FailureOrder> BoxesOfAll(HashSet<string> known, IReadOnlyList<ClassDefinition> classes)
    {
        if (classes.Count < 2 || !classes.Any(item => known.Contains($"truths.{item.Name}")))
            yield break;
        string[] names = [.. classes.Select(item => item.Name)];
        yield return new FailureOrder($"missed.{Mean}", "Most missed", null, FailureUnit.Missed, ["truths.", "recall50."], table => Missed(table, names)) { HighestFirst = true };
        yield return new FailureOrder($"false.{Mean}", "Most false", null, FailureUnit.TooMany, ["falsepositives."], table => Sum(table, "falsepositives", names)) { HighestFirst = true };
    }

    static IEnumerable<FailureOrder> Boxes(HashSet<string> known, ClassDefinition item)
    {
        if (known.Contains($"recall50.{item.Name}"))
        {
            yield return new FailureOrder(
                $"missed.{item.Name}", $"Most {item.Name} missed", item, FailureUnit.Missed, [$"truths.{item.Name}", $"recall50.{item.Name}"],
                table => Missed(table, [item.Name])) { HighestFirst = true };
        }

        if (known.Contains($"falsepositives.{item.Name}"))
            yield return Column($"falsepositives.{item.Name}", $"Most false {item.Name}", item, FailureUnit.TooMany) with { HighestFirst = true };
        if (known.Contains($"bestiou.{item.Name}"))
            yield return Column($"bestiou.{item.Name}", $"Least well placed {item.Name}", item, FailureUnit.Share);
    }

    static FailureOrder Column(string name, string text, ClassDefinition? item, FailureUnit unit) =>
        new(name, text, item, unit, [name], table => table.Find(name));

    static string Text(string format, string name) => format.Replace("{0}", name, StringComparison.Ordinal);

    /// <summary>Labelled boxes that no answer hits: the labelled ones less the share that was found of them.</summary>
    static double[] Missed(CaseTable table, IReadOnlyList<string> classes) => Add(table, classes, name =>
    {
        var (truths, found) = (table.Find($"truths.{name}"), table.Find($"recall50.{name}"));
        return truths is null || found is null ? null : [.. truths.Zip(found, (all, share) => all > 0 ? Math.Round(all * (1 - share)) : all)];
    });

    static double[] Sum(CaseTable table, string metric, IReadOnlyList<string> classes) => Add(table, classes, name => table.Find($"{metric}.{name}"));

    /// <summary>A class that has no figure adds nothing.</summary>
    static double[] Add(CaseTable table, IReadOnlyList<string> classes, Func<string, double[]?> column)
    {
        var sums = new double[table.Count];
        Array.Fill(sums, double.NaN);
        foreach (var values in classes.Select(column).OfType<double[]>())
        {
            for (var place = 0; place < sums.Length; place++)
            {
                if (!double.IsNaN(values[place]))
                    sums[place] = double.IsNaN(sums[place]) ? values[place] : sums[place] + values[place];
            }
        }

        return sums;
    }
}
