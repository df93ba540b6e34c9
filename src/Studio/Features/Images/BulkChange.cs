using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Images;

public enum BulkChangeKind
{
    Collection,
    LeaveCollection,
    Patient,
    Category,
    Part,
    LeaveOut,
    TakeIn,
}

/// <summary>What is to be said of the chosen images.</summary>
/// <param name="Value">A name, a part or a reason; empty takes away what was said.</param>
public sealed record BulkChange(BulkChangeKind Kind, string Value);

/// <summary>What was done, as a sentence, and how it is taken back; null where taking back is another change.</summary>
public sealed record BulkOutcome(string Sentence, Func<Task>? Undo = null);

/// <summary>Changes chosen images at once.</summary>
public sealed class BulkEditor(ImageEditStore edits, ImageExclusionStore exclusions, CollectionStore collections)
{
    /// <exception cref="StorageException">The person may not, or something is missing; the sentence says what.</exception>
    public Task<BulkOutcome> ApplyAsync(CurrentUser user, Project project, IReadOnlyCollection<long> imageIds, BulkChange change) => change.Kind switch
    {
        BulkChangeKind.Collection => CollectAsync(user, project, imageIds, change.Value),
        BulkChangeKind.LeaveCollection => LeaveCollectionAsync(project, imageIds, change.Value),
        _ when !user.Decides => throw new StorageException("Owners and leads change images of a project. Ask one of them."),
        BulkChangeKind.Patient => SetAsync("The patient", edits.SetPatientAsync(project.Id, imageIds, change.Value, user.Id)),
        BulkChangeKind.Category => SetAsync("The kind", edits.SetCategoryAsync(project.Id, imageIds, change.Value, user.Id)),
        BulkChangeKind.Part => SetAsync("The part", edits.SetFixedSplitAsync(project.Id, imageIds, PartOf(change.Value), user.Id)),
        BulkChangeKind.LeaveOut => LeaveOutAsync(user, project, imageIds, change.Value),
        BulkChangeKind.TakeIn => TakeInAsync(user, project, imageIds),
        var unknown => throw new ArgumentOutOfRangeException(nameof(change), unknown, null),
    };

    static Split? PartOf(string value) => Enum.TryParse<Split>(value, out var part) ? part : null;

    static async Task<BulkOutcome> SetAsync(string what, Task<int> changing) => await changing switch
    {
        0 => new BulkOutcome($"{what} of these images is that already."),
        var count => new BulkOutcome($"{what} of {Wording.Count(count, "image")} changed."),
    };

    async Task<BulkOutcome> CollectAsync(CurrentUser user, Project project, IReadOnlyCollection<long> imageIds, string name)
    {
        var collection = await collections.CreateAsync(project.Id, name, user.Id);
        var count = await collections.AddAsync(collection.Id, imageIds);
        return count == 0
            ? new BulkOutcome($"These images are in {collection.Name} already.")
            : new BulkOutcome($"{Wording.Count(count, "image")} added to {collection.Name}.");
    }

    async Task<BulkOutcome> LeaveCollectionAsync(Project project, IReadOnlyCollection<long> imageIds, string name)
    {
        var collection = (await collections.ListAsync(project.Id)).FirstOrDefault(known => known.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new StorageException($"There is no collection {name.Trim()}.");
        var count = await collections.RemoveAsync(collection.Id, imageIds);
        if (count == collection.Images)
            await collections.DeleteAsync(collection.Id);
        return new BulkOutcome(count == 0 ? $"None of these images is in {collection.Name}." : $"{Wording.Count(count, "image")} taken out of {collection.Name}.");
    }

    async Task<BulkOutcome> LeaveOutAsync(CurrentUser user, Project project, IReadOnlyCollection<long> imageIds, string reason)
    {
        var changed = await exclusions.ExcludeAsync(project.Id, imageIds, reason, user.Id);
        return changed.Count == 0
            ? new BulkOutcome("These images are left out already.")
            : new BulkOutcome($"{Wording.Count(changed.Count, "image")} left out of the next version.", () => exclusions.TakeInAsync(project.Id, changed, user.Id));
    }

    async Task<BulkOutcome> TakeInAsync(CurrentUser user, Project project, IReadOnlyCollection<long> imageIds)
    {
        var changed = await exclusions.TakeInAsync(project.Id, imageIds, user.Id);
        return new BulkOutcome(changed.Count == 0 ? "These images take part already." : $"{Wording.Count(changed.Count, "image")} take part again.");
    }
}
