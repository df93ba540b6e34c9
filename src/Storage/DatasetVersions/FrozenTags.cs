using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>
/// What the tags of an image, its series and its patient say together. Of one class the answer about the image itself
/// counts before that about its series, and that before the patient's. Where tags exclude each other, a class that is
/// there says of every other that it is not.
/// </summary>
static class FrozenTags
{
    sealed record Answer
    {
        public long ImageId { get; init; }
        public long TagId { get; init; }
        public int ClassIndex { get; init; }

        /// <summary>0 for the image, 1 for its series, 2 for its patient.</summary>
        public int Distance { get; init; }
        public required string Word { get; init; }

        public TagSpec ToSpec() => new(ClassIndex, Words.Parse<TagAnswer>(Word) switch
        {
            TagAnswer.Present => true,
            TagAnswer.Absent => false,
            _ => null,
        });
    }

    /// <summary>The answers by image, in the order of the classes; images without an answer are missing.</summary>
    public static IReadOnlyDictionary<long, IReadOnlyList<TagSpec>> Read(DatabaseSession session, long projectId)
    {
        var excludeEachOther = session.Single<bool>("SELECT tags_exclude_each_other FROM project WHERE id = @projectId", new { projectId });
        var classes = ClassStore.List(session, projectId).Select(item => item.Index).Order().ToList();
        var answers = session.Query<Answer>(
            $"""
            SELECT image.id AS image_id, tag.id AS tag_id, tag.class_index, tag.answer AS word,
                   CASE WHEN tag.image_id IS NOT NULL THEN 0 WHEN tag.series_id IS NOT NULL THEN 1 ELSE 2 END AS distance
            FROM tag {TagRows.JoinImages}
            WHERE tag.project_id = @projectId AND tag.answer <> 'none' AND {TagRows.IsLast("tag")}
            """,
            new { projectId });
        return answers.GroupBy(answer => answer.ImageId).ToDictionary(
            image => image.Key,
            image => excludeEachOther ? PickOne(image, classes) : PickNearest(image));
    }

    static IReadOnlyList<TagSpec> PickNearest(IEnumerable<Answer> answers) =>
    [
        .. answers.GroupBy(answer => answer.ClassIndex)
            .Select(said => said.MinBy(answer => answer.Distance)!)
            .OrderBy(answer => answer.ClassIndex)
            .Select(answer => answer.ToSpec()),
    ];

    static IReadOnlyList<TagSpec> PickOne(IEnumerable<Answer> answers, List<int> classes)
    {
        var nearest = PickNearest(answers);
        var there = nearest.Where(tag => tag.Answer == true).Select(tag => tag.ClassIndex).ToHashSet();
        if (there.Count == 0)
        {
            return nearest;
        }

        var chosen = answers.Where(answer => there.Contains(answer.ClassIndex) && answer.ToSpec().Answer == true)
            .OrderBy(answer => answer.Distance).ThenByDescending(answer => answer.TagId).First().ClassIndex;
        return [.. classes.Select(index => new TagSpec(index, index == chosen))];
    }
}
