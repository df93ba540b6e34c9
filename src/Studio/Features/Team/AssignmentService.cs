using Studio.Features.Account;
using Studio.Storage;

namespace Studio.Features.Team;

/// <summary>Giving images to people: only for those who decide for the project, and written into the audit log.</summary>
public sealed class AssignmentService(AssignmentStore assignments, AuditLog audit)
{
    /// <returns>How many images the person did not have before.</returns>
    /// <exception cref="StorageException">Not allowed; the message says so to people.</exception>
    public async Task<int> AssignAsync(
        CurrentUser by,
        Project project,
        IReadOnlyCollection<long> imageIds,
        UserAccount person,
        CancellationToken cancellationToken = default)
    {
        Check(by);
        var count = await assignments.AssignAsync(project.Id, imageIds, person.Id, by.Id, cancellationToken);
        await audit.AppendAsync(by.Id, "assign-images", Subject(project), new { UserId = person.Id, Images = count }, cancellationToken);
        return count;
    }

    /// <param name="person">From this person; from everybody when null.</param>
    /// <param name="imageIds">Only these images; all of the project when null.</param>
    /// <exception cref="StorageException">Not allowed.</exception>
    public async Task<int> TakeBackAsync(
        CurrentUser by,
        Project project,
        UserAccount? person,
        IReadOnlyCollection<long>? imageIds,
        CancellationToken cancellationToken = default)
    {
        Check(by);
        var count = await assignments.TakeBackAsync(project.Id, person?.Id, imageIds, cancellationToken);
        await audit.AppendAsync(by.Id, "take-back-images", Subject(project), new { UserId = person?.Id, Images = count }, cancellationToken);
        return count;
    }

    /// <inheritdoc cref="AssignmentStore.ShareOutAsync"/>
    /// <exception cref="StorageException">Not allowed, or fewer people than readers.</exception>
    public async Task<IReadOnlyDictionary<long, int>> ShareOutAsync(
        CurrentUser by,
        Project project,
        IReadOnlyList<long> userIds,
        int readers,
        CancellationToken cancellationToken = default)
    {
        Check(by);
        var given = await assignments.ShareOutAsync(project.Id, userIds, readers, by.Id, cancellationToken);
        await audit.AppendAsync(
            by.Id,
            "share-out-images",
            Subject(project),
            new { Readers = readers, Shares = given.Select(share => new { UserId = share.Key, Images = share.Value }) },
            cancellationToken);
        return given;
    }

    static string Subject(Project project) => $"project/{project.Slug}";

    static void Check(CurrentUser by)
    {
        if (!by.Decides)
            throw new StorageException("Only an owner or a lead can give images to people and take them back.");
    }
}
