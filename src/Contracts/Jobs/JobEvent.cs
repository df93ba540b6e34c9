using System.Text.Json.Serialization;
using Studio.Contracts.Projects;

namespace Studio.Contracts.Jobs;

/// <summary>
/// What a job process tells the studio, in order. Each event has a sequence number (1, 2, …) given by the process;
/// the studio stores an event once, so resending after a reconnect is safe.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(JobStarted), "started")]
[JsonDerivedType(typeof(JobProgress), "progress")]
[JsonDerivedType(typeof(StepMetrics), "step")]
[JsonDerivedType(typeof(EpochMetrics), "epoch")]
[JsonDerivedType(typeof(PredictionStrip), "predictions")]
[JsonDerivedType(typeof(CheckpointSaved), "checkpoint")]
[JsonDerivedType(typeof(JobNote), "note")]
[JsonDerivedType(typeof(EvaluatedImages), "images")]
[JsonDerivedType(typeof(EvaluationResult), "evaluation")]
[JsonDerivedType(typeof(PackageWritten), "package")]
[JsonDerivedType(typeof(JobEnded), "ended")]
public abstract record JobEvent
{
    public long Sequence { get; init; }
    public DateTimeOffset Time { get; init; }
}

/// <summary>
/// What an epoch is judged by: <c>Name</c> of the figure (IoU, AUC, AP50 …), from 0 to 1, higher is better; <c>PerClass</c>
/// says whether there is one for each class.
/// </summary>
public sealed record ScoreFacts(string Name, bool PerClass)
{
    public static ScoreFacts Iou { get; } = new("IoU", PerClass: true);
}

/// <summary>First event of every attempt. <c>ResumedFromEpoch</c> is 0 for a fresh start.</summary>
public sealed record JobStarted(
    string Device,
    string Libtorch,
    int Threads,
    string Precision,
    long Parameters,
    int TrainingImages,
    int ValidationImages,
    int ValidationPatients,
    int Epochs,
    int StepsPerEpoch,
    int ResumedFromEpoch,
    [property: JsonPropertyName("trivialBaselineIou")] IReadOnlyList<double> TrivialBaseline) : JobEvent
{
    /// <summary>What the run is judged by; null in runs from before there was a choice, which were judged by IoU.</summary>
    public ScoreFacts? Score { get; init; }
}

/// <summary>Progress in words, before or beside training ("Preparing images"). Total 0 means unknown.</summary>
public sealed record JobProgress(string Stage, long Done, long Total, double? SecondsLeft) : JobEvent;

/// <summary>One optimiser step. Memory is the process's resident set, or the device's allocation on CUDA.</summary>
public sealed record StepMetrics(
    int Epoch,
    long Step,
    double Loss,
    double LearningRate,
    double ImagesPerSecond,
    long MemoryBytes) : JobEvent;

/// <summary>
/// End of one epoch. Scores per class in the order of the spec's classes (one for all where the score knows no classes),
/// NaN-free: null where no image holds the class. Stored under the names of the first score there was.
/// </summary>
public sealed record EpochMetrics(
    int Epoch,
    double TrainingLoss,
    double ValidationLoss,
    [property: JsonPropertyName("validationIou")] IReadOnlyList<double?> ValidationScores,
    [property: JsonPropertyName("validationMeanIou")] double ValidationScore,
    double LearningRate,
    double ImagesPerSecond,
    long MemoryBytes,
    long? MemoryTotalBytes,
    double SecondsLeft,
    bool IsBest) : JobEvent;

/// <summary>Predictions of some validation images after an epoch, as outlines in pixels of the original image.</summary>
public sealed record PredictionStrip(
    int Epoch,
    IReadOnlyList<PredictedImage> Typical,
    IReadOnlyList<PredictedImage> Worst) : JobEvent;

/// <param name="Scores">Of the classes, in the spec's order.</param>
/// <param name="Truth">Outlines; of boxes their edges.</param>
public sealed record PredictedImage(
    long ImageId,
    string Name,
    [property: JsonPropertyName("iou")] IReadOnlyList<double?> Scores,
    IReadOnlyList<ClassOutline> Truth,
    IReadOnlyList<ClassOutline> Prediction)
{
    /// <summary>Answers of the network, where the task is one of tags.</summary>
    public IReadOnlyList<TagOutcome> Tags { get; init; } = [];
}

/// <param name="Probability">0–1, as the network says.</param>
/// <param name="Truth">Null where nobody answered or the reader was unsure.</param>
public sealed record TagOutcome(int ClassIndex, double Probability, bool? Truth);

/// <summary>A checkpoint stands as a blob (safetensors) in the studio.</summary>
public sealed record CheckpointSaved(int Epoch, BlobReference Weights, bool IsBest) : JobEvent;

/// <summary>Something a person should know, e.g. "Memory ran out with batch 16, training goes on with batch 8."</summary>
public sealed record JobNote(string Severity, string Message) : JobEvent;

/// <summary>A metric with its 95 % interval (patient-clustered percentile bootstrap) and the number of images behind it.</summary>
public sealed record MetricValue(double Mean, double Low, double High, int Count);

/// <summary>
/// Some of the images of an evaluation, before its <see cref="EvaluationResult"/>: of many images one message would be too
/// large. An image that is sent again replaces itself.
/// </summary>
public sealed record EvaluatedImages(IReadOnlyList<ImageResult> Images) : JobEvent;

/// <summary>
/// Metrics by name, e.g. <c>iou.nerve</c>, <c>iou.mean</c>, <c>dice.vessel</c>, as means over images (or over all images
/// together where a figure exists only so); per-image values beside them, as far as they were not sent before.
/// </summary>
public sealed record EvaluationResult(
    Split Split,
    int Images,
    int Patients,
    IReadOnlyDictionary<string, MetricValue> Metrics,
    IReadOnlyList<ImageResult> PerImage,
    double Seconds) : JobEvent
{
    /// <summary>How far the model's confidence can be believed, by class; empty where answers have none.</summary>
    public IReadOnlyList<ClassCalibration> Calibration { get; init; } = [];

    /// <summary>The same metrics as means over patients; empty in results from before they were measured.</summary>
    public IReadOnlyDictionary<string, MetricValue> PerPatient { get; init; } = new Dictionary<string, MetricValue>();

    /// <summary>The same metrics over all pixels, boxes or answers together; empty as above.</summary>
    public IReadOnlyDictionary<string, MetricValue> Pooled { get; init; } = new Dictionary<string, MetricValue>();

    /// <summary>Of class maps on validation: how confidence is mended and what each threshold would bring; null otherwise.</summary>
    public ClassMapScaling? Scaling { get; init; }
}

/// <summary>
/// What a class map's probabilities become when its logits are divided by one temperature (Guo et al., "On calibration of
/// modern neural networks", ICML 2017), fitted on pixels of these images.
/// </summary>
/// <param name="Temperature">Above 1: the network was too sure.</param>
/// <param name="Pixels">Number of pixels it was fitted on, drawn from patients alike.</param>
/// <param name="LossBefore">Mean negative log-likelihood of the labelled classes, temperature 1.</param>
/// <param name="LossAfter">The same with the temperature.</param>
/// <param name="Calibrated">Reliability diagrams with the temperature.</param>
/// <param name="Curves">Of each class, with the temperature.</param>
public sealed record ClassMapScaling(
    double Temperature,
    long Pixels,
    double LossBefore,
    double LossAfter,
    IReadOnlyList<ClassCalibration> Calibrated,
    IReadOnlyList<ThresholdCurve> Curves);

/// <summary>What would be right and wrong if a class were answered from each probability on.</summary>
/// <param name="Steps">From the lowest threshold up.</param>
public sealed record ThresholdCurve(int ClassIndex, IReadOnlyList<ThresholdStep> Steps);

/// <param name="Threshold">Answered from this probability on.</param>
/// <param name="TruePositives">Pixels.</param>
public sealed record ThresholdStep(double Threshold, long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives);

/// <summary>Reliability diagram of one class: of what was answered with a confidence, how much was right.</summary>
/// <param name="ClassIndex">Class that was answered; 0 = background.</param>
/// <param name="Bins">Equal steps of confidence from 0 to 1.</param>
public sealed record ClassCalibration(int ClassIndex, IReadOnlyList<CalibrationBin> Bins);

/// <param name="Count">Pixels, or images where the task is one of tags.</param>
/// <param name="Confidence">Mean confidence, 0–1; 0 in an empty bin.</param>
/// <param name="Accuracy">Share that was right, 0–1; 0 in an empty bin.</param>
public sealed record CalibrationBin(long Count, double Confidence, double Accuracy);

/// <summary>Metric values of one image; null where the metric is undefined (class absent in truth and prediction).</summary>
public sealed record ImageResult(
    long ImageId,
    string Name,
    string PatientKey,
    IReadOnlyDictionary<string, double?> Values,
    IReadOnlyList<ClassOutline> Truth,
    IReadOnlyList<ClassOutline> Prediction)
{
    public IReadOnlyList<TagOutcome> Tags { get; init; } = [];

    /// <summary>Of outlines: each class that is labelled or answered; empty in results from before this was measured.</summary>
    public IReadOnlyList<AreaDisagreement> Areas { get; init; } = [];

    /// <summary>Of boxes: each labelled one, and each answered one that lies on none of them; empty as above.</summary>
    public IReadOnlyList<BoxJudgement> Boxes { get; init; } = [];

    /// <summary>Of boxes: every answer, the surest first; empty as above.</summary>
    public IReadOnlyList<FoundBoxResult> Found { get; init; } = [];

    /// <summary>Of boxes: how many of each class are labelled; classes without any are missing.</summary>
    public IReadOnlyDictionary<int, int> LabelledBoxes { get; init; } = new Dictionary<int, int>();
}

/// <param name="Confidence">0–1.</param>
/// <param name="Hits">Bit k: it hits a labelled box of its class with an IoU of at least 0.5 + 0.05 k, k from 0 to 9.</param>
public sealed record FoundBoxResult(int ClassIndex, double Confidence, int Hits)
{
    public bool IsHit(int step) => (Hits >> step & 1) == 1;
}

/// <summary>
/// How far label and answer differ about one class, as shares (0–1) of the network's input. A pixel in dispute counts with
/// its margin: the probability of the answered class minus that of the labelled one (Northcutt, Jiang and Chuang, "Confident
/// Learning", JAIR 70, 2021, call it normalized margin), so that what the model is unsure of hardly counts.
/// </summary>
/// <param name="Labelled">Labelled with the class; not weighted.</param>
/// <param name="Answered">Answered with the class; not weighted.</param>
/// <param name="Either">Labelled with the class, or answered, or both; not weighted.</param>
/// <param name="Missed">Labelled with the class and answered otherwise, weighted.</param>
/// <param name="Extra">Answered with the class and labelled otherwise, weighted.</param>
public sealed record AreaDisagreement(int ClassIndex, double Labelled, double Answered, double Either, double Missed, double Extra);

/// <param name="IsLabelled">False for an answer that no labelled box of its class has an IoU of 0.5 with.</param>
/// <param name="Confidence">
/// 0–1. Of an answer its own; of a labelled box that of the surest answer of its class with an IoU of at least 0.5, 0 where
/// there is none, and the IoU itself where the network always answers one box.
/// </param>
public sealed record BoxJudgement(BoxSpec Box, bool IsLabelled, double Confidence);

public sealed record PackageFile(string Name, long Bytes, BlobReference Blob);

/// <summary>A package passed the parity check. <c>MaxAbsDiff</c>: largest difference of probabilities, libtorch against ONNX Runtime.</summary>
public sealed record PackageWritten(IReadOnlyList<PackageFile> Files, double MaxAbsDiff, int ParityImages) : JobEvent;

/// <summary>Last event of a job. <c>Reason</c> is for people, <c>Detail</c> for the log behind a link.</summary>
public sealed record JobEnded(JobState State, string Reason, string? Detail) : JobEvent;
