using System.Globalization;
using Studio.Bench;
using Studio.Bench.Reference;
using Studio.Contracts;

// bench [NAME…] [--only=PART,…] [--json]: runs the named benchmarks, or the usual ones, and prints every figure with its target.
// --only: parts of the benchmark train.
const string onlyOption = "--only=";
string[] only = [.. args
    .Where(argument => argument.StartsWith(onlyOption, StringComparison.Ordinal))
    .SelectMany(argument => argument[onlyOption.Length..].Split(','))];
var catalog = new Dictionary<string, Func<CancellationToken, Task<IReadOnlyList<Figure>>>>
{
    ["train"] = cancellation => TrainBenchmark.RunAsync(only, cancellation),
    ["import"] = ImportBenchmark.RunAsync,
    ["labelling"] = LabellingBenchmark.RunAsync,
    ["durability"] = DurabilityBenchmark.RunAsync,
    ["usgra"] = UltrasoundBenchmark.RunAsync,
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
    var measured = await catalog[name](stop.Token);
    figures.AddRange(measured);
    foreach (var figure in measured)
        Console.Error.WriteLine(FigureText.Of(figure));
}

Console.WriteLine(json
    ? System.Text.Json.JsonSerializer.Serialize(new { figures }, ContractJson.Indented)
    : string.Join(Environment.NewLine, figures.Select(FigureText.Of)));
return figures.Any(figure => figure.Met == false) ? 1 : 0;
