using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>What an import writes to.</summary>
public sealed record ImportStores(
    DataFolder Folder,
    BlobStore Blobs,
    ProjectStore Projects,
    ClassStore Classes,
    PatientStore Patients,
    ImageStore Images,
    InstanceStore Instances,
    SeriesArranger Series,
    ChannelJoiner Channels,
    AnnotationStore Annotations,
    AlternateLabelStore AlternateLabels,
    BoxStore Boxes,
    TagStore Tags,
    ImportBatchStore Batches);
