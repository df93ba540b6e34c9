using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>
/// What the tags of an image, its series and its patient say together. Of one class the answer about the image itself
/// counts before that about its series, and that before the patient's. Where tags exclude each other, a class that is
/// there says of every other that it is not.
/// </summary>
sealed class FrozenTags : IDisposable
{
    sealed record Answer
    {
        public long SubjectId { get; init; }
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

    const string NoAnswer = "none";

    readonly bool excludeEachOther;
    readonly List<int> classes;
    readonly OrderedRows<Answer> ofImages;
    readonly ILookup<long, Answer> ofSeries;
    readonly ILookup<long, Answer> ofPatients;

    /// <summary>The tags of a project's images, which are then asked for one after another.</summary>
    public FrozenTags(DatabaseSession session, long projectId)
    {
        excludeEachOther = session.Single<bool>("SELECT tags_exclude_each_other FROM project WHERE id = @projectId", new { projectId });
        classes = ClassStore.List(session, projectId).Select(item => item.Index).Order().ToList();
        ofImages = new OrderedRows<Answer>(Read(session, projectId, "image_id", 0), answer => answer.SubjectId);
        ofSeries = Read(session, projectId, "series_id", 1).ToLookup(answer => answer.SubjectId);
        ofPatients = Read(session, projectId, "patient_id", 2).ToLookup(answer => answer.SubjectId);
    }

    /// <summary>The answers in the order of the classes.</summary>
    public IReadOnlyList<TagSpec> Of(LabelledImage image)
    {
        var own = ofImages.Of(image.ImageId);
        IEnumerable<Answer> all = own;
        if (image.SeriesId is { } series && ofSeries.Contains(series))
        {
            all = all.Concat(ofSeries[series]);
        }

        if (image.PatientId is { } patient && ofPatients.Contains(patient))
        {
            all = all.Concat(ofPatients[patient]);
        }

        // Of one question the answer given last counts (TagRows.IsLast); rows come in that order.
        var last = all.GroupBy(answer => (answer.Distance, answer.ClassIndex)).Select(said => said.Last())
            .Where(answer => answer.Word != NoAnswer).ToList();
        return last.Count == 0 ? [] : excludeEachOther ? PickOne(last) : PickNearest(last);
    }

    public void Dispose() => ofImages.Dispose();

    /// <summary>Of all images of a project; images without an answer are missing.</summary>
    public static Dictionary<long, IReadOnlyList<TagSpec>> Read(DatabaseSession session, long projectId)
    {
        using var tags = new FrozenTags(session, projectId);
        var found = new Dictionary<long, IReadOnlyList<TagSpec>>();
        foreach (var image in session.Stream<LabelledImage>(
            "SELECT id AS image_id, pixel_sha256, series_id, patient_id FROM image WHERE project_id = @projectId ORDER BY id", new { projectId }))
        {
            if (tags.Of(image) is { Count: > 0 } said)
                found[image.ImageId] = said;
        }

        return found;
    }

    static IEnumerable<Answer> Read(DatabaseSession session, long projectId, string subject, int distance) => session.Stream<Answer>(
        $"""
        SELECT {subject} AS subject_id, id AS tag_id, class_index, answer AS word, {distance} AS distance FROM tag
        WHERE {subject} IS NOT NULL AND project_id = @projectId AND removed_at IS NULL ORDER BY {subject}, id
        """,
        new { projectId });

    static IReadOnlyList<TagSpec> PickNearest(IEnumerable<Answer> answers) =>
    [
        .. answers.GroupBy(answer => answer.ClassIndex)
            .Select(said => said.MinBy(answer => answer.Distance)!)
            .OrderBy(answer => answer.ClassIndex)
            .Select(answer => answer.ToSpec()),
    ];

    IReadOnlyList<TagSpec> PickOne(IReadOnlyCollection<Answer> answers)
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
