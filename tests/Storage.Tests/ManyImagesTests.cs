using Xunit;

namespace Studio.Storage.Tests;

public sealed class ManyImagesTests(ManyImages many) : IClassFixture<ManyImages>
{
    const int Images = ManyImages.Count;

    [Fact]
    public async Task GetPageAsync_HundredThousandImages_EveryImageOnceInOrder()
    {
        foreach (var sort in Enum.GetValues<ImageSort>())
        {
            var filter = new ImageFilter { ProjectId = many.ProjectId, Sort = sort };
            var seen = new List<ImageListItem>(Images);
            for (var offset = 0; offset < Images; offset += 10_000)
            {
                var page = await many.Folder.Browser.GetPageAsync(filter, offset, 10_000);
                Assert.Equal(Images, page.Total);
                seen.AddRange(page.Items);
            }

            Assert.Equal(Images, seen.Select(item => item.Id).Distinct().Count());
            Assert.True(IsInOrder(seen, sort), $"The order {sort} is broken.");
        }
    }

    [Fact]
    public async Task GetFacetsAsync_HundredThousandImages_AddUp()
    {
        var facets = await many.Folder.Browser.GetFacetsAsync(new ImageFilter { ProjectId = many.ProjectId });
        var page = await many.Folder.Browser.GetPageAsync(
            new ImageFilter { ProjectId = many.ProjectId, States = [ImageState.Accepted], ClassIndexes = [1], Text = "99" }, 0, 1);

        Assert.Equal(Images, facets.States.Values.Sum());
        Assert.Equal(Images / 4, facets.States[ImageState.Accepted]);
        Assert.Equal(Images / 3, facets.Classes[1]);
        Assert.Equal(Images - (Images / 3), facets.NothingLabelled);

        // Counted here: accepted are n ≡ 3 (mod 4), class 1 holds n ≡ 0 (mod 3); patients have no digits pair 99.
        var expected = Enumerable.Range(1, Images)
            .Count(n => n % 4 == 3 && n % 3 == 0 && $"image {n}".Contains("99", StringComparison.Ordinal));
        Assert.Equal(expected, page.Total);
    }

    [Fact]
    public async Task AssignmentStore_HundredThousandImages_AreSharedFilteredAndWorkedThrough()
    {
        var (ann, bea) = ((await many.Folder.AddUserAsync("Ann")).Id, (await many.Folder.AddUserAsync("Bea")).Id);
        // The images of the 7 patients: 4 patients for one person, 3 for the other; half of all images are not finished.
        var given = await many.Folder.Assignments.ShareOutAsync(many.ProjectId, [ann, bea], 1, ann);
        var own = new ImageFilter { ProjectId = many.ProjectId, AssignedTo = [ann], Reader = ann, Collapse = true };

        var page = await many.Folder.Browser.GetPageAsync(own, 0, 10);
        var facets = await many.Folder.Browser.GetFacetsAsync(own);
        var last = (await many.Folder.Browser.GetPageAsync(own, page.Total - 1, 1)).Items[0].Id;

        Assert.Equal(Images / 2, given.Values.Sum());
        Assert.Equal((given[ann], given[bea], Images / 2), (facets.AssignedTo[ann], facets.AssignedTo[bea], facets.AssignedTo[ImageFilter.Nobody]));
        Assert.Equal(given[ann], page.Total);
        Assert.Equal(0, await many.Folder.Browser.CountDoneAsync(own));
        Assert.Equal(page.Items[0].Id, (await many.Folder.Browser.FindNextAsync(own, last, includesBegun: true))!.Id);
        Assert.Equal(given[bea], await many.Folder.Assignments.TakeBackAsync(many.ProjectId, bea, null));
    }

    static bool IsInOrder(List<ImageListItem> items, ImageSort sort) => items.Zip(items.Skip(1)).All(pair => sort switch
    {
        ImageSort.Newest => pair.First.Id > pair.Second.Id,
        ImageSort.Patient => string.CompareOrdinal(pair.First.PatientKey, pair.Second.PatientKey) < 0
            || (pair.First.PatientKey == pair.Second.PatientKey && pair.First.Id < pair.Second.Id),
        ImageSort.State => Rank(pair.First) < Rank(pair.Second)
            || (Rank(pair.First) == Rank(pair.Second) && pair.First.Id < pair.Second.Id),
        _ => pair.First.Id < pair.Second.Id,
    });

    static int Rank(ImageListItem item) => item.State switch
    {
        ImageState.InProgress => 0,
        ImageState.NotStarted => 1,
        ImageState.InReview => 2,
        _ => 3,
    };
}
