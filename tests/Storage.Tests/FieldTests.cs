using Xunit;

namespace Studio.Storage.Tests;

public sealed class FieldTests : IAsyncLifetime
{
    TestFolder folder = null!;
    FieldStore fields = null!;
    Project project = null!;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        fields = new FieldStore(folder.Database);
        project = await folder.AddProjectAsync();
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task SetAsync_Values_AreSetChangedAndTakenAway()
    {
        long[] images = [await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id)];
        var age = await fields.GetOrCreateAsync(project.Id, "Age", FieldSource.Table, FieldKind.Number);

        await fields.SetAsync(age, [new(images[0], 61, null), new(images[1], 40.5, null)]);
        await fields.SetAsync(age, [new(images[1], 41, null), new(images[0], null, null), new(images[2], 7, null)]);

        Assert.Equal([(images[1], 41), (images[2], 7)], (await ValuesAsync(age)).Select(value => (value.ImageId, value.Number!.Value)));
    }

    [Theory]
    [InlineData(FieldSource.Table, FieldKind.Text)]
    [InlineData(FieldSource.Dicom, FieldKind.Number)]
    public async Task GetOrCreateAsync_NameOfAnotherKindOrSource_IsRefused(FieldSource source, FieldKind kind)
    {
        await fields.GetOrCreateAsync(project.Id, "Age", FieldSource.Table, FieldKind.Number);

        var refused = await Assert.ThrowsAsync<StorageException>(() => fields.GetOrCreateAsync(project.Id, "AGE", source, kind));

        Assert.Contains("Age exists already and holds numbers", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveAsync_Column_GoesWithItsValuesAndIsLogged()
    {
        var image = await folder.AddImageAsync(project.Id);
        var site = await fields.GetOrCreateAsync(project.Id, "Site", FieldSource.Table, FieldKind.Text);
        var grade = await fields.GetOrCreateAsync(project.Id, "Grade", FieldSource.Written, FieldKind.Text);
        await fields.SetAsync(site, [new(image, null, "North")]);
        await fields.SetAsync(grade, [new(image, null, "II")]);

        Assert.Equal(1, await fields.RemoveAsync(site, userId: null));
        Assert.Contains("by hand", (await Assert.ThrowsAsync<StorageException>(() => fields.RemoveAsync(grade, null))).Message, StringComparison.Ordinal);

        Assert.Equal("Grade", Assert.Single(await fields.ListAsync(project.Id)).Name);
        Assert.Equal("II", Assert.Single(await ValuesAsync(grade)).Text);
        var entry = Assert.Single(await folder.Audit.ListAsync(9));
        Assert.Equal(("remove-column", $"project/{project.Slug}"), (entry.Action, entry.Subject));
        Assert.True((await folder.Audit.VerifyAsync()).FirstBrokenId is null);
    }

    [Fact]
    public async Task SetAsync_MoreThanAGroup_StoresAndVisitsAll()
    {
        await using var many = new ManyImages();
        await many.InitializeAsync();
        var store = new FieldStore(many.Folder.Database);
        var field = await store.GetOrCreateAsync(many.ProjectId, "Number", FieldSource.Table, FieldKind.Number);

        await store.SetAsync(field, [.. Enumerable.Range(1, ManyImages.Count).Select(id => new FieldValue(id, id / 7.0, null))]);

        var (count, last) = (0, 0L);
        await store.VisitAsync(field, value =>
        {
            count += value.Number == value.ImageId / 7.0 && value.ImageId > last ? 1 : 0;
            last = value.ImageId;
        });
        Assert.Equal(ManyImages.Count, count);
    }

    async Task<List<FieldValue>> ValuesAsync(Field field)
    {
        var values = new List<FieldValue>();
        await fields.VisitAsync(field, values.Add);
        return values;
    }
}
