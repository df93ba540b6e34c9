using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;

namespace Studio.Storage;

/// <summary>A frozen version as the Train page sees the labels of now.</summary>
static class FrozenPreviews
{
    public static DatasetPreview Describe(DatabaseSession session, DatasetVersion version)
    {
        var (images, splits) = FrozenItems.Read(session, version.Id);
        var torn = images.GroupBy(image => image.GroupKey, StringComparer.Ordinal)
            .Where(patient => patient.Select(image => splits[image.ImageId]).Distinct().Count() > 1)
            .Select(patient => patient.Key)
            .ToList();
        List<SplitCandidate> candidates = images.ConvertAll(image =>
            new SplitCandidate(image.ImageId, image.GroupKey, image.PixelClasses, null, splits[image.ImageId]));
        var described = DatasetPreviews.Describe(
            session, version.ProjectId, images, candidates, splits, torn, ClassCounts.OfVersion(session, version.Id));
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
