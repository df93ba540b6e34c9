using Studio.Features.Account;
using Studio.Features.Team;
using Studio.Storage;
using Studio.Tests.Label;

namespace Studio.Tests.Team;

/// <summary>Who may give images to people.</summary>
public sealed class AssignmentServiceTests
{
    [Fact]
    public async Task Changes_ByAnAnnotator_AreRefusedAndChangeNothing()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (_, ann) = await studio.SignInAsync("Ann", UserRole.Annotator);
        var (service, assignments) = (studio.Studio.Get<AssignmentService>(), studio.Studio.Get<AssignmentStore>());
        var by = Current(ann);
        await assignments.AssignAsync(studio.Project.Id, [studio.Image], ann.Id, ann.Id);

        Func<Task>[] changes =
        [
            () => service.AssignAsync(by, studio.Project, [studio.Image], ann),
            () => service.TakeBackAsync(by, studio.Project, ann, null),
            () => service.ShareOutAsync(by, studio.Project, [ann.Id], 1),
        ];

        foreach (var change in changes)
            Assert.Contains("Only an owner or a lead", (await Assert.ThrowsAsync<StorageException>(change)).Message, StringComparison.Ordinal);
        Assert.True(await assignments.IsAssignedAsync(studio.Image, ann.Id));
        Assert.Empty(await studio.Studio.Get<AuditLog>().ListAsync(9));
    }

    [Fact]
    public async Task Changes_ByALead_AreMadeAndAudited()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (_, ann) = await studio.SignInAsync("Ann", UserRole.Annotator);
        var (_, lea) = await studio.SignInAsync("Lea", UserRole.Lead);
        var (service, assignments) = (studio.Studio.Get<AssignmentService>(), studio.Studio.Get<AssignmentStore>());

        Assert.Equal(1, await service.AssignAsync(Current(lea), studio.Project, [studio.Image], ann));
        Assert.True(await assignments.IsAssignedAsync(studio.Image, ann.Id));
        Assert.Equal(1, await service.TakeBackAsync(Current(lea), studio.Project, null, [studio.Image]));
        Assert.False(await assignments.IsAssignedAsync(studio.Image, ann.Id));

        var entries = await studio.Studio.Get<AuditLog>().ListAsync(9);
        Assert.Equal(["take-back-images", "assign-images"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal((lea.Id, $"project/{studio.Project.Slug}"), (entry.UserId!.Value, entry.Subject)));
    }

    static CurrentUser Current(UserAccount user) => new(user.Id, user.Name, user.Initials, user.Role.ToString().ToLowerInvariant());
}
