using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Training.Export;

/// <summary>What is known about a model when it is packaged.</summary>
/// <param name="Checkpoint">Header of the weights file: epoch and more.</param>
/// <param name="Score">What its epoch was chosen by.</param>
/// <param name="Validation">Metrics on the validation images, with intervals.</param>
sealed record ModelFacts(
    JobSpec Spec,
    IReadOnlyDictionary<string, string> Checkpoint,
    ScoreFacts Score,
    IReadOnlyDictionary<string, MetricValue> Validation,
    double MaxAbsDiff,
    int ParityImages)
{
    public string Epoch => Checkpoint.GetValueOrDefault("epoch", "unknown");

    public int ImagesOf(Split split) => Spec.Samples.Count(sample => sample.Split == split);

    public int PatientsOf(Split split) =>
        Spec.Samples.Where(sample => sample.Split == split).Select(sample => sample.PatientKey).Distinct().Count();

    /// <summary>Content of metrics.json.</summary>
    public object ToMetrics() => new
    {
        split = Split.Validation,
        images = ImagesOf(Split.Validation),
        patients = PatientsOf(Split.Validation),
        epoch = Epoch,
        interval = "95 %, bootstrap over patients",
        metrics = Validation,
        operatingPoint = Spec.OperatingPoint is { } point ? new { choice = OperatingPointText.Of(point, Spec.Classes), point.Scaling, point.Thresholds } : null,
        parity = new { maxAbsDiff = MaxAbsDiff, images = ParityImages, tolerance = ParityCheck.Tolerance },
    };
}
