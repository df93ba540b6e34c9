using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>The images that somebody works through.</summary>
/// <param name="Title">Over the strip of the images.</param>
public sealed record WorkQueue(ImageFilter Filter, string Title)
{
    public const string Own = "My queue";
    public const string All = "All images";
    public const string Filtered = "Images found";
}

/// <summary>Finds out what somebody works through.</summary>
public sealed class WorkQueueReader(AssignmentStore assignments)
{
    /// <summary>
    /// An address without a queue means the images that were given to the person, those that wait first; all images when
    /// none were given, or when the image that is open is none of them.
    /// </summary>
    /// <param name="imageId">The open image; null or 0 when there is none.</param>
    public async Task<WorkQueue> ReadAsync(
        long projectId,
        string? queue,
        long userId,
        long? imageId,
        CancellationToken cancellationToken = default)
    {
        var filter = QueueFilter.Parse(projectId, queue, userId) with { Reader = userId };
        if (!string.IsNullOrEmpty(queue))
            return new WorkQueue(filter, filter.AssignedTo is [var only] && only == userId ? WorkQueue.Own : WorkQueue.Filtered);

        var hasOwn = imageId is > 0 and var image
            ? await assignments.IsAssignedAsync(image, userId, cancellationToken)
            : await assignments.HasAnyAsync(projectId, userId, cancellationToken);
        return hasOwn ? new WorkQueue(filter with { AssignedTo = [userId] }, WorkQueue.Own) : new WorkQueue(filter, WorkQueue.All);
    }
}
