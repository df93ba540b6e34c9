using System.Globalization;
using Studio.Bench;
using Studio.Bench.Reference;
using Studio.Contracts;

// bench [NAME…] [--only=PART,…] [--device=cpu|cuda] [--json]: runs the named benchmarks, or the usual ones, and prints every
// figure with its target. --only and --device: parts of the benchmark train, and where it computes.
var only = ValuesOf("--only=");
var device = ValuesOf("--device=").LastOrDefault() ?? TrainBenchmark.Devices[0];
var catalog = new Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Figure>>>>
{
    ["train"] = cancellation => TrainBenchmark.RunAsync(only, device, cancellation),
    ["import"] = ImportBenchmark.RunAsync,
    ["labelling"] = LabellingBenchmark.RunAsync,
    ["durability"] = DurabilityBenchmark.RunAsync,
    ["usgra"] = UltrasoundBenchmark.RunAsync,
    ["datasets"] = DatasetsBenchmark.RunAsync,
    ["map"] = MapBenchmark.RunAsync,
    ["labels"] = LabelQueueBenchmark.RunAsync,
    ["compare"] = CompareBenchmark.RunAsync,
    ["evaluate"] = EvaluateBenchmark.RunAsync,
};
string[] usual = [.. catalog.Keys];

// Hours on two cores, so only by name.
foreach (var (name, comparison) in Comparisons.All)
    catalog[name] = cancellation => ReferenceBenchmark.RunAsync(comparison, cancellation);

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var json = args.Contains("--json");
var names = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
if (names.FirstOrDefault(name => !catalog.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'. There are: {string.Join(", ", catalog.Keys)}.");
    return 2;
}

if (only.FirstOrDefault(part => !TrainBenchmark.Parts.Contains(part)) is { } unknownPart)
{
    Console.Error.WriteLine($"The benchmark train has no part '{unknownPart}'. There are: {string.Join(", ", TrainBenchmark.Parts)}.");
    return 2;
}

if (!TrainBenchmark.Devices.Contains(device))
{
    Console.Error.WriteLine($"There is no device '{device}'. There are: {string.Join(", ", TrainBenchmark.Devices)}.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var figures = new List<Figure>();
foreach (var name in names.Length > 0 ? names : usual)
{
    Console.Error.WriteLine($"bench {name}");
    try
    {
        var measured = await catalog[name](stop.Token);
        figures.AddRange(measured);
        foreach (var figure in measured)
            Console.Error.WriteLine(FigureText.Of(figure));
    }
    catch (InvalidOperationException problem)
    {
        // A program that is measured said why on standard error.
        Console.Error.WriteLine($"The benchmark {name} did not end: {problem.Message}");
        return 2;
    }
}

Console.WriteLine(json
    ? System.Text.Json.JsonSerializer.Serialize(new { figures }, ContractJson.Indented)
    : string.Join(Environment.NewLine, figures.Select(FigureText.Of)));
return figures.Any(figure => figure.Met == false) ? 1 : 0;

string[] ValuesOf(string option) => [.. args
    .Where(argument => argument.StartsWith(option, StringComparison.Ordinal))
    .SelectMany(argument => argument[option.Length..].Split(','))];
