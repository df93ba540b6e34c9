using System.Security.Cryptography;
using Studio.Contracts.Projects;

namespace Studio.Storage;

public sealed class ProjectStore(Database database)
{
    const string Columns =
        """
        project.id, project.slug, project.name, project.description, project.task, project.is_sample,
        project.tags_exclude_each_other, project.classes_overlap, project.created_at
        """;

    sealed record ProjectCounts
    {
        public long ProjectId { get; init; }
        public int Images { get; init; }
        public int Patients { get; init; }
        public int Labelled { get; init; }
        public int Accepted { get; init; }
        public Guid? RunningJob { get; init; }
    }

    /// <summary>The slug is made from the name; a number is added where it is taken.</summary>
    public Task<Project> CreateAsync(
        string name,
        string description,
        ProjectTask task,
        bool isSample = false,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        $"The project {name}",
        session =>
        {
            var taken = session.Query<string>("SELECT slug FROM project").ToHashSet(StringComparer.Ordinal);
            var slug = ProjectSlug.MakeUnique(ProjectSlug.From(name), taken);
            return session.Single<Project>(
                $"""
                INSERT INTO project (slug, name, description, task, is_sample, created_at)
                VALUES (@slug, @name, @description, @task, @isSample, @Now) RETURNING {Columns}
                """,
                new { slug, name, description, task = Words.Of(task), isSample, session.Now });
        },
        cancellationToken);

    /// <summary>Projects that are not archived, newest first.</summary>
    public Task<IReadOnlyList<ProjectSummary>> ListAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ProjectSummary>>(
            session => Summarize(session, "project.archived_at IS NULL", new { }),
            cancellationToken);

    public Task<ProjectSummary?> FindSummaryAsync(string slug, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => Summarize(session, "project.slug = @slug", new { slug }).SingleOrDefault(), cancellationToken);

    public Task<Project?> FindAsync(string slug, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<Project>($"SELECT {Columns} FROM project WHERE slug = @slug", new { slug }),
        cancellationToken);

    public Task<Project?> FindAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<Project>($"SELECT {Columns} FROM project WHERE id = @projectId", new { projectId }),
        cancellationToken);

    /// <summary>The slug stays, so that links go on working.</summary>
    public Task DescribeAsync(long projectId, string name, string description, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            $"The project {name}",
            session => session.Execute(
                "UPDATE project SET name = @name, description = @description WHERE id = @projectId",
                new { projectId, name, description }),
            cancellationToken);

    /// <summary>How the project is labelled from now on.</summary>
    /// <param name="tagsExcludeEachOther">One tag at most for an image, a series or a patient.</param>
    /// <param name="classesOverlap">A pixel may belong to several classes.</param>
    /// <exception cref="StorageException">Classes overlap somewhere, so that this cannot be forbidden any more.</exception>
    public Task SetLabellingAsync(
        long projectId,
        bool tagsExcludeEachOther,
        bool classesOverlap,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The project's labelling settings",
        session =>
        {
            var overlapping = session.Single<int>(
                """
                SELECT count(*) FROM annotation JOIN image ON image.id = annotation.image_id WHERE image.project_id = @projectId
                AND EXISTS (SELECT 1 FROM annotation_operation WHERE annotation_id = annotation.id AND kind = 'layers')
                """,
                new { projectId });
            if (!classesOverlap && overlapping > 0)
            {
                throw new StorageException(
                    $"{overlapping} labels were drawn with overlapping classes. Switching that off would lose what overlaps, so it stays on.");
            }

            session.Execute(
                "UPDATE project SET tags_exclude_each_other = @tagsExcludeEachOther, classes_overlap = @classesOverlap WHERE id = @projectId",
                new { projectId, tagsExcludeEachOther, classesOverlap });
        },
        cancellationToken);

    public Task ArchiveAsync(long projectId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The archiving of the project",
        session => session.Execute("UPDATE project SET archived_at = @Now WHERE id = @projectId", new { projectId, session.Now }),
        cancellationToken);

    /// <summary>Takes an archiving back.</summary>
    public Task RestoreAsync(long projectId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The project",
        session => session.Execute("UPDATE project SET archived_at = NULL WHERE id = @projectId", new { projectId }),
        cancellationToken);

    sealed record PrivacyRow
    {
        public bool Deidentifies { get; init; }
        public bool KeepsOriginals { get; init; }
        public bool KeepsCharacteristics { get; init; }
    }

    public Task<ProjectPrivacy> GetPrivacyAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            var row = session.Single<PrivacyRow>("SELECT deidentifies, keeps_originals, keeps_characteristics FROM project WHERE id = @projectId", new { projectId });
            return new ProjectPrivacy(row.Deidentifies, row.KeepsOriginals, row.KeepsCharacteristics);
        },
        cancellationToken);

    /// <summary>For files that are imported from now on; what is stored stays as it is.</summary>
    public Task SetPrivacyAsync(long projectId, ProjectPrivacy privacy, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The project's privacy settings",
        session => session.Execute(
            """
            UPDATE project SET deidentifies = @Deidentifies, keeps_originals = @KeepsOriginals,
                               keeps_characteristics = @KeepsCharacteristics WHERE id = @projectId
            """,
            new { privacy.Deidentifies, privacy.KeepsOriginals, privacy.KeepsCharacteristics, projectId }),
        cancellationToken);

    /// <summary>The secret from which pseudonyms, UIDs and date shifts of the project are made; it never changes.</summary>
    /// <returns>32 random bytes.</returns>
    public Task<byte[]> GetPseudonymKeyAsync(long projectId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The project's key for pseudonyms",
        session => session.Single<byte[]>(
            "UPDATE project SET pseudonym_key = coalesce(pseudonym_key, @fresh) WHERE id = @projectId RETURNING pseudonym_key",
            new { projectId, fresh = RandomNumberGenerator.GetBytes(32) }),
        cancellationToken);

    static List<ProjectSummary> Summarize(DatabaseSession session, string condition, object arguments)
    {
        var projects = session.Query<Project>(
            $"SELECT {Columns} FROM project WHERE {condition} ORDER BY created_at DESC, id DESC",
            arguments);
        var counts = session.Query<ProjectCounts>(
            $"""
            SELECT project.id AS project_id,
                   (SELECT count(*) FROM image WHERE image.project_id = project.id) AS images,
                   (SELECT count(DISTINCT image.patient_id) FROM image WHERE image.project_id = project.id) AS patients,
                   (SELECT count(*) FROM image WHERE image.project_id = project.id AND {CurrentLabel.ImageIsLabelled}) AS labelled,
                   (SELECT count(*) FROM image WHERE image.project_id = project.id AND image.state = 'accepted') AS accepted,
                   (SELECT job.id FROM job JOIN run ON run.id = job.run_id
                    WHERE run.project_id = project.id AND job.state = 'running' ORDER BY job.started_at LIMIT 1) AS running_job
            FROM project WHERE {condition}
            """,
            arguments).ToDictionary(count => count.ProjectId);
        return projects.ConvertAll(project =>
        {
            var count = counts[project.Id];
            return new ProjectSummary(project, count.Images, count.Patients, count.Labelled, count.Accepted, count.RunningJob);
        });
    }
}
