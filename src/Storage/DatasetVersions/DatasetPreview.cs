using Studio.Contracts.Projects;

namespace Studio.Storage;

public sealed record SplitCount(int Images, int Patients);

public sealed record ImageSize
{
    public int Rows { get; init; }
    public int Columns { get; init; }
    public int Images { get; init; }
}

/// <summary>What a version would hold if it were frozen now.</summary>
/// <param name="Images">All images of the project.</param>
/// <param name="Splits">Labelled images by the part they would go to.</param>
/// <param name="Classes">How often each part would show each class.</param>
/// <param name="ClassShares">Mean share of an image's pixels, 0–1, over the images that hold the class.</param>
/// <param name="Sizes">Sizes of all images, the most frequent first.</param>
/// <param name="PatientsInSeveralSplits">Patients whose images came with different splits.</param>
/// <param name="UnknownPatients">Labelled images without a patient; each counts as a patient of its own.</param>
/// <param name="Planes">What the labelled images have beside them.</param>
/// <param name="WithoutBox">Labelled images without a box.</param>
/// <param name="WithSeveralBoxes">Labelled images with more than one box.</param>
/// <param name="WithoutCategory">Labelled images of which the kind is not known.</param>
public sealed record DatasetPreview(
    int Images,
    IReadOnlyDictionary<Split, SplitCount> Splits,
    IReadOnlyList<ClassCount> Classes,
    IReadOnlyDictionary<int, double> ClassShares,
    IReadOnlyList<ImageSize> Sizes,
    IReadOnlyList<string> PatientsInSeveralSplits,
    int UnknownPatients,
    PlaneFacts Planes,
    int WithoutBox,
    int WithSeveralBoxes,
    int WithoutCategory)
{
    static readonly SplitCount None = new(0, 0);

    /// <summary>How the images are parted; with folds the validation here is the first.</summary>
    public SplitPlan Plan { get; init; } = SplitPlan.Default;

    /// <summary>Where plan and images contradict each other, and what else a person should know of the plan.</summary>
    public IReadOnlyList<SplitProblem> SplitProblems { get; init; } = [];

    public SplitCount Of(Split split) => Splits.GetValueOrDefault(split, None);

    /// <summary>Null where nothing is known about a class in that part.</summary>
    public ClassCount? Count(Split split, int classIndex) =>
        Classes.FirstOrDefault(count => count.Split == split && count.ClassIndex == classIndex);

    /// <summary>Training images that show a class.</summary>
    public int TrainingImages(int classIndex) => Count(Split.Training, classIndex)?.Present ?? 0;

    /// <summary>The version's hash.</summary>
    public string Hash { get; init; } = "";

    public int Labelled => Splits.Values.Sum(count => count.Images);
}

static class DatasetPreviews
{
    sealed record ClassShare
    {
        public int ClassIndex { get; init; }
        public double Share { get; init; }
    }

    public static DatasetPreview Describe(DatabaseSession session, long projectId, PlannedSplit planned)
    {
        var (data, images) = (planned.Data, planned.Parts.CountBy(split => split));
        var counts = images.ToDictionary(part => part.Key, part => new SplitCount(part.Value, planned.PatientsOfPart[part.Key]));
        return Describe(session, projectId, counts, ClassCounts.Of(planned), planned.Torn) with
        {
            UnknownPatients = data.UnknownPatients,
            Planes = PlaneFacts.Read(session, projectId),
            WithoutBox = data.WithoutBox,
            WithSeveralBoxes = data.WithSeveralBoxes,
            WithoutCategory = data.WithoutCategory,
            Plan = planned.Plan,
            SplitProblems = planned.Problems,
        };
    }

    /// <summary>What does not depend on whether it is frozen yet; the counts of single images are still 0.</summary>
    public static DatasetPreview Describe(
        DatabaseSession session,
        long projectId,
        IReadOnlyDictionary<Split, SplitCount> counts,
        IReadOnlyList<ClassCount> classes,
        IReadOnlyList<string> torn)
    {
        var shares = session.Query<ClassShare>(
            """
            SELECT image_class.class_index, avg(CAST(image_class.pixels AS REAL) / (image.rows * image.columns)) AS share
            FROM image_class JOIN image ON image.id = image_class.image_id
            WHERE image.project_id = @projectId AND image_class.pixels > 0 GROUP BY image_class.class_index
            """,
            new { projectId }).ToDictionary(row => row.ClassIndex, row => row.Share);
        var sizes = session.Query<ImageSize>(
            """
            SELECT rows, columns, count(*) AS images FROM image WHERE project_id = @projectId
            GROUP BY rows, columns ORDER BY images DESC, rows, columns
            """,
            new { projectId });
        return new DatasetPreview(sizes.Sum(size => size.Images), counts, classes, shares, sizes, torn, 0, PlaneFacts.None, 0, 0, 0);
    }
}
