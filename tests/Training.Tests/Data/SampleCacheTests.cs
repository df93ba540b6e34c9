using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Tests.Data;

public sealed class SampleCacheTests : IDisposable
{
    static readonly InputRecipe Input = new() { Height = 2, Width = 2, Normalization = "unit" };

    readonly TemporaryFolder folder = new();
    readonly MemoryBlobs blobs = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OpenAsync_LabelsWanted_HoldsImagesLabelsAndTheirCounts()
    {
        var sample = blobs.Image(1, 2, 2, [0, 51, 102, 255], [0, 2, 2, 1]);
        using var cache = await blobs.OpenAsync(folder.Path, [sample, blobs.Image(2, 2, 2, [9, 9, 9, 9])], new(Input, HasLabels: true));
        Assert.Equal([0f, 0.2f, 0.4f, 1], cache.Image(0).ToArray());
        Assert.Equal([0, 2, 2, 1], cache.Labels(0).ToArray());
        Assert.Equal([1L, 1, 2], cache.ClassCounts[0]);
        Assert.Equal([4L], cache.ClassCounts[1]);
        Assert.Equal(0f, cache.Darkest(0, 0));
        Assert.Null(cache.Statistics);
    }

    [Fact]
    public async Task OpenAsync_NoLabelsWanted_ReadsAndHoldsNone()
    {
        using var cache = await blobs.OpenAsync(folder.Path, [blobs.Image(1, 2, 2, [0, 51, 102, 255], [0, 2, 2, 1])], new(Input, HasLabels: false));
        Assert.Equal(1, blobs.Reads);
        Assert.Throws<InvalidOperationException>(() => cache.Labels(0).Length);
        Assert.Equal([0f, 0.2f, 0.4f, 1], cache.Image(0).ToArray());
    }

    [Fact]
    public async Task OpenAsync_SecondTime_BuildsNothingAndOtherSettingsDo()
    {
        var sample = blobs.Image(1, 2, 2, [0, 51, 102, 255]);
        using (await blobs.OpenAsync(folder.Path, [sample], new(Input, false)))
        using (await blobs.OpenAsync(folder.Path, [sample], new(Input, false)))
        {
            Assert.Equal(1, blobs.Reads);
        }

        using var window = await blobs.OpenAsync(
            folder.Path, [sample with { RescaleIntercept = 5 }], new(Input with { Normalization = "window", WindowCenter = 107, WindowWidth = 204 }, false));
        Assert.Equal(2, blobs.Reads);
        Assert.Equal([0f, 51 / 204f, 102 / 204f, 1], window.Image(0).ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public async Task OpenAsync_CaseChannels_AreInTheRecipesOrder()
    {
        var sample = blobs.Image(1, 2, 2, [1, 1, 1, 1]) with
        {
            Planes = [blobs.Plane("T1", 0, [255, 0, 0, 0]), blobs.Plane("FLAIR", 0, [0, 0, 0, 51]), blobs.Plane("T2", 0, [0, 255, 0, 0])],
        };
        using var cache = await blobs.OpenAsync(folder.Path, [sample], new(Input with { Channels = 2, CaseChannels = ["t2", "FLAIR"] }, false));
        Assert.Equal([0f, 1, 0, 0, 0, 0, 0, 0.2f], cache.Image(0).ToArray());
    }

    [Fact]
    public async Task OpenAsync_MissingChannel_NamesImageAndChannel()
    {
        var layout = new SampleCacheLayout(Input with { Channels = 2, CaseChannels = ["T1", "T2"] }, false);
        var sample = blobs.Image(7, 2, 2, [1, 1, 1, 1]) with { Planes = [blobs.Plane("T1", 0, [255, 0, 0, 0])] };
        var problem = await Assert.ThrowsAsync<JobFailureException>(() => blobs.OpenAsync(folder.Path, [sample], layout));
        Assert.StartsWith("image-7: channel T2 is missing. Its case has T1.", problem.Message, StringComparison.Ordinal);

        problem = await Assert.ThrowsAsync<JobFailureException>(() => blobs.OpenAsync(folder.Path, [sample with { Planes = [] }], layout));
        Assert.StartsWith("image-7: channel T1 is missing. The image is not part of a case", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_FileDamaged_NamesTheImage()
    {
        var problem = await Assert.ThrowsAsync<JobFailureException>(() => SampleCacheBuilder.OpenAsync(
            folder.Path, [blobs.Image(7, 2, 2, [1, 1, 1, 1])], new SampleCacheLayout(Input, false), new DamagedBlobs(), null, (_, _, _) => { }, TestContext.Current.CancellationToken));
        Assert.Equal("image-7: The file is damaged.", problem.Message);
    }

    sealed class DamagedBlobs : IBlobSource
    {
        public Task<byte[]> GetAsync(BlobReference blob, CancellationToken cancellationToken) => throw new JobFailureException("The file is damaged.");
    }

    [Fact]
    public async Task OpenAsync_ChannelOfAnotherSize_NamesImageAndChannel()
    {
        var sample = blobs.Image(7, 2, 2, [1, 1, 1, 1]) with { Planes = [blobs.Plane("T1", 0, [255, 0, 0, 0]), blobs.Plane("T2", 0, [1, 2])] };
        var problem = await Assert.ThrowsAsync<JobFailureException>(
            () => blobs.OpenAsync(folder.Path, [sample], new(Input with { Channels = 2, CaseChannels = ["T1", "T2"] }, false)));
        Assert.StartsWith("image-7: channel T2 has another size than the image of 2×2 pixels.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_ManyImagesWithoutAChannel_NamesFiveBeforeReadingAny()
    {
        SampleSpec[] samples = [.. Enumerable.Range(1, 9).Select(index => blobs.Image(index, 2, 2, [1, 1, 1, 1]))];
        var problem = await Assert.ThrowsAsync<JobFailureException>(
            () => blobs.OpenAsync(folder.Path, samples, new(Input with { CaseChannels = ["T1"] }, false)));
        Assert.Contains("image-5: channel T1 is missing", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(" 4 further images cannot be used either.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, blobs.Reads);
    }

    [Fact]
    public async Task OpenAsync_Neighbours_AreTheSlicesInOrderAndAPictureAloneIsRepeated()
    {
        byte[] first = [255, 0, 0, 0];
        byte[] second = [0, 255, 0, 0];
        var slice = blobs.Image(1, 2, 2, first) with { Planes = [blobs.Plane(null, 0, first), blobs.Plane(null, 1, second), blobs.Plane(null, -1, first)] };
        var layout = new SampleCacheLayout(Input with { Channels = 3, Neighbours = 1 }, false);
        using var cache = await blobs.OpenAsync(folder.Path, [slice, blobs.Image(2, 2, 2, second)], layout);
        Assert.Equal([1f, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0], cache.Image(0).ToArray());
        Assert.Equal([0f, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0], cache.Image(1).ToArray());

        // The slice before the first one is the first one again, fetched once.
        Assert.Equal(3, blobs.Reads);

        var problem = await Assert.ThrowsAsync<JobFailureException>(
            () => blobs.OpenAsync(folder.Path, [slice with { Planes = [blobs.Plane(null, 0, first)] }], layout));
        Assert.StartsWith("image-1: the slice -1 from it is missing", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_DatasetStatistics_AreOfTheTrainingImagesAndGivenBackToEvaluation()
    {
        var layout = new SampleCacheLayout(Input with { Normalization = "zscore", Statistics = "dataset" }, false);
        var training = new[] { blobs.Image(1, 2, 2, [0, 0, 4, 4]), blobs.Image(2, 2, 2, [4, 4, 8, 8]) };
        var test = blobs.Image(3, 2, 2, [4, 12, 4, 4], split: Split.Test);
        DatasetStatistics statistics;
        float[] expected = [0, (float)(8 / Math.Sqrt(8)), 0, 0];
        using (var cache = await blobs.OpenAsync(folder.Path, [.. training, test], layout))
        {
            statistics = cache.Statistics!;
            Assert.Equal([new ChannelStatistics(4, Math.Sqrt(8), null, null)], statistics.Channels);
            Assert.Equal(expected, cache.Image(2).ToArray());
        }

        // Measured once: the second opening of the same samples reads the numbers from the work folder.
        var reads = blobs.Reads;
        using (await blobs.OpenAsync(folder.Path, [.. training, test], layout))
        {
            Assert.Equal(reads, blobs.Reads);
        }

        using var evaluation = await SampleCacheBuilder.OpenAsync(
            folder.Path, [test], layout, blobs, statistics, (_, _, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(expected, evaluation.Image(0).ToArray());
        await Assert.ThrowsAsync<JobFailureException>(() => blobs.OpenAsync(folder.Path, [test], layout));
    }
}
