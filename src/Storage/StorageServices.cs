using Microsoft.Extensions.DependencyInjection;

namespace Studio.Storage;

public static class StorageServices
{
    /// <summary>Registers every store over one data folder. <see cref="Database.OpenAsync"/> must run before their first use.</summary>
    public static IServiceCollection AddStudioStorage(this IServiceCollection services, string dataFolder) => services
        .AddSingleton(new DataFolder(dataFolder))
        .AddSingleton(provider => new Database(
            provider.GetRequiredService<DataFolder>(),
            provider.GetService<TimeProvider>()))
        .AddSingleton<BlobStore>()
        .AddSingleton<ProjectStore>()
        .AddSingleton<ClassStore>()
        .AddSingleton<WindowPresetStore>()
        .AddSingleton<UserStore>()
        .AddSingleton<PatientStore>()
        .AddSingleton<ImageStore>()
        .AddSingleton<ImageExclusionStore>()
        .AddSingleton<InstanceStore>()
        .AddSingleton<SeriesArranger>()
        .AddSingleton<ChannelJoiner>()
        .AddSingleton<BurnedInStore>()
        .AddSingleton<ImageBrowser>()
        .AddSingleton<SeriesStore>()
        .AddSingleton<SeriesBesideStore>()
        .AddSingleton<BoxStore>()
        .AddSingleton<TagStore>()
        .AddSingleton<AnnotationStore>()
        .AddSingleton<ReaderStore>()
        .AddSingleton<SubmissionStore>()
        .AddSingleton<SeriesSubmission>()
        .AddSingleton<AssignmentStore>()
        .AddSingleton<DatasetVersionStore>()
        .AddSingleton<SplitPlanStore>()
        .AddSingleton<FingerprintStore>()
        .AddSingleton<FieldStore>()
        .AddSingleton<CollectionStore>()
        .AddSingleton<SavedFilterStore>()
        .AddSingleton<ImageEditStore>()
        .AddSingleton<MeasureStore>()
        .AddSingleton<DescriptorStore>()
        .AddSingleton<PlaceStore>()
        .AddSingleton<MeasuredFieldStore>()
        .AddSingleton<DicomFieldStore>()
        .AddSingleton<TableSubjectStore>()
        .AddSingleton<TableValueStore>()
        .AddSingleton<RunStore>()
        .AddSingleton<JobStore>()
        .AddSingleton<JobEventStore>()
        .AddSingleton<EvaluationStore>()
        .AddSingleton<ModelStore>()
        .AddSingleton<ImportBatchStore>()
        .AddSingleton<AuditLog>();
}
