using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>Boxes that come with the images. They are objects of the image's author-less document; nothing is deleted.</summary>
public sealed class BoxStore(Database database)
{
    /// <summary>The boxes of the image's current label, in the order in which they came.</summary>
    public Task<IReadOnlyList<Box>> ListAsync(long imageId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Box>>(
            session => CurrentLabel.Find(session, imageId) is { } current ? List(session, current).ConvertAll(found => found.Box) : [],
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
        IReadOnlyCollection<Box> boxes,
        ImageState state,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The boxes of an image",
        session => Import(session, imageId, boxes, state),
        cancellationToken);

    static void Import(DatabaseSession session, long imageId, IReadOnlyCollection<Box> boxes, ImageState state)
    {
        RequireFit(session, imageId, boxes);
        var asksForBoxes = session.Single<bool>(
            "SELECT project.task = 'detection' FROM image JOIN project ON project.id = image.project_id WHERE image.id = @imageId",
            new { imageId });
        var document = AnnotationRows.Find(session, imageId, authorId: null)
            ?? AnnotationRows.Insert(session, imageId, authorId: null, start: null, isDraft: !asksForBoxes);
        var wanted = boxes.ToHashSet();
        var gone = List(session, document.Id).Where(before => !wanted.Remove(before.Box)).ToList();
        foreach (var (objectId, _) in gone)
        {
            ObjectRows.Put(session, document.Id, objectId, null);
        }

        var added = boxes.Where(wanted.Remove).ToList();
        foreach (var box in added)
        {
            ObjectRows.Put(session, document.Id, Guid.NewGuid().ToString("N"), box.ToObject());
        }

        if (gone.Count + added.Count > 0)
        {
            AnnotationRows.Advance(session, document.Id, document.Revision + 1, isLabel: true);
            ClassesOfImage.WriteBoxesIfCurrent(session, document.Id, imageId);
        }

        if (asksForBoxes)
        {
            session.Execute(
                "UPDATE image SET state = @state WHERE id = @imageId AND state = 'not-started'",
                new { imageId, state = Words.Of(state) });
        }
    }

    static List<(string ObjectId, Box Box)> List(DatabaseSession session, long annotationId) => ObjectRows.List(session, annotationId)
        .Where(row => row.Kind == "box")
        .Select(row => (row.ObjectId, new Box(row.ClassIndex, row.Left, row.Top, row.Right, row.Bottom)))
        .ToList();

    static void RequireFit(DatabaseSession session, long imageId, IReadOnlyCollection<Box> boxes)
    {
        var limits = AnnotationRows.FindLimits(session, imageId) ?? throw new StorageException("This image is not in the data folder.");
        foreach (var box in boxes)
        {
            if (box.ClassIndex < 1 || box.ClassIndex > limits.HighestClass)
            {
                throw new StorageException($"A box of {limits.Name} has the class {box.ClassIndex}, which the project does not have.");
            }

            if (BoxRules.FindFault(box.ToObject(), limits) is { } fault)
            {
                throw new StorageException(fault);
            }
        }
    }
}
