using Xunit;

namespace Studio.Storage.Tests;

public sealed class AssignmentTests
{
    [Fact]
    public async Task AssignAsync_Slice_AssignsTheWholeSeriesOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, _, lea) = await SeedAsync(folder);
        var slices = await folder.AddSeriesAsync(project, "a", 5);
        var single = await folder.AddImageAsync(project, "b");

        Assert.Equal(2, await folder.Assignments.AssignAsync(project, [slices[2], single], ann, lea));
        Assert.Equal(0, await folder.Assignments.AssignAsync(project, [slices[0]], ann, lea));

        Assert.Equal(6, await folder.ScalarAsync<int>("SELECT count(*) FROM assignment WHERE removed_at IS NULL"));
        Assert.True(await folder.Assignments.IsAssignedAsync(slices[4], ann));
        Assert.False(await folder.Assignments.IsAssignedAsync(slices[4], lea));
        var progress = (await folder.Assignments.ListProgressAsync(project, folder.Clock.GetUtcNow()))[ann];
        Assert.Equal((2, 0, 0, 2), (progress.Assigned, progress.Submitted, progress.Skipped, progress.Left));
    }

    [Fact]
    public async Task AssignAsync_ImageOfAnotherProject_IsLeftAlone()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, _, lea) = await SeedAsync(folder);
        var other = await folder.AddProjectAsync("Nerve");
        var image = await folder.AddImageAsync(other.Id);

        Assert.Equal(0, await folder.Assignments.AssignAsync(project, [image], ann, lea));
        Assert.False(await folder.Assignments.HasAnyAsync(other.Id, ann));
    }

    [Fact]
    public async Task TakeBackAsync_Person_KeepsWhatIsSubmittedAndDeletesNothing()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await SeedAsync(folder);
        var images = await AddImagesAsync(folder, project, 3);
        await folder.Assignments.AssignAsync(project, images, ann, lea);
        await folder.Assignments.AssignAsync(project, images, bea, lea);
        await folder.Submissions.SubmitAsync(images[0], ann, 10, ImageState.InReview);

        Assert.Equal(2, await folder.Assignments.TakeBackAsync(project, ann, null));

        var progress = await folder.Assignments.ListProgressAsync(project, folder.Clock.GetUtcNow());
        Assert.Equal((1, 1), (progress[ann].Assigned, progress[ann].Submitted));
        Assert.Equal((3, 0), (progress[bea].Assigned, progress[bea].Submitted));
        Assert.Equal(6, await folder.ScalarAsync<int>("SELECT count(*) FROM assignment"));
        Assert.Equal(2, await folder.Assignments.AssignAsync(project, images, ann, lea));
    }

    [Fact]
    public async Task TakeBackAsync_ChosenSliceFromEverybody_TakesTheSeries()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await SeedAsync(folder);
        var slices = await folder.AddSeriesAsync(project, "a", 4);
        var single = await folder.AddImageAsync(project, "b");
        await folder.Assignments.AssignAsync(project, [slices[0], single], ann, lea);
        await folder.Assignments.AssignAsync(project, [slices[0]], bea, lea);

        Assert.Equal(2, await folder.Assignments.TakeBackAsync(project, null, [slices[3]]));

        Assert.Equal(1, await folder.ScalarAsync<int>("SELECT count(*) FROM assignment WHERE removed_at IS NULL"));
        Assert.True(await folder.Assignments.IsAssignedAsync(single, ann));
    }

    [Fact]
    public async Task ShareOutAsync_Patients_StayWithOnePersonAndSharesAreEven()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await SeedAsync(folder);
        foreach (var patient in "AABBBCDDEE")
        {
            await folder.AddImageAsync(project, patient: patient.ToString());
        }

        Assert.Equal(10, await folder.Assignments.CountFreeAsync(project));
        var given = await folder.Assignments.ShareOutAsync(project, [ann, bea], 1, lea);

        Assert.Equal(5, given[ann]);
        Assert.Equal(5, given[bea]);
        Assert.Equal(0, await folder.Assignments.CountFreeAsync(project));
        Assert.Equal(0, await folder.ScalarAsync<int>(
            """
            SELECT count(*) FROM (SELECT image.patient_id FROM assignment JOIN image ON image.id = assignment.image_id
                                  GROUP BY 1 HAVING count(DISTINCT assignment.user_id) > 1)
            """));
    }

    [Fact]
    public async Task ShareOutAsync_TwoReaders_GivesEveryImageToTwo()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await SeedAsync(folder);
        await AddImagesAsync(folder, project, 3);
        await folder.AddSeriesAsync(project, "z", 4);

        var given = await folder.Assignments.ShareOutAsync(project, [ann, bea, lea], 2, lea);

        Assert.Equal(8, given.Values.Sum());
        Assert.All(given.Values, images => Assert.InRange(images, 2, 3));
        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT min(readers) FROM (SELECT count(*) AS readers FROM assignment GROUP BY image_id)"));
        await Assert.ThrowsAsync<StorageException>(() => folder.Assignments.ShareOutAsync(project, [ann, ann], 2, lea));
    }

    [Fact]
    public async Task ShareOutAsync_AssignedOrFinishedImages_AreLeftAndNewOnesFollowTheirPatient()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await SeedAsync(folder);
        var first = await folder.AddImageAsync(project, patient: "A");
        await folder.Assignments.AssignAsync(project, [first], bea, lea);
        await folder.SetStateAsync(await folder.AddImageAsync(project, patient: "B"), "accepted");
        var second = await folder.AddImageAsync(project, patient: "A");

        var given = await folder.Assignments.ShareOutAsync(project, [ann, bea], 1, lea);

        Assert.Equal((0, 1), (given[ann], given[bea]));
        Assert.True(await folder.Assignments.IsAssignedAsync(second, bea));
        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT count(*) FROM assignment"));
    }

    [Fact]
    public async Task ListProgressAsync_Days_CountsSkipsTodayAndTheMedian()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await SeedAsync(folder);
        var images = await AddImagesAsync(folder, project, 5);
        await folder.Assignments.AssignAsync(project, images[..4], ann, lea);
        await folder.Submissions.SubmitAsync(images[0], ann, 100, ImageState.InReview);
        folder.Clock.Advance(TimeSpan.FromDays(1));
        var today = folder.Clock.GetUtcNow();
        await folder.Submissions.SubmitAsync(images[1], ann, 20, ImageState.InReview);
        await folder.Submissions.SubmitAsync(images[4], ann, 30, ImageState.InReview); // not assigned
        await folder.Submissions.SkipAsync(images[1], bea, "blurred");                 // not hers
        await folder.Submissions.SkipAsync(images[2], ann, "blurred");
        await folder.Submissions.SkipAsync(images[3], ann, "blurred");
        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await folder.Submissions.SubmitAsync(images[3], ann, 40, ImageState.InReview); // after all

        var progress = (await folder.Assignments.ListProgressAsync(project, today))[ann];

        Assert.Equal((4, 3, 1, 0), (progress.Assigned, progress.Submitted, progress.Skipped, progress.Left));
        Assert.Equal((3, 35.0), (progress.Today, progress.MedianSeconds));
    }

    internal static async Task<(long Project, long Ann, long Bea, long Lea)> SeedAsync(TestFolder folder) => (
        (await folder.AddProjectAsync("Nerve")).Id,
        (await folder.AddUserAsync("Ann")).Id,
        (await folder.AddUserAsync("Bea")).Id,
        (await folder.AddUserAsync("Lea")).Id);

    internal static async Task<long[]> AddImagesAsync(TestFolder folder, long project, int count)
    {
        var images = new long[count];
        for (var index = 0; index < count; index++)
        {
            images[index] = await folder.AddImageAsync(project, $"image {index + 1}");
        }

        return images;
    }
}
