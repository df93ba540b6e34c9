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
        var known = new Dictionary<long, DatasetVersion>();
        var (counts, thresholds) = (new List<(int Images, int Patients)>(), new List<string>());
        foreach (var run in entries.Select(entry => entry[0]))
        {
            if (!known.TryGetValue(run.VersionId, out var version))
            {
                known[run.VersionId] = version = await versions.FindAsync(run.VersionId, cancellationToken)
                    ?? throw new InvalidOperationException($"The dataset version of run {run.Id} is missing from the database.");
            }

            counts.Add(await versions.CountTrainingAsync(version, run.Fold, cancellationToken));
            thresholds.Add(SetupWording.Thresholds((await points.FindLatestAsync(run.Id, cancellationToken))?.Point, version.Classes));
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

    /// <summary>Of several runs all values, e.g. of folds.</summary>
    static SetupLine Line(string label, IReadOnlyList<IReadOnlyList<Run>> entries, Func<Run, string> value) =>
        new(label, "", [.. entries.Select(entry => string.Join(", ", entry.Select(value).Distinct()))]);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
