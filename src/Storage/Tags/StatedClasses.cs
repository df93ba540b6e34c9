using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>The classes that a file of a classification set says an image shows.</summary>
/// <param name="Numbers">As the file counts them, from 0.</param>
sealed record StatedClasses(long ImageId, IReadOnlyList<int> Numbers)
{
    /// <summary>
    /// Stores them as tags of classes 1, 2, …, which are added where the project lacks them. Where the file names exactly one
    /// class of each image, the classes exclude each other, and so do the tags of a project that has none yet. Otherwise a
    /// class that is not named is not there.
    /// </summary>
    public static void Store(DatabaseSession session, long projectId, IReadOnlyList<StatedClasses> stated)
    {
        var count = stated.SelectMany(image => image.Numbers).Select(number => number + 1).DefaultIfEmpty(0).Max();
        if (count == 0)
        {
            return;
        }

        ClassStore.Ensure(session, projectId, count);
        var excludeEachOther = stated.All(image => image.Numbers.Count == 1);
        if (excludeEachOther)
        {
            session.Execute(
                """
                UPDATE project SET tags_exclude_each_other = 1
                WHERE id = @projectId AND NOT EXISTS (SELECT 1 FROM tag WHERE project_id = @projectId)
                """,
                new { projectId });
        }

        TagStore.Import(session, projectId, [.. stated.SelectMany(image => image.ToTags(excludeEachOther ? 0 : count))], ImageState.Accepted);
    }

    /// <param name="answered">Classes of which a missing one is an answer, too.</param>
    IEnumerable<NewTag> ToTags(int answered) =>
    [
        .. Numbers.Select(number => new NewTag(TagScope.Image, ImageId, number + 1)),
        .. Enumerable.Range(0, answered).Except(Numbers).Select(number => new NewTag(TagScope.Image, ImageId, number + 1, IsPresent: false)),
    ];
}
