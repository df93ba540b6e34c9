using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;

namespace Studio.Storage;

public sealed class DatasetVersionStore(Database database, AnnotationStore annotations)
{
    const string Select =
        """
        SELECT version.id, version.project_id, version.number, version.hash, version.split_seed, version.classes_json,
               version.created_by, version.created_at, version.training_images, version.validation_images, version.test_images,
               version.training_patients, version.validation_patients, version.test_patients, version.reason, version.split_plan_json,
               origin.number AS restored_from
        FROM dataset_version version LEFT JOIN dataset_version origin ON origin.id = version.restored_from
        """;

    /// <summary>Freezes the current labels of all labelled images; the last version when nothing has changed.</summary>
    /// <remarks>As long as the project's plan stays the same, earlier patients stay where they are.</remarks>
    /// <exception cref="StorageException">No image of the project is labelled, or images and plan contradict each other.</exception>
    public async Task<FrozenVersion> FreezeAsync(
        long projectId,
        long? createdBy,
        CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.WriteAsync(
            "The dataset version",
            session => Freeze(session, projectId, createdBy),
            cancellationToken);
    }

    /// <summary>What <see cref="FreezeAsync"/> would freeze now, without freezing it. No labelled image is no error here.</summary>
    public async Task<DatasetPreview> PreviewAsync(long projectId, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync(
            session => Describe(session, projectId, MakePlan(session, projectId).Planned),
            cancellationToken);
    }

    /// <summary>The items of <see cref="ListNextAsync"/> with what <see cref="PreviewAsync"/> says of them, both of the same moment.</summary>
    public async Task<(IReadOnlyList<SampleSpec> Samples, DatasetPreview Preview)> ReadNextAsync(long projectId, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync<(IReadOnlyList<SampleSpec>, DatasetPreview)>(
            session =>
            {
                var planned = MakePlan(session, projectId).Planned;
                return (SampleRow.OfImages(session, projectId, planned), Describe(session, projectId, planned));
            },
            cancellationToken);
    }

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<DatasetVersion>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<DatasetVersion>>(
            session => session.Query<DatasetVersion>(
                $"{Select} WHERE version.project_id = @projectId ORDER BY version.number DESC",
                new { projectId }),
            cancellationToken);

    public Task<DatasetVersion?> FindAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => Find(session, versionId), cancellationToken);

    public Task<DatasetVersion?> FindByNumberAsync(long projectId, int number, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Find<DatasetVersion>(
                $"{Select} WHERE version.project_id = @projectId AND version.number = @number", new { projectId, number }),
            cancellationToken);

    /// <summary>What a version holds, as <see cref="PreviewAsync"/> says it of one that is not frozen yet.</summary>
    public Task<DatasetPreview> DescribeAsync(DatasetVersion version, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FrozenPreviews.Describe(session, version), cancellationToken);

    /// <summary>The hash that a version's list has now; another one than it was frozen with means that the list was changed.</summary>
    /// <remarks>Of versions from before pixels were noted, blacked-out pictures change it too.</remarks>
    public Task<string> HashAgainAsync(DatasetVersion version, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => FrozenItems.Read(session, version.Id).Hash(version.Classes), cancellationToken);

    /// <summary>Some training images of a version, as <see cref="DrawExamplesAsync"/> draws them of the labels as they are now.</summary>
    public Task<IReadOnlyList<SampleSpec>> DrawFrozenExamplesAsync(
        long versionId, InputRecipe input, int count, int drawSeed, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FrozenPreviews.Draw(session, versionId, input, count, drawSeed), cancellationToken);

    /// <summary>The items as job processes see them, in the order of image ids.</summary>
    public Task<IReadOnlyList<SampleSpec>> ListSamplesAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SampleSpec>>(session => SampleRow.OfVersion(session, versionId), cancellationToken);

    /// <summary>The items as a run of a recipe sees them: with the slices beside them, or the channels of their case as one sample.</summary>
    /// <param name="fold">The fold that the run is judged on; the others are its training. Null: as the version has it.</param>
    public Task<IReadOnlyList<SampleSpec>> ListSamplesAsync(
        long versionId, InputRecipe input, int? fold, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => SamplePlanes.Arrange(session, SampleRow.OfVersion(session, versionId, fold), input),
        cancellationToken);

    /// <summary>
    /// Some training images with labels as <see cref="FreezeAsync"/> would freeze them now, as a run of a recipe would see
    /// them; those that show a class before others.
    /// </summary>
    /// <param name="drawSeed">The same number draws the same images.</param>
    public async Task<IReadOnlyList<SampleSpec>> DrawExamplesAsync(
        long projectId,
        InputRecipe input,
        int count,
        int drawSeed,
        CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync(
            session =>
            {
                var planned = MakePlan(session, projectId).Planned;
                var data = planned.Data;
                var training = Enumerable.Range(0, data.Count).Where(place => planned.Parts[place] == Split.Training).ToArray();
                new Random(drawSeed).Shuffle(training);
                var chosen = training.OrderByDescending(place => data.AllFacts[data.Facts[place]].Labels.Any(label => data.Labels[label].IsClass)).Take(count);
                return SamplePlanes.Arrange(session, SampleRow.OfImages(session, projectId, planned, [.. chosen]), input);
            },
            cancellationToken);
    }

    /// <summary>The items that a version frozen now would have, in the order of image ids.</summary>
    public async Task<IReadOnlyList<SampleSpec>> ListNextAsync(long projectId, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync<IReadOnlyList<SampleSpec>>(
            session => SampleRow.OfImages(session, projectId, MakePlan(session, projectId).Planned),
            cancellationToken);
    }

    /// <summary>Hash of the version that would be frozen now: whether the data are still those that somebody looked at.</summary>
    public async Task<string> HashNextAsync(long projectId, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync(session => Hash(session, projectId, MakePlan(session, projectId).Planned), cancellationToken);
    }

    /// <summary>How many images, and of how many patients, a run on a fold of a version learns from; without folds the version's training.</summary>
    public Task<(int Images, int Patients)> CountTrainingAsync(DatasetVersion version, int? fold, CancellationToken cancellationToken = default) => fold is null
        ? Task.FromResult((version.TrainingImages, version.TrainingPatients))
        : database.ReadAsync(
            session => session.Single<(int, int)>(
                """
                SELECT count(*), count(DISTINCT patient_key) FROM dataset_item
                WHERE version_id = @Id AND CASE WHEN fold IS NULL THEN split = 'training' ELSE fold <> @fold END
                """,
                new { version.Id, fold }),
            cancellationToken);

    /// <summary>How many images of each part of a version show each class; classes that nothing is known about are missing.</summary>
    public Task<IReadOnlyList<ClassCount>> CountClassesAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ClassCount>>(session => ClassCounts.OfVersion(session, versionId), cancellationToken);

    /// <summary>Whether a version's classes were counted when it was frozen; of older ones pixels are counted as the images hold them now.</summary>
    public Task<bool> HasClassCountsAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => VersionCounts.FindClasses(session, versionId) is not null, cancellationToken);

    internal static DatasetVersion? Find(DatabaseSession session, long? versionId) =>
        session.Find<DatasetVersion>($"{Select} WHERE version.id = @versionId", new { versionId });

    static FrozenVersion Freeze(DatabaseSession session, long projectId, long? createdBy)
    {
        var (planned, stored, last) = MakePlan(session, projectId);
        if (planned.Data.Count == 0)
        {
            throw new StorageException("No image of this project is labelled yet. Label and submit some images first.");
        }

        planned.RequireSound();
        var classes = ClassStore.List(session, projectId);
        var hash = DatasetItems.Hash(session, projectId, planned, classes);
        var isReplanned = last is not null && last.Plan != planned.Plan;
        if (last?.Hash == hash && !isReplanned)
        {
            return new FrozenVersion(Find(session, last.Id)!, IsNew: false, planned.Torn);
        }

        var versionId = session.Single<long>(
            """
            INSERT INTO dataset_version (project_id, number, hash, split_seed, split_plan_json, reason, classes_json, created_by, created_at)
            VALUES (@projectId, @number, @hash, @Seed, @planJson, @reason, @classesJson, @createdBy, @Now) RETURNING id
            """,
            new
            {
                projectId,
                number = (last?.Number ?? 0) + 1,
                hash,
                planned.Plan.Seed,
                planJson = StoredJson.Write(planned.Plan),
                reason = isReplanned ? stored.Reason : "",
                classesJson = StoredJson.Write(classes),
                createdBy,
                session.Now,
            });
        DatasetItems.Insert(session, projectId, versionId, planned);
        VersionCounts.Write(session, versionId, ClassCounts.Of(planned));
        return new FrozenVersion(Find(session, versionId)!, IsNew: true, planned.Torn);
    }

    static (PlannedSplit Planned, StoredSplitPlan Stored, LastVersion? Last) MakePlan(DatabaseSession session, long projectId)
    {
        var (stored, last) = (SplitPlanStore.Find(session, projectId), LastVersion.Find(session, projectId));
        return (PlannedSplit.Make(session, projectId, stored.Plan, last?.Plan == stored.Plan ? last.Id : null), stored, last);
    }

    static DatasetPreview Describe(DatabaseSession session, long projectId, PlannedSplit planned) =>
        DatasetPreviews.Describe(session, projectId, planned) with { Hash = Hash(session, projectId, planned) };

    static string Hash(DatabaseSession session, long projectId, PlannedSplit planned) =>
        DatasetItems.Hash(session, projectId, planned, ClassStore.List(session, projectId));
}
