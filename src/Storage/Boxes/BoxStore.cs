namespace Studio.Storage;

/// <summary>Boxes around objects. Nothing is deleted: a box that no longer counts is marked.</summary>
public sealed class BoxStore(Database database)
{
    const string IsImported = "image_id = @imageId AND author_id IS NULL AND removed_at IS NULL";

    const string Select = """SELECT id, image_id, class_index, "left", top, "right", bottom FROM box""";

    /// <summary>The boxes of an image in the order in which they were stored.</summary>
    public async Task<IReadOnlyList<Box>> ListAsync(long imageId, CancellationToken cancellationToken = default) =>
        [.. (await ListAsync([imageId], cancellationToken))[imageId]];

    /// <summary>The boxes of several images, by image, in the order in which they were stored.</summary>
    public Task<ILookup<long, Box>> ListAsync(IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Query<Box>($"{Select} WHERE image_id IN @imageIds AND removed_at IS NULL ORDER BY id", new { imageIds })
                .ToLookup(box => box.ImageId),
            cancellationToken);

    /// <summary>
    /// Makes these the boxes that came with the image. Boxes of an earlier import that are not among them are marked as
    /// removed, the same boxes again change nothing. In a detection project the image then counts as labelled, also
    /// without a single box: nothing is there.
    /// </summary>
    /// <param name="boxes">Inside the image; a box that occurs twice is stored once.</param>
    /// <param name="state">What the image becomes if nobody has worked on it.</param>
    /// <exception cref="StorageException">There is no such image, or a box has a class the project does not have.</exception>
    public Task ImportAsync(
        long imageId,
        IReadOnlyCollection<NewBox> boxes,
        ImageState state,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The boxes of an image",
        session =>
        {
            RequireFit(session, imageId, boxes);
            var wanted = boxes.ToHashSet();
            foreach (var before in ListImported(session, imageId))
            {
                if (!wanted.Remove(new NewBox(before.ClassIndex, before.Left, before.Top, before.Right, before.Bottom)))
                {
                    session.Execute("UPDATE box SET removed_at = @Now WHERE id = @Id", new { before.Id, session.Now });
                }
            }

            foreach (var box in boxes.Where(wanted.Remove))
            {
                Insert(session, imageId, box);
            }

            session.Execute(
                """
                UPDATE image SET state = @state WHERE id = @imageId AND state = 'not-started'
                  AND EXISTS (SELECT 1 FROM project WHERE project.id = image.project_id AND project.task = 'detection')
                """,
                new { imageId, state = Words.Of(state) });
        },
        cancellationToken);

    static List<Box> ListImported(DatabaseSession session, long imageId) => session.Query<Box>(
        $"{Select} WHERE {IsImported}",
        new { imageId });

    static void Insert(DatabaseSession session, long imageId, NewBox box) => session.Execute(
        """
        INSERT INTO box (image_id, author_id, class_index, "left", top, "right", bottom, created_at)
        VALUES (@imageId, NULL, @ClassIndex, @Left, @Top, @Right, @Bottom, @Now)
        """,
        new { imageId, box.ClassIndex, box.Left, box.Top, box.Right, box.Bottom, session.Now });

    static void RequireFit(DatabaseSession session, long imageId, IReadOnlyCollection<NewBox> boxes)
    {
        var limits = AnnotationRows.FindLimits(session, imageId) ?? throw new StorageException("This image is not in the data folder.");
        foreach (var box in boxes)
        {
            if (box.ClassIndex < 1 || box.ClassIndex > limits.HighestClass)
            {
                throw new StorageException($"A box of {limits.Name} has the class {box.ClassIndex}, which the project does not have.");
            }

            var isInside = box.Left >= 0 && box.Top >= 0 && box.Right <= limits.Columns && box.Bottom <= limits.Rows;
            if (!isInside || box.Left >= box.Right || box.Top >= box.Bottom)
            {
                throw new StorageException($"A box of {limits.Name} is empty or lies outside the image ({limits.Columns}×{limits.Rows}).");
            }
        }
    }
}
