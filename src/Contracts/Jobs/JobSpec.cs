using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;

namespace Studio.Contracts.Jobs;

/// <summary>Where a blob is: content address and length in bytes.</summary>
public sealed record BlobReference(string Sha256, long Length);

/// <summary>One image of a dataset version as a job sees it. No patient name, only pseudonyms.</summary>
/// <param name="PatientKey">Groups images of one patient; unique to the image when the patient is unknown.</param>
/// <param name="Pixels">Raw interleaved little-endian samples, rows × columns × samplesPerPixel × bytesPerSample.</param>
/// <param name="Labelmap">gzip of rows × columns bytes, or null where the image has no label.</param>
public sealed record SampleSpec(
    long ImageId,
    string Name,
    string PatientKey,
    Split Split,
    int Rows,
    int Columns,
    int SamplesPerPixel,
    int BytesPerSample,
    int BitsStored,
    bool IsSigned,
    bool IsMonochrome1,
    double? SpacingRowMm,
    double? SpacingColumnMm,
    BlobReference Pixels,
    BlobReference? Labelmap)
{
    /// <summary>Boxes of the image in its own pixels; empty where it has none or the task needs none.</summary>
    public IReadOnlyList<BoxSpec> Boxes { get; init; } = [];

    /// <summary>Answers for the project's classes; a class that nobody answered is missing.</summary>
    public IReadOnlyList<TagSpec> Tags { get; init; } = [];

    /// <summary>The image's kind, for balancing; null where it is not known.</summary>
    public string? Category { get; init; }

    /// <summary>The image itself in its place among the slices beside it, or the channels of its case; empty: the image alone.</summary>
    public IReadOnlyList<PlaneSpec> Planes { get; init; } = [];

    /// <summary>Value = slope × stored + intercept (PS3.3 C.7.6.16.2.9), e.g. Hounsfield units.</summary>
    public double RescaleSlope { get; init; } = 1;
    public double RescaleIntercept { get; init; }
}

/// <summary>A box in pixels of the original image; (0, 0) is the outer corner of the first pixel.</summary>
public sealed record BoxSpec(int ClassIndex, double X, double Y, double Width, double Height);

/// <param name="Answer">Null: the reader was unsure.</param>
public sealed record TagSpec(int ClassIndex, bool? Answer);

/// <summary>One grey plane that the network sees beside others, of the size of its sample.</summary>
/// <param name="Channel">Name of the channel in its case; null for a slice.</param>
/// <param name="Offset">Slices from the judged one, negative before it; 0 for a channel.</param>
public sealed record PlaneSpec(
    string? Channel,
    int Offset,
    int BytesPerSample,
    int BitsStored,
    bool IsSigned,
    bool IsMonochrome1,
    double RescaleSlope,
    double RescaleIntercept,
    BlobReference Pixels);

/// <summary>Everything one job process needs, fetched once from <c>GET /api/worker/job</c>.</summary>
/// <param name="Checkpoint">Evaluate and export: the weights (safetensors) to use.</param>
/// <param name="EvaluationSplit">Evaluate: which split to look at.</param>
/// <param name="WorkFolder">Folder that survives a restart of the job; holds resume state and the event log.</param>
public sealed record JobSpec(
    Guid JobId,
    JobKind Kind,
    long RunId,
    int RunNumber,
    string ProjectName,
    Recipe Recipe,
    string Device,
    IReadOnlyList<ClassDefinition> Classes,
    IReadOnlyList<SampleSpec> Samples,
    string DatasetVersion,
    BlobReference? Checkpoint,
    Split EvaluationSplit,
    string WorkFolder)
{
    /// <summary>Train: weights (safetensors) to start from, see <see cref="TransferRecipe.From"/>; null: fresh ones.</summary>
    public BlobReference? StartWeights { get; init; }

    /// <summary>What the data audit knew when the run was asked for, e.g. "no open problem in the data"; null where there was no audit.</summary>
    public string? DataAudit { get; init; }

    /// <summary>Export: how often the project's test set was looked at before.</summary>
    public int TestSetLooks { get; init; }

    /// <summary>What was chosen on validation about the run's probabilities and thresholds; null: nothing was.</summary>
    public OperatingPoint? OperatingPoint { get; init; }

    /// <summary>Where they come from, for people: "run 12, epoch 34" or the file's name.</summary>
    public string? StartWeightsName { get; init; }
}
