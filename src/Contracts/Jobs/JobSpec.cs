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
    BlobReference? Labelmap);

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
    string WorkFolder);
