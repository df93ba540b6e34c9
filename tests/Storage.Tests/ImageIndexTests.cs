using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>What is found from memory is what is on disk, whoever changed it.</summary>
public sealed class ImageIndexTests
{
    [Fact]
    public async Task Change_OfEveryKind_IsSeenByTheNextQuestion()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var images = new List<long>();
        for (var number = 0; number < 4; number++)
            images.Add(await folder.AddImageAsync(project.Id));
        var all = new ImageFilter { ProjectId = project.Id };
        Assert.Equal(4, (await folder.Browser.GetFacetsAsync(all)).Total);

        var person = await folder.AddUserAsync("Ada");
        await folder.Assignments.AssignAsync(project.Id, [images[0]], person.Id, person.Id);
        Assert.Equal([images[0]], await folder.Browser.ListIdsAsync(all with { AssignedTo = [person.Id] }));

        await folder.ExecuteAsync("UPDATE image SET state = 'accepted' WHERE id = @id", new { id = images[1] });
        Assert.Equal([images[1]], await folder.Browser.ListIdsAsync(all with { States = [ImageState.Accepted] }));

        await folder.ExecuteAsync("INSERT INTO image_class (image_id, class_index, pixels) VALUES (@id, 1, 5)", new { id = images[2] });
        Assert.Equal([images[2]], await folder.Browser.ListIdsAsync(all with { ClassIndexes = [1] }));
        await folder.ExecuteAsync("DELETE FROM image_class WHERE image_id = @id", new { id = images[2] });
        Assert.Empty(await folder.Browser.ListIdsAsync(all with { ClassIndexes = [1] }));

        await folder.Exclusions.ExcludeAsync(project.Id, [images[3]], "blurred", null);
        Assert.Equal(images[..3], await folder.Browser.ListIdsAsync(all with { Sort = ImageSort.Name }));
        Assert.Equal([images[3]], await folder.Browser.ListIdsAsync(all with { OnlyExcluded = true }));
        Assert.Equal(1, (await folder.Browser.GetFacetsAsync(all)).Excluded);
        Assert.Equal("blurred", (await folder.Browser.GetPageAsync(all with { ImageIds = [images[3]] }, 0, 9)).Items[0].ExcludedReason);

        images.Add(await folder.AddImageAsync(project.Id));
        Assert.Equal(4, (await folder.Browser.GetFacetsAsync(all)).Total);
    }

    [Fact]
    public async Task ClearedLog_ReadsEverythingAnew()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var image = await folder.AddImageAsync(project.Id);
        var accepted = new ImageFilter { ProjectId = project.Id, States = [ImageState.Accepted] };
        Assert.Empty(await folder.Browser.ListIdsAsync(accepted));

        await folder.ExecuteAsync("UPDATE image SET state = 'accepted' WHERE id = @image", new { image });
        await folder.ExecuteAsync("DELETE FROM image_change", new { });

        Assert.Equal([image], await folder.Browser.ListIdsAsync(accepted));
    }

    [Fact]
    public async Task Columns_NarrowSortAndAreCounted()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var images = new List<long>();
        for (var number = 0; number < 5; number++)
            images.Add(await folder.AddImageAsync(project.Id));
        var sharpness = await folder.Fields.GetOrCreateAsync(project.Id, "Sharpness", FieldSource.Measured, FieldKind.Number, "sharpness");
        var site = await folder.Fields.GetOrCreateAsync(project.Id, "Site", FieldSource.Table, FieldKind.Text);
        await folder.Fields.SetAsync(sharpness, [new(images[0], 0.5, null), new(images[1], 0.1, null), new(images[2], 0.9, null), new(images[3], 0.4, null)]);
        await folder.Fields.SetAsync(site, [new(images[0], null, "North"), new(images[1], null, "South"), new(images[2], null, "North")]);
        var all = new ImageFilter { ProjectId = project.Id };

        var sharp = all with { Fields = [new FieldFilter(sharpness.Id, Min: 0.4, Max: 0.9)] };
        Assert.Equal([images[0], images[2], images[3]], (await folder.Browser.ListIdsAsync(sharp)).Order());
        Assert.Equal([images[2], images[0], images[3], images[1], images[4]], await folder.Browser.ListIdsAsync(all with { SortField = sharpness.Id, SortDescending = true }));
        Assert.Equal([images[4]], await folder.Browser.ListIdsAsync(all with { Fields = [new FieldFilter(sharpness.Id, Missing: true)] }));
        Assert.Equal([images[0], images[2]], (await folder.Browser.ListIdsAsync(sharp with { Fields = [.. sharp.Fields, FieldFilter.Of(site.Id, "North", "nowhere")] })).Order());

        var facets = await folder.Browser.GetFacetsAsync(sharp, [sharpness.Id, site.Id]);
        Assert.Equal(3, facets.Total);
        var (numbers, texts) = (facets.Fields[0], facets.Fields[1]);
        Assert.Equal((0.1f, 0.9f, 1), ((float)numbers.Min, (float)numbers.Max, numbers.Missing));
        Assert.Equal((4, 1, 1), (numbers.Shown.Sum(), numbers.Shown[0], numbers.Shown[^1]));
        Assert.Equal([("North", 2), ("South", 0)], texts.Texts.Select(text => (text.Text, text.Images)));
        Assert.Equal(1, texts.Missing);

        await folder.Fields.SetAsync(site, [new(images[3], null, "South"), new(images[0], null, null)]);
        Assert.Equal([("North", 1), ("South", 1)], (await folder.Browser.GetFacetsAsync(sharp, [site.Id])).Fields[0].Texts.Select(text => (text.Text, text.Images)));
    }

    [Fact]
    public async Task ListPatients_CountsTheFilteredImagesOfEach()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var images = new List<long>();
        for (var number = 0; number < 5; number++)
            images.Add(await folder.AddImageAsync(project.Id));
        await folder.Edits.SetPatientAsync(project.Id, images, "", null);
        await folder.Edits.SetPatientAsync(project.Id, images[..2], "P-2", null);
        await folder.Edits.SetPatientAsync(project.Id, images[2..4], "P-1", null);
        await folder.Edits.SetFixedSplitAsync(project.Id, images[..1], Split.Test, null);
        await folder.ExecuteAsync("UPDATE image SET state = 'accepted' WHERE id = @id", new { id = images[0] });
        await folder.ExecuteAsync("INSERT INTO image_class (image_id, class_index, pixels) VALUES (@id, 1, 5)", new { id = images[1] });

        var page = await folder.Browser.ListPatientsAsync(new ImageFilter { ProjectId = project.Id }, 0, 9);

        Assert.Equal(3, page.Total);
        Assert.Equal(["P-1", "P-2", null], page.Items.Select(item => item.Key));
        Assert.Equal([2, 2, 1], page.Items.Select(item => item.Cells));
        Assert.Equal([Split.Unassigned, Split.Test], page.Items[1].Parts);
        Assert.Equal([1], page.Items[1].ClassIndexes);
        Assert.Equal([0, 1, 0], page.Items.Select(item => item.Finished));
        Assert.Equal("P-2", Assert.Single((await folder.Browser.ListPatientsAsync(new ImageFilter { ProjectId = project.Id, States = [ImageState.Accepted] }, 0, 9)).Items).Key);
        Assert.Equal([null], (await folder.Browser.ListPatientsAsync(new ImageFilter { ProjectId = project.Id }, 2, 9)).Items.Select(item => item.Key));
    }

    [Fact]
    public async Task Collection_NarrowsAndFollowsItsChanges()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var (first, second) = (await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id));
        var collection = await folder.Collections.CreateAsync(project.Id, "Hard cases", null);
        var hard = new ImageFilter { ProjectId = project.Id, Collections = [collection.Id] };
        Assert.Empty(await folder.Browser.ListIdsAsync(hard));

        Assert.Equal(1, await folder.Collections.AddAsync(collection.Id, [second]));
        Assert.Equal(0, await folder.Collections.AddAsync(collection.Id, [second]));
        Assert.Equal([second], await folder.Browser.ListIdsAsync(hard));
        Assert.Equal(1, (await folder.Browser.GetFacetsAsync(hard with { Collections = [] })).Collections[collection.Id]);

        await folder.Collections.AddAsync(collection.Id, [first]);
        await folder.Collections.RemoveAsync(collection.Id, [second]);
        Assert.Equal([first], await folder.Browser.ListIdsAsync(hard));
    }
}
