using Studio.Features.Import.Expanding;
using Studio.Imaging.Annotations;

namespace Studio.Features.Import.Labels;

/// <summary>A file with boxes, areas or tags.</summary>
public sealed record LabelFile(ImportFile File, LabelFileKind Kind);
