using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>How often one part of the data shows a class.</summary>
public sealed record ClassCount
{
    public Split Split { get; init; }
    public int ClassIndex { get; init; }

    /// <summary>Images that show it.</summary>
    public int Present { get; init; }

    /// <summary>Images of which it is known that they do not; of tags those with the answer no.</summary>
    public int Absent { get; init; }

    // The column's text is not the property's own form.
    internal string SplitWord
    {
        init => Split = Words.Parse<Split>(value);
    }

    /// <summary>A count by hand, e.g. of what would be frozen.</summary>
    public static ClassCount Of(Split split, int classIndex, int present, int absent) =>
        new() { Split = split, ClassIndex = classIndex, Present = present, Absent = absent };
}

/// <summary>Counting classes in plans and in frozen versions.</summary>
static class ClassCounts
{
    /// <summary>Of the images that would be frozen; classes that nothing is known about are missing.</summary>
    public static IReadOnlyList<ClassCount> Of(PlannedSplit planned)
    {
        var data = planned.Data;
        var ofFacts = new Dictionary<(int Facts, Split Split), int>();
        for (var image = 0; image < data.Count; image++)
        {
            var key = (data.Facts[image], planned.Parts[image]);
            ofFacts[key] = ofFacts.GetValueOrDefault(key) + 1;
        }

        var (present, absent) = (new Dictionary<(Split, int), int>(), new Dictionary<(Split, int), int>());
        foreach (var ((facts, split), images) in ofFacts)
        {
            Add(present, data.AllFacts[facts].Labels);
            Add(absent, data.AllFacts[facts].Absent);

            void Add(Dictionary<(Split, int), int> counts, int[] labels)
            {
                foreach (var index in labels.Select(label => data.Labels[label].ClassIndex).Where(index => index > 0))
                    counts[(split, index)] = counts.GetValueOrDefault((split, index)) + images;
            }
        }

        if (data.Task != ProjectTask.Classification)
        {
            absent = Rest(present, planned.Parts.CountBy(split => split).ToDictionary());
        }

        return [.. present.Keys.Union(absent.Keys).Order()
            .Select(key => ClassCount.Of(key.Item1, key.Item2, present.GetValueOrDefault(key), absent.GetValueOrDefault(key)))];
    }

    /// <summary>Of a version, as they were counted when it was frozen.</summary>
    /// <remarks>Of one from before that was done, boxes and tags as they were frozen, pixels as the images hold them now.</remarks>
    public static IReadOnlyList<ClassCount> OfVersion(DatabaseSession session, long versionId)
    {
        if (VersionCounts.FindClasses(session, versionId) is { } counted)
        {
            return counted;
        }

        var task = session.Single<string>(
            "SELECT project.task FROM dataset_version version JOIN project ON project.id = version.project_id WHERE version.id = @versionId",
            new { versionId });
        return session.Query<ClassCount>(Words.Parse<ProjectTask>(task) switch
        {
            ProjectTask.Classification =>
                """
                SELECT item.split AS split_word, json_extract(tag.value, '$.classIndex') AS class_index,
                       sum(json_extract(tag.value, '$.answer') IS 1) AS present, sum(json_extract(tag.value, '$.answer') IS 0) AS absent
                FROM dataset_item item, json_each(item.tags_json) tag WHERE item.version_id = @versionId GROUP BY 1, 2
                """,
            ProjectTask.Detection => WithRest(
                """
                SELECT own.image_id, json_extract(box.value, '$.classIndex') AS class_index
                FROM dataset_item own, json_each(own.boxes_json) box WHERE own.version_id = @versionId
                """),
            _ => WithRest("SELECT image_id, class_index FROM image_class WHERE pixels > 0"),
        }, new { versionId });
    }

    static string WithRest(string held) =>
        $"""
        SELECT item.split AS split_word, held.class_index, count(DISTINCT item.image_id) AS present,
               (SELECT count(*) FROM dataset_item alike WHERE alike.version_id = item.version_id AND alike.split = item.split)
                 - count(DISTINCT item.image_id) AS absent
        FROM dataset_item item JOIN ({held}) held ON held.image_id = item.image_id
        WHERE item.version_id = @versionId GROUP BY item.split, held.class_index
        """;

    static Dictionary<(Split, int), int> Rest(Dictionary<(Split Split, int Class), int> present, Dictionary<Split, int> images) =>
        present.ToDictionary(entry => entry.Key, entry => images[entry.Key.Split] - entry.Value);
}
