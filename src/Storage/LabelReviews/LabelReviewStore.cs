using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What labels say now and said in a version, who they are from, and which were looked at and found right.</summary>
public sealed class LabelReviewStore(Database database, AnnotationStore annotations)
{
    const string CameWithImages = "Came with the images";

    sealed record FrozenLabel
    {
        public long ImageId { get; init; }
        public string? LabelmapSha256 { get; init; }
        public required string BoxesJson { get; init; }
        public required string TagsJson { get; init; }
    }

    /// <summary>The key of each label that a version frozen now would hold, by image; see <see cref="LabelReview.LabelKey"/>.</summary>
    public async Task<IReadOnlyDictionary<long, string>> ListCurrentKeysAsync(long projectId, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync<IReadOnlyDictionary<long, string>>(
            session => LabelledImages.Read(session, projectId).ToDictionary(
                image => image.ImageId, image => LabelKey.Of(image.LabelmapSha256, image.Boxes, image.Tags)),
            cancellationToken);
    }

    /// <summary>The same of the labels that a version holds.</summary>
    public Task<IReadOnlyDictionary<long, string>> ListKeysAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<long, string>>(session => ReadKeys(session, versionId), cancellationToken);

    internal static Dictionary<long, string> ReadKeys(DatabaseSession session, long versionId) => session.Query<FrozenLabel>(
        "SELECT image_id, labelmap_sha256, boxes_json, tags_json FROM dataset_item WHERE version_id = @versionId",
        new { versionId }).ToDictionary(
        item => item.ImageId,
        item => LabelKey.Of(
            item.LabelmapSha256,
            StoredJson.Read<IReadOnlyList<BoxSpec>>(item.BoxesJson),
            StoredJson.Read<IReadOnlyList<TagSpec>>(item.TagsJson)));

    /// <summary>Who the current labels of a project are from: of answers one row for each class, the nearest answer's.</summary>
    public Task<IReadOnlyList<LabelAuthor>> ListAuthorsAsync(
        long projectId, ProjectTask task, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<LabelAuthor>>(
        session => session.Query<LabelAuthor>(
            task == ProjectTask.Classification
                ? $"""
                  SELECT image_id, class_index, user_id, name, is_present FROM (
                    SELECT image.id AS image_id, tag.class_index, coalesce(user.id, 0) AS user_id, coalesce(user.name, '{CameWithImages}') AS name,
                           tag.answer = 'present' AS is_present,
                           row_number() OVER (PARTITION BY image.id, tag.class_index
                             ORDER BY tag.image_id IS NULL, tag.series_id IS NULL, tag.id DESC) AS place
                    FROM tag {TagRows.JoinImages} LEFT JOIN user ON user.id = tag.author_id
                    WHERE tag.project_id = @projectId AND tag.answer <> 'none' AND {TagRows.IsLast("tag")})
                  WHERE place = 1
                  """
                : $"""
                  SELECT image.id AS image_id, 0 AS class_index, coalesce(user.id, 0) AS user_id, coalesce(user.name, '{CameWithImages}') AS name
                  FROM image JOIN annotation ON annotation.id = {CurrentLabel.AnnotationIdOfImage} LEFT JOIN user ON user.id = annotation.author_id
                  WHERE image.project_id = @projectId
                  """,
            new { projectId }),
        cancellationToken);

    /// <summary>Says that the label which an image has now is right; said again, it is about the label as it is then.</summary>
    /// <exception cref="StorageException">The image is labelled otherwise by now, or not at all; nothing is stored.</exception>
    public async Task ConfirmAsync(long projectId, long imageId, string labelKey, long? userId, CancellationToken cancellationToken = default)
    {
        var keys = await ListCurrentKeysAsync(projectId, cancellationToken);
        if (keys.GetValueOrDefault(imageId) != labelKey)
        {
            throw new StorageException("This label was changed in the meantime. Look at it again.");
        }

        await database.WriteAsync(
            "That the label is right",
            session =>
            {
                Remove(session, imageId);
                session.Execute(
                    "INSERT INTO label_review (image_id, label_key, user_id, created_at) VALUES (@imageId, @labelKey, @userId, @Now)",
                    new { imageId, labelKey, userId, session.Now });
            },
            cancellationToken);
    }

    /// <summary>Takes back that an image's label is right.</summary>
    public Task TakeBackAsync(long imageId, CancellationToken cancellationToken = default) =>
        database.WriteAsync("That the label is to be looked at again", session => Remove(session, imageId), cancellationToken);

    /// <summary>What holds now, of all images of a project.</summary>
    public Task<IReadOnlyList<LabelReview>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<LabelReview>>(
            session => session.Query<LabelReview>(
                """
                SELECT review.image_id, review.label_key, coalesce(user.name, 'the command line') AS user_name, review.created_at
                FROM label_review review JOIN image ON image.id = review.image_id LEFT JOIN user ON user.id = review.user_id
                WHERE image.project_id = @projectId AND review.removed_at IS NULL
                """,
                new { projectId }),
            cancellationToken);

    static void Remove(DatabaseSession session, long imageId) => session.Execute(
        "UPDATE label_review SET removed_at = @Now WHERE image_id = @imageId AND removed_at IS NULL", new { imageId, session.Now });
}
