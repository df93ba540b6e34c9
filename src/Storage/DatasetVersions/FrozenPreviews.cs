using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;

namespace Studio.Storage;

/// <summary>A frozen version as the Train page sees the labels of now.</summary>
static class FrozenPreviews
{
    public static DatasetPreview Describe(DatabaseSession session, DatasetVersion version)
    {
        var (images, splits, _) = FrozenItems.Read(session, version.Id);
        var torn = images.GroupBy(image => image.GroupKey, StringComparer.Ordinal)
            .Where(patient => patient.Select(image => splits[image.ImageId]).Distinct().Count() > 1)
            .Select(patient => patient.Key)
            .ToList();
        var counts = images.GroupBy(image => splits[image.ImageId]).ToDictionary(
            part => part.Key,
            part => new SplitCount(part.Count(), part.Select(image => image.GroupKey).Distinct(StringComparer.Ordinal).Count()));
        var described = DatasetPreviews.Describe(session, version.ProjectId, counts, ClassCounts.OfVersion(session, version.Id), torn);
        return described with
        {
            Images = images.Count,
            UnknownPatients = session.Single<int>(
                """
                SELECT count(*) FROM dataset_item item JOIN image ON image.id = item.image_id
                WHERE item.version_id = @Id AND image.patient_id IS NULL
                """,
                new { version.Id }),
            Planes = PlaneFacts.ReadFrozen(session, version.ProjectId, version.Id),
            WithoutBox = images.Count(image => image.Boxes.Count == 0),
            WithSeveralBoxes = images.Count(image => image.Boxes.Count > 1),
            WithoutCategory = images.Count(image => image.Category is null),
            Plan = version.Plan,
            Hash = version.Hash,
        };
    }

    public static IReadOnlyList<SampleSpec> Draw(DatabaseSession session, long versionId, InputRecipe input, int count, int drawSeed)
    {
        SampleSpec[] training = [.. SampleRow.OfVersion(session, versionId).Where(sample => sample.Split == Split.Training)];
        new Random(drawSeed).Shuffle(training);
        var chosen = training.OrderByDescending(sample => sample.Labelmap is not null || sample.Boxes.Count > 0 || sample.Tags.Any(tag => tag.Answer == true))
            .Take(count);
        return SamplePlanes.Arrange(session, [.. chosen], input);
    }
}
