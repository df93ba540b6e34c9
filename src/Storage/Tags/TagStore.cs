using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>Tags of images, series and patients. Nothing is deleted: a tag that no longer counts is marked.</summary>
public sealed class TagStore(Database database)
{
    /// <summary>What is said to be there in an image, by tags of the image, its series and its patient.</summary>
    public async Task<IReadOnlyList<ImageTag>> ListForImageAsync(long imageId, CancellationToken cancellationToken = default) =>
        [.. (await ListForImagesAsync([imageId], cancellationToken))[imageId]];

    /// <summary>The same for several images, by image.</summary>
    public Task<ILookup<long, ImageTag>> ListForImagesAsync(IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Query<ImageTag>(
                $"""
                SELECT DISTINCT image.id AS image_id, tag.class_index, {TagRows.ScopeOfTag} AS scope_word FROM tag {TagRows.JoinImages}
                WHERE image.id IN @imageIds AND tag.answer = 'present' AND {TagRows.IsLast("tag")}
                ORDER BY image.id, tag.class_index, tag.image_id IS NULL, tag.series_id IS NULL
                """,
                new { imageIds }).ToLookup(tag => tag.ImageId),
            cancellationToken);

    /// <summary>The series of a project by their UID.</summary>
    public Task<IReadOnlyList<TagSubject>> ListSeriesAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<TagSubject>>(
            session => session.Query<TagSubject>("SELECT id, uid AS key FROM series WHERE project_id = @projectId", new { projectId }),
            cancellationToken);

    /// <summary>
    /// Stores tags that came with the images. The same tag again changes nothing, the opposite one replaces it. In a
    /// classification project the images that a tag speaks about then count as labelled.
    /// </summary>
    /// <param name="state">What an image becomes if nobody has worked on it.</param>
    /// <exception cref="StorageException">A subject or a class is not in the project; nothing is stored.</exception>
    public Task ImportAsync(
        long projectId,
        IReadOnlyCollection<NewTag> tags,
        ImageState state,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The tags of the images",
        session => Import(session, projectId, tags, state),
        cancellationToken);

    internal static void Import(DatabaseSession session, long projectId, IReadOnlyCollection<NewTag> tags, ImageState state)
    {
        var classes = ClassStore.List(session, projectId).Select(item => item.Index).ToHashSet();
        foreach (var tag in tags)
        {
            if (!classes.Contains(tag.ClassIndex))
            {
                throw new StorageException($"A tag has the class {tag.ClassIndex}, which the project does not have.");
            }

            Import(session, projectId, tag);
        }

        foreach (var (scope, id) in tags.Select(tag => (tag.Scope, tag.SubjectId)).Distinct())
        {
            Accept(session, projectId, scope, id, state);
        }
    }

    static void Import(DatabaseSession session, long projectId, NewTag tag)
    {
        var column = ColumnOf(tag.Scope);
        var arguments = new { projectId, tag.SubjectId, tag.ClassIndex, answer = Words.Of(tag.IsPresent ? TagAnswer.Present : TagAnswer.Absent), session.Now };
        var isKnown = session.Single<bool>(
            $"SELECT EXISTS (SELECT 1 FROM {Words.Of(tag.Scope)} WHERE id = @SubjectId AND project_id = @projectId)",
            arguments);
        if (!isKnown)
        {
            throw new StorageException($"A tag speaks about a {Words.Of(tag.Scope)} that is not in the project.");
        }

        session.Execute(
            $"""
            UPDATE tag SET removed_at = @Now WHERE {column} = @SubjectId AND class_index = @ClassIndex
              AND author_id IS NULL AND removed_at IS NULL AND answer <> @answer
            """,
            arguments);
        session.Execute(
            $"""
            INSERT INTO tag (project_id, {column}, class_index, answer, created_at)
            SELECT @projectId, @SubjectId, @ClassIndex, @answer, @Now
            WHERE NOT EXISTS (SELECT 1 FROM tag WHERE {column} = @SubjectId AND class_index = @ClassIndex
                              AND author_id IS NULL AND removed_at IS NULL)
            """,
            arguments);
    }

    static void Accept(DatabaseSession session, long projectId, TagScope scope, long subjectId, ImageState state) => session.Execute(
        $"""
        UPDATE image SET state = @state
        WHERE {(scope == TagScope.Image ? "id" : ColumnOf(scope))} = @subjectId AND state = 'not-started'
          AND EXISTS (SELECT 1 FROM project WHERE project.id = @projectId AND project.task = 'classification')
        """,
        new { projectId, subjectId, state = Words.Of(state) });

    static string ColumnOf(TagScope scope) => scope switch
    {
        TagScope.Image => "image_id",
        TagScope.Series => "series_id",
        _ => "patient_id",
    };
}
