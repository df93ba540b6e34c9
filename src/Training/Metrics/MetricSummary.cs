using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Data;
using Studio.Training.Tasks;

namespace Studio.Training.Metrics;

/// <summary>Metrics over all images, with 95 % intervals over patients, see <see cref="ClusteredBootstrap"/>.</summary>
static class MetricSummary
{
    /// <summary>Mean of every value over the images on which it is defined; a metric that is defined on no image is left out.</summary>
    /// <param name="averaged">Names whose <c>.mean</c> is the mean of the class means.</param>
    public static Dictionary<string, MetricValue> Of(
        SampleCache cache, IReadOnlyList<ImageOutcome> outcomes, IReadOnlyList<string> averaged, IReadOnlyList<ClassDefinition> classes, long seed)
    {
        IReadOnlyList<ClusteredValue> Series(string name) =>
            [.. outcomes.Select(outcome => new ClusteredValue(cache.Samples[outcome.Sample].PatientKey, outcome.Values[name]))];

        var metrics = new Dictionary<string, MetricValue>();
        foreach (var name in outcomes[0].Values.Keys)
        {
            var prefix = averaged.FirstOrDefault(candidate => name == $"{candidate}.mean");
            var series = prefix is null ? [Series(name)] : classes.Select(definition => Series($"{prefix}.{definition.Name}"));
            if (ClusteredBootstrap.Estimate([.. series], seed) is { } estimate)
            {
                metrics[name] = estimate;
            }
        }

        return metrics;
    }

    /// <summary>A figure that exists only over many images, for each class and as the mean of the classes that have one.</summary>
    /// <param name="cases">Patient and case of each image for a class, by its position.</param>
    public static void AddPooled<T>(
        Dictionary<string, MetricValue> metrics,
        string name,
        IReadOnlyList<ClassDefinition> classes,
        int images,
        long seed,
        Func<int, IReadOnlyList<(string PatientKey, T Item)>> cases,
        Func<IReadOnlyList<T>, double?> statistic)
    {
        var perClass = classes.Select((_, position) => cases(position)).ToList();
        foreach (var (position, definition) in classes.Index())
        {
            Add($"{name}.{definition.Name}", chosen => statistic([.. chosen.Select(image => perClass[position][image].Item)]));
        }

        Add($"{name}.mean", chosen => perClass.Average(items => statistic([.. chosen.Select(image => items[image].Item)])));

        void Add(string key, Func<IReadOnlyList<int>, double?> measure)
        {
            var patients = perClass[0].Select(item => item.PatientKey).ToList();
            if (ClusteredBootstrap.EstimatePooled(patients, measure, seed) is { } estimate)
            {
                metrics[key] = estimate with { Count = images };
            }
        }
    }
}
