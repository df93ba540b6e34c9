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
               version.training_patients, version.validation_patients, version.test_patients, version.reason,
               origin.number AS restored_from
        FROM dataset_version version LEFT JOIN dataset_version origin ON origin.id = version.restored_from
        """;

    /// <summary>Freezes the current labels of all labelled images; the last version when nothing has changed.</summary>
    /// <param name="splitSeed">Another seed draws the splits anew; the same seed keeps earlier patients where they are.</param>
    /// <exception cref="StorageException">No image of the project is labelled.</exception>
    public async Task<FrozenVersion> FreezeAsync(
        long projectId,
        int splitSeed,
        long? createdBy,
        CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.WriteAsync(
            "The dataset version",
            session => Freeze(session, projectId, splitSeed, createdBy),
            cancellationToken);
    }

    /// <summary>What <see cref="FreezeAsync"/> would freeze now, without freezing it. No labelled image is no error here.</summary>
    public async Task<DatasetPreview> PreviewAsync(long projectId, int splitSeed, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync(
            session =>
            {
                var plan = MakePlan(session, projectId, splitSeed);
                return DatasetPreviews.Describe(session, projectId, plan.Images, plan.Candidates, plan.Splits, plan.Torn, plan.Classes)
                    with { Hash = Hash(session, projectId, plan) };
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
        session =>
        {
            var (images, splits) = FrozenItems.Read(session, version.Id);
            return DatasetItems.Hash(images, splits, version.Classes);
        },
        cancellationToken);

    /// <summary>Some training images of a version, as <see cref="DrawExamplesAsync"/> draws them of the labels as they are now.</summary>
    public Task<IReadOnlyList<SampleSpec>> DrawFrozenExamplesAsync(
        long versionId, InputRecipe input, int count, int drawSeed, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FrozenPreviews.Draw(session, versionId, input, count, drawSeed), cancellationToken);

    /// <summary>The items as job processes see them, in the order of image ids.</summary>
    public Task<IReadOnlyList<SampleSpec>> ListSamplesAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SampleSpec>>(session => SampleRow.OfVersion(session, versionId), cancellationToken);

    /// <summary>The items as a run of a recipe sees them: with the slices beside them, or the channels of their case as one sample.</summary>
    public Task<IReadOnlyList<SampleSpec>> ListSamplesAsync(long versionId, InputRecipe input, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => SamplePlanes.Arrange(session, SampleRow.OfVersion(session, versionId), input), cancellationToken);

    /// <summary>
    /// Some training images with labels as <see cref="FreezeAsync"/> would freeze them now, as a run of a recipe would see
    /// them; those that show a class before others.
    /// </summary>
    /// <param name="drawSeed">The same number draws the same images.</param>
    public async Task<IReadOnlyList<SampleSpec>> DrawExamplesAsync(
        long projectId,
        int splitSeed,
        InputRecipe input,
        int count,
        int drawSeed,
        CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync(
            session =>
            {
                var plan = MakePlan(session, projectId, splitSeed);
                LabelledImage[] training = [.. plan.Images.Where(image => plan.Splits[image.ImageId] == Split.Training)];
                new Random(drawSeed).Shuffle(training);
                var chosen = training.OrderByDescending(image => image.ClassesFor(plan.Task).Count > 0).Take(count);
                return SamplePlanes.Arrange(session, SampleRow.OfImages(session, chosen, plan.Splits), input);
            },
            cancellationToken);
    }

    /// <summary>The items that a version frozen now would have, in the order of image ids.</summary>
    public async Task<IReadOnlyList<SampleSpec>> ListNextAsync(long projectId, int splitSeed, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync<IReadOnlyList<SampleSpec>>(
            session =>
            {
                var plan = MakePlan(session, projectId, splitSeed);
                return SampleRow.OfImages(session, plan.Images, plan.Splits);
            },
            cancellationToken);
    }

    /// <summary>Hash of the version that would be frozen now: whether the data are still those that somebody looked at.</summary>
    public async Task<string> HashNextAsync(long projectId, int splitSeed, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync(session => Hash(session, projectId, MakePlan(session, projectId, splitSeed)), cancellationToken);
    }

    /// <summary>How many images of each part of a version show each class; classes that nothing is known about are missing.</summary>
    public Task<IReadOnlyList<ClassCount>> CountClassesAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ClassCount>>(session => ClassCounts.OfVersion(session, versionId), cancellationToken);

    /// <summary>Whether a version's classes were counted when it was frozen; of older ones pixels are counted as the images hold them now.</summary>
    public Task<bool> HasClassCountsAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => VersionCounts.FindClasses(session, versionId) is not null, cancellationToken);

    internal static DatasetVersion? Find(DatabaseSession session, long? versionId) =>
        session.Find<DatasetVersion>($"{Select} WHERE version.id = @versionId", new { versionId });

    static FrozenVersion Freeze(DatabaseSession session, long projectId, int splitSeed, long? createdBy)
    {
        var (images, _, last, _, splits, torn, classCounts) = MakePlan(session, projectId, splitSeed);
        if (images.Count == 0)
        {
            throw new StorageException("No image of this project is labelled yet. Label and submit some images first.");
        }

        var classes = ClassStore.List(session, projectId);
        var hash = DatasetItems.Hash(images, splits, classes);
        if (last?.Hash == hash)
        {
            return new FrozenVersion(last, IsNew: false, torn);
        }

        var versionId = session.Single<long>(
            """
            INSERT INTO dataset_version (project_id, number, hash, split_seed, classes_json, created_by, created_at)
            VALUES (@projectId, @number, @hash, @splitSeed, @classesJson, @createdBy, @Now) RETURNING id
            """,
            new
            {
                projectId,
                number = (last?.Number ?? 0) + 1,
                hash,
                splitSeed,
                classesJson = StoredJson.Write(classes),
                createdBy,
                session.Now,
            });
        DatasetItems.Insert(session, versionId, images, splits);
        VersionCounts.Write(session, versionId, classCounts);
        return new FrozenVersion(Find(session, versionId)!, IsNew: true, torn);
    }

    sealed record Plan(
        List<LabelledImage> Images,
        ProjectTask Task,
        DatasetVersion? Last,
        List<SplitCandidate> Candidates,
        IReadOnlyDictionary<long, Split> Splits,
        List<string> Torn,
        IReadOnlyList<ClassCount> Classes);

    static Plan MakePlan(DatabaseSession session, long projectId, int splitSeed)
    {
        var images = DatasetItems.Labelled(session, projectId);
        var last = Find(session, LastVersionId(session, projectId));
        var earlier = last?.SplitSeed == splitSeed ? last.Id : (long?)null;
        var task = Words.Parse<ProjectTask>(session.Single<string>("SELECT task FROM project WHERE id = @projectId", new { projectId }));
        var candidates = DatasetItems.Candidates(session, images, task, earlier);
        var splits = images.Count == 0 ? new Dictionary<long, Split>() : PatientSplitter.Assign(candidates, splitSeed);
        return new Plan(images, task, last, candidates, splits, FindPatientsInSeveralSplits(candidates, splits), ClassCounts.Of(images, splits, task));
    }

    static string Hash(DatabaseSession session, long projectId, Plan plan) =>
        DatasetItems.Hash(plan.Images, plan.Splits, ClassStore.List(session, projectId));

    static long? LastVersionId(DatabaseSession session, long projectId) => session.Find<long?>(
        "SELECT id FROM dataset_version WHERE project_id = @projectId ORDER BY number DESC LIMIT 1",
        new { projectId });

    static List<string> FindPatientsInSeveralSplits(
        List<SplitCandidate> candidates,
        IReadOnlyDictionary<long, Split> splits) =>
        candidates.GroupBy(candidate => candidate.PatientKey, StringComparer.Ordinal)
            .Where(images => images.Select(image => splits[image.ImageId]).Distinct().Count() > 1)
            .Select(images => images.Key)
            .ToList();
}
