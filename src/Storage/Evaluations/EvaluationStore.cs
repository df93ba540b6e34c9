using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What evaluations found: figures, each image, and numbers of all images by name (<see cref="EvaluationColumnStore"/>).</summary>
public sealed class EvaluationStore(Database database)
{
    const string Select =
        """
        SELECT evaluation.id, evaluation.run_id, evaluation.job_id, evaluation.version_id, version.number AS version_number,
               evaluation.split, evaluation.result_json, evaluation.left_out, evaluation.operating_point_id, evaluation.created_by, evaluation.created_at
        FROM evaluation JOIN dataset_version version ON version.id = evaluation.version_id
        """;

    /// <summary>Images of a job's evaluation, before its result. An image that is sent again replaces itself.</summary>
    public Task AddImagesAsync(Guid jobId, IReadOnlyList<ImageResult> images, CancellationToken cancellationToken = default)
    {
        var rows = images.Select(image => (image.ImageId, Json: StoredJson.Write(image))).ToList();
        return database.WriteAsync(
            "Images of an evaluation",
            session =>
            {
                using var insert = session.Prepare(
                    "INSERT OR REPLACE INTO evaluation_image (job_id, image_id, json) VALUES (@jobId, @imageId, @json)", "jobId", "imageId", "json");
                foreach (var (imageId, json) in rows)
                {
                    insert.Execute(jobId.ToString("D"), imageId, json);
                }
            },
            cancellationToken);
    }

    /// <summary>Images of a job that has ended without a result; nothing where it has one.</summary>
    public Task DropUnfinishedAsync(Guid jobId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "Images of an evaluation without a result",
        session => session.Execute(
            "DELETE FROM evaluation_image WHERE job_id = @jobId AND NOT EXISTS (SELECT 1 FROM evaluation WHERE job_id = @jobId)", new { jobId }),
        cancellationToken);

    /// <summary>One result per job; a resent one gives the row that is there.</summary>
    public async Task<Evaluation> AddAsync(
        long runId,
        Guid jobId,
        EvaluationResult result,
        long? createdBy,
        EvaluatedPart? part = null,
        CancellationToken cancellationToken = default)
    {
        if (result.PerImage.Count > 0)
        {
            await AddImagesAsync(jobId, result.PerImage, cancellationToken);
        }

        var stored = await database.WriteAsync("The evaluation", session => Add(session, runId, jobId, result, createdBy, part ?? new EvaluatedPart()), cancellationToken);
        await new EvaluationColumnStore(database).CompleteAsync(stored.Id, cancellationToken);
        return stored;
    }

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<Evaluation>> ListAsync(long runId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Evaluation>>(
            session => session.Query<Evaluation>($"{Select} WHERE run_id = @runId ORDER BY evaluation.id DESC", new { runId }), cancellationToken);

    /// <summary>The latest evaluation of each run of a project on each part of each version, without what it found; the newest first.</summary>
    /// <param name="ofOwnVersion">Only those on the version that the run was trained on.</param>
    public Task<IReadOnlyList<EvaluationEntry>> ListLatestAsync(
        long projectId, bool ofOwnVersion = false, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<EvaluationEntry>>(
            session => session.Query<EvaluationEntry>(
                """
                SELECT evaluation.id, evaluation.run_id, run.number AS run_number, evaluation.version_id, version.number AS version_number,
                       evaluation.split, evaluation.result_json ->> 'images' AS images, evaluation.result_json ->> 'patients' AS patients,
                       evaluation.left_out, evaluation.operating_point_id, evaluation.result_json ->> 'seconds' AS seconds, evaluation.created_at
                FROM evaluation JOIN run ON run.id = evaluation.run_id JOIN dataset_version version ON version.id = evaluation.version_id
                WHERE run.project_id = @projectId AND (NOT @ofOwnVersion OR evaluation.version_id = run.version_id) AND evaluation.id = (
                  SELECT max(later.id) FROM evaluation later
                  WHERE later.run_id = evaluation.run_id AND later.split = evaluation.split AND later.version_id = evaluation.version_id)
                ORDER BY evaluation.id DESC
                """,
                new { projectId, ofOwnVersion }),
            cancellationToken);

    public Task<Evaluation?> FindAsync(long evaluationId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<Evaluation>($"{Select} WHERE evaluation.id = @evaluationId", new { evaluationId }),
        cancellationToken);

    /// <summary>What an evaluation found of every image, in the order of image ids.</summary>
    public Task<IReadOnlyList<ImageResult>> ListImagesAsync(long evaluationId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ImageResult>>(session => ReadImages(session, evaluationId), cancellationToken);

    /// <summary>What an evaluation found of some images; images that it did not look at are missing.</summary>
    public Task<IReadOnlyList<ImageResult>> ListImagesAsync(
        long evaluationId, IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<ImageResult>>(
        session => session.Query<string>(
            """
            SELECT image.json FROM evaluation JOIN evaluation_image image ON image.job_id = evaluation.job_id
            WHERE evaluation.id = @evaluationId AND image.image_id IN @imageIds
            """,
            new { evaluationId, imageIds }).ConvertAll(StoredJson.Read<ImageResult>),
        cancellationToken);

    /// <summary>On the version that the run was trained on.</summary>
    public Task<Evaluation?> FindLatestAsync(long runId, Split split, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Find<Evaluation>(
                $"""
                {Select} JOIN run ON run.id = evaluation.run_id
                WHERE evaluation.run_id = @runId AND evaluation.split = @split AND evaluation.version_id = run.version_id ORDER BY evaluation.id DESC LIMIT 1
                """,
                new { runId, split = Words.Of(split) }),
            cancellationToken);

    internal static List<ImageResult> ReadImages(DatabaseSession session, long evaluationId) => session.Query<string>(
        """
        SELECT image.json FROM evaluation JOIN evaluation_image image ON image.job_id = evaluation.job_id
        WHERE evaluation.id = @evaluationId ORDER BY image.image_id
        """,
        new { evaluationId }).ConvertAll(StoredJson.Read<ImageResult>);

    static Evaluation Add(DatabaseSession session, long runId, Guid jobId, EvaluationResult result, long? createdBy, EvaluatedPart part)
    {
        session.Execute(
            """
            INSERT INTO evaluation (run_id, job_id, version_id, split, result_json, left_out, operating_point_id, created_by, created_at)
            VALUES (@runId, @jobId, coalesce(@VersionId, (SELECT version_id FROM run WHERE id = @runId)), @split, @json, @LeftOut,
                    @OperatingPointId, @createdBy, @Now) ON CONFLICT (job_id) DO NOTHING
            """,
            new
            {
                runId,
                jobId,
                part.VersionId,
                split = Words.Of(result.Split),
                json = StoredJson.Write<JobEvent>(result with { PerImage = [] }),
                part.LeftOut,
                part.OperatingPointId,
                createdBy,
                session.Now,
            });
        return session.Single<Evaluation>($"{Select} WHERE job_id = @jobId", new { jobId });
    }
}
