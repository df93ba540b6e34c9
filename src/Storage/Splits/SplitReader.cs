using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>Reads the labelled images of a project as a plan sees them.</summary>
static class SplitReader
{
    public const string ClassHeading = "class";
    public const string CategoryHeading = "category";

    sealed record EarlierPlace
    {
        public long ImageId { get; init; }
        public Split Split { get; init; }
        public byte? Fold { get; init; }
    }

    /// <param name="earlierVersionId">The version whose patients stay where they are; null: all are drawn.</param>
    public static SplitData Read(DatabaseSession session, long projectId, SplitPlan plan, long? earlierVersionId)
    {
        var task = Words.Parse<ProjectTask>(session.Single<string>("SELECT task FROM project WHERE id = @projectId", new { projectId }));
        var data = new SplitData { Task = task };
        using var columns = SplitColumns.Open(session, projectId, plan, data.Problems);
        using var earlier = new OrderedRows<EarlierPlace>(
            session.Stream<EarlierPlace>(
                "SELECT image_id, split, fold FROM dataset_item WHERE version_id = @earlierVersionId ORDER BY image_id",
                new { earlierVersionId }),
            place => place.ImageId);
        foreach (var image in LabelledImages.Read(session, projectId))
        {
            data.ImageIds.Add(image.ImageId);
            data.Patients.Add(data.PatientOf(image.GroupKey));
            data.Earlier.Add(earlier.Of(image.ImageId) is [var place, ..] ? (place.Split, place.Fold ?? 0) : default);
            data.Given.Add(columns.PartOf(image));
            data.Facts.Add(FactsOf(data, image, plan.ByCategory, columns.LabelsOf(image.ImageId)));
            data.UnknownPatients += image.PatientKey is null ? 1 : 0;
            data.WithoutBox += image.Boxes.Count == 0 ? 1 : 0;
            data.WithSeveralBoxes += image.Boxes.Count > 1 ? 1 : 0;
            data.WithoutCategory += image.Category is null ? 1 : 0;
        }

        data.External = columns.External;
        if (data.Count > 0)
        {
            data.Problems.AddRange(columns.Problems());
            FreeOfficialTraining(data, plan, columns.Official);
        }

        return data;
    }

    /// <summary>Many official splits name training and test only. The validation is then drawn from the training patients.</summary>
    static void FreeOfficialTraining(SplitData data, SplitPlan plan, IReadOnlyDictionary<Split, int> official)
    {
        if (plan.HasFolds || plan.Validation <= 0 || !official.ContainsKey(Split.Training) || official.ContainsKey(Split.Validation))
        {
            return;
        }

        data.Problems.Add(SplitProblem.Warn($"The column {plan.OfficialField} names no validation. It is drawn from the training patients."));
        for (var place = 0; place < data.Count; place++)
        {
            if (data.Given[place] == Split.Training)
            {
                data.Given[place] = Split.Unassigned;
            }
        }
    }

    /// <summary>Classes are counted whether or not the plan looks at them.</summary>
    static int FactsOf(SplitData data, LabelledImage image, bool byCategory, IEnumerable<SplitLabel> more)
    {
        int ClassLabel(int index) => data.LabelOf(new SplitLabel(ClassHeading, "", index));
        var labels = image.ClassesFor(data.Task).Select(ClassLabel).ToList();
        if (byCategory && image.Category is { } category)
        {
            labels.Add(data.LabelOf(new SplitLabel(CategoryHeading, category, 0)));
        }

        labels.AddRange(more.Select(data.LabelOf));
        int[] absent = data.Task == ProjectTask.Classification
            ? [.. image.Tags.Where(tag => tag.Answer == false).Select(tag => ClassLabel(tag.ClassIndex))]
            : [];
        return data.FactsOf([.. labels], absent);
    }
}
