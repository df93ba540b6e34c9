using Xunit;

namespace Studio.Storage.Tests;

public sealed class UserTests
{
    static readonly NewUser Owner = new("Ada", "AL", UserRole.Owner, "hash");

    [Fact]
    public async Task CreateAsync_User_IsFoundWhateverTheCase()
    {
        await using var folder = await TestFolder.CreateAsync();

        var created = await folder.Users.CreateAsync(Owner);

        Assert.Equal(created, await folder.Users.FindByNameAsync("ADA"));
        Assert.Equal(UserRole.Owner, created.Role);
        Assert.Equal(1, await folder.Users.CountAsync());
        Assert.Equal(folder.Clock.GetUtcNow(), created.CreatedAt);
    }

    [Fact]
    public async Task CreateAsync_NameTaken_IsRefused()
    {
        await using var folder = await TestFolder.CreateAsync();
        await folder.Users.CreateAsync(Owner);

        await Assert.ThrowsAsync<StorageException>(() => folder.Users.CreateAsync(Owner with { Name = "ada" }));
    }

    [Fact]
    public async Task ConsumeSetupLinkAsync_Twice_WorksOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var token = await folder.Users.CreateSetupLinkAsync();

        var accounts = await Task.WhenAll(
            folder.Users.ConsumeSetupLinkAsync(token, Owner),
            folder.Users.ConsumeSetupLinkAsync(token, Owner with { Name = "Eve" }));

        Assert.Single(accounts, account => account is not null);
        Assert.Equal(1, await folder.Users.CountAsync());
        Assert.Null(await folder.Users.FindInvitationAsync(token));
    }

    [Fact]
    public async Task ConsumeSetupLinkAsync_NameTaken_KeepsTheLink()
    {
        await using var folder = await TestFolder.CreateAsync();
        await folder.Users.CreateAsync(Owner);
        var token = await folder.Users.CreateSetupLinkAsync();

        await Assert.ThrowsAsync<StorageException>(() => folder.Users.ConsumeSetupLinkAsync(token, Owner));

        Assert.NotNull(await folder.Users.FindInvitationAsync(token));
    }

    [Fact]
    public async Task CreateSetupLinkAsync_Again_ClosesTheFirstAndKeepsNoSecret()
    {
        await using var folder = await TestFolder.CreateAsync();
        var first = await folder.Users.CreateSetupLinkAsync();
        var second = await folder.Users.CreateSetupLinkAsync();

        Assert.Null(await folder.Users.FindInvitationAsync(first));
        Assert.NotNull(await folder.Users.FindInvitationAsync(second));
        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT count(*) FROM setup_link WHERE token_sha256 = @second", new { second }));
    }

    [Fact]
    public async Task CreateInvitationAsync_Link_MakesAnAccountOfItsRoleOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var owner = await folder.Users.CreateAsync(Owner);
        var token = await folder.Users.CreateInvitationAsync("Ben", UserRole.Annotator, owner.Id);

        var invitation = await folder.Users.FindInvitationAsync(token);
        var account = await folder.Users.ConsumeSetupLinkAsync(token, Owner with { Name = "Benno" });

        Assert.Equal(new Invitation { Name = "Ben", Role = UserRole.Annotator }, invitation);
        Assert.Equal(UserRole.Annotator, account!.Role);
        Assert.Null(await folder.Users.ConsumeSetupLinkAsync(token, Owner with { Name = "Eve" }));
        await Assert.ThrowsAsync<StorageException>(() => folder.Users.CreateInvitationAsync("ada", UserRole.Lead, owner.Id));
    }
}
