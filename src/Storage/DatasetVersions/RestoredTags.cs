using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>Says again what a version's tags say, image by image, as answers of who puts it back.</summary>
static class RestoredTags
{
    /// <summary>An answer taken back for a patient may be missed by another image of the patient, which then says it for itself.</summary>
    const int Passes = 2;

    sealed record Standing
    {
        public int ClassIndex { get; init; }
        public required string Scope { get; init; }
    }

    /// <returns>Images whose answers were others.</returns>
    public static int Write(DatabaseSession session, DatasetVersion version, IReadOnlyList<LabelledImage> wanted, long userId)
    {
        var changed = new HashSet<long>();
        for (var pass = 0; pass < Passes; pass++)
        {
            var now = FrozenTags.Read(session, version.ProjectId);
            var excludes = session.Single<bool>("SELECT tags_exclude_each_other FROM project WHERE id = @ProjectId", new { version.ProjectId });
            foreach (var image in wanted)
            {
                var there = now.GetValueOrDefault(image.ImageId, []);
                if (there.SequenceEqual(image.Tags))
                {
                    continue;
                }

                changed.Add(image.ImageId);
                Say(session, new AnnotationDocument { ImageId = image.ImageId, AuthorId = userId }, image.Tags, there, excludes);
            }
        }

        return changed.Count;
    }

    /// <param name="excludes">Whether the answer to one class says something about the others, so that all are to be said.</param>
    static void Say(
        DatabaseSession session, AnnotationDocument author, IReadOnlyList<TagSpec> wanted, IReadOnlyList<TagSpec> there, bool excludes)
    {
        foreach (var tag in wanted.Where(tag => excludes || !there.Contains(tag)))
        {
            TagRows.Say(session, author, TagScope.Image, tag.ClassIndex, tag.Answer switch
            {
                true => TagAnswer.Present,
                false => TagAnswer.Absent,
                null => TagAnswer.Unsure,
            });
        }

        var kept = wanted.Select(tag => tag.ClassIndex).ToHashSet();
        var standing = session.Query<Standing>(
            $"""
            SELECT DISTINCT tag.class_index, {TagRows.ScopeOfTag} AS scope FROM tag {TagRows.JoinImages}
            WHERE image.id = @ImageId AND tag.answer <> 'none' AND {TagRows.IsLast("tag")}
            """,
            new { author.ImageId });
        foreach (var answer in standing.Where(answer => !kept.Contains(answer.ClassIndex)))
        {
            TagRows.Say(session, author, Words.Parse<TagScope>(answer.Scope), answer.ClassIndex, null);
        }
    }
}
