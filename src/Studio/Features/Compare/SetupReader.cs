using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Features.Train;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <summary>Reads what compared runs were made with, and where that differs.</summary>
public sealed class SetupReader(DatasetVersionStore versions, OperatingPointStore points)
{
    sealed record Learned(int Images, int Patients);

    /// <param name="entries">Runs of each entry; the first of them stands for the recipe.</param>
    public async Task<SetupDifferences> ReadAsync(IReadOnlyList<IReadOnlyList<Run>> entries, CancellationToken cancellationToken = default)
    {
        var firsts = entries.Select(entry => entry[0]).ToList();
        List<SetupLine> settings =
        [
            .. SetupWording.Keys.Where(key => firsts.Any(run => SettingRelevance.Matters(key, run.Recipe)))
                .Select(key => new SetupLine(SetupWording.Label(key.Path), key.Path, [.. firsts.Select(run => SetupWording.Value(key, run.Recipe))])),
        ];
        return new SetupDifferences(
            [.. entries.Select(Label)],
            settings,
            await ReadDataAsync(entries, cancellationToken),
            settings.Count(line => !line.Differs),
            [.. firsts.Select(run => run.VersionNumber).Distinct().OrderDescending()]);
    }

    /// <summary>As <see cref="ComparedEntry.Label"/>.</summary>
    public static string Label(IReadOnlyList<Run> runs) => new ComparedEntry(runs, [], default, []).Label;

    async Task<IReadOnlyList<SetupLine>> ReadDataAsync(IReadOnlyList<IReadOnlyList<Run>> entries, CancellationToken cancellationToken)
    {
        var learned = new Dictionary<(long Version, int? Fold), Learned>();
        var (counts, thresholds) = (new List<Learned>(), new List<string>());
        foreach (var run in entries.Select(entry => entry[0]))
        {
            if (!learned.TryGetValue((run.VersionId, run.Fold), out var count))
                learned[(run.VersionId, run.Fold)] = count = await CountAsync(run, cancellationToken);
            counts.Add(count);
            var version = await versions.FindAsync(run.VersionId, cancellationToken);
            thresholds.Add(SetupWording.Thresholds((await points.FindLatestAsync(run.Id, cancellationToken))?.Point, version?.Classes ?? []));
        }

        return
        [
            Line("Version", entries, run => Number(run.VersionNumber)),
            new("Training images", "", [.. counts.Select(count => Wording.Number(count.Images))]),
            new("Training patients", "", [.. counts.Select(count => Wording.Number(count.Patients))]),
            Line("Fold", entries, run => run.Fold is { } fold ? Number(fold) : "–"),
            Line("Seed", entries, run => Number(run.Seed)),
            Line("Starts from", entries, run => run.StartWeightsName ?? "fresh weights"),
            new("Thresholds", "", thresholds),
        ];
    }

    async Task<Learned> CountAsync(Run run, CancellationToken cancellationToken)
    {
        List<SampleSpec> samples = [.. (await versions.ListSamplesAsync(run.VersionId, run.Recipe.Input, run.Fold, cancellationToken)).Where(sample => sample.Split == Split.Training)];
        return new Learned(samples.Count, samples.Select(sample => sample.PatientKey).Distinct().Count());
    }

    /// <summary>Of several runs all values, e.g. of folds.</summary>
    static SetupLine Line(string label, IReadOnlyList<IReadOnlyList<Run>> entries, Func<Run, string> value) =>
        new(label, "", [.. entries.Select(entry => string.Join(", ", entry.Select(value).Distinct()))]);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
