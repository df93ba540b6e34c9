using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>Samples with the slices beside them or the channels of their case.</summary>
public sealed class SamplePlanesTests : IAsyncLifetime
{
    static readonly InputRecipe Channels = new() { Channels = 2, CaseChannels = ["T2", "T1"] };

    TestFolder folder = null!;
    long project;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        project = (await folder.AddProjectAsync("Nerve", "Vessel")).Id;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Neighbours_OfASeries_AreTheSlicesAroundAndTheOutermostIsRepeated()
    {
        var slices = await folder.AddSeriesAsync(project, "CT", 4);
        await folder.ImportLabelAsync(slices[0], 1);
        await folder.ImportLabelAsync(slices[2], 1);

        var samples = await FreezeAsync(new InputRecipe { Channels = 5, Neighbours = 2 });

        Assert.Equal([slices[2], slices[0]], samples.Select(sample => sample.ImageId));
        Assert.Equal(await PixelsAsync(slices, 0, 1, 2, 3, 3), samples[0].Planes.Select(plane => plane.Pixels.Sha256));
        Assert.Equal(await PixelsAsync(slices, 0, 0, 0, 1, 2), samples[1].Planes.Select(plane => plane.Pixels.Sha256));
        Assert.Equal([-2, -1, 0, 1, 2], samples[0].Planes.Select(plane => plane.Offset));
        Assert.All(samples[0].Planes, plane => Assert.Equal((1, 8, null), (plane.BytesPerSample, plane.BitsStored, plane.Channel)));
    }

    [Fact]
    public async Task Neighbours_OfAPictureOfItsOwn_AreThePictureItself()
    {
        var image = await folder.AddImageAsync(project);
        await folder.ImportLabelAsync(image, 1);

        var sample = Assert.Single(await FreezeAsync(new InputRecipe { Channels = 3, Neighbours = 1 }));

        Assert.Equal(Enumerable.Repeat(sample.Pixels, 3), sample.Planes.Select(plane => plane.Pixels));
    }

    [Fact]
    public async Task Channels_OfACase_AreOneSampleWithThatChannelsLabel()
    {
        var (t1, t2) = await AddCaseAsync();
        await folder.ImportLabelAsync(t2[0], 2);
        await folder.ImportLabelAsync(t2[1]);
        foreach (var slice in t1)
            await folder.ImportLabelAsync(slice);

        var samples = await FreezeAsync(Channels);

        Assert.Equal(2, samples.Count);
        var labelled = samples.Single(sample => sample.ImageId == t2[0]);
        Assert.NotNull(labelled.Labelmap);
        Assert.Equal(["T2", "T1"], labelled.Planes.Select(plane => plane.Channel));
        Assert.Equal([.. await PixelsAsync(t2, 0), .. await PixelsAsync(t1, 0)], labelled.Planes.Select(plane => plane.Pixels.Sha256));
        Assert.Contains(t2[1], samples.Select(sample => sample.ImageId));
    }

    [Fact]
    public async Task Channels_RecipeWithout_EveryLabelledImageIsASample()
    {
        var (t1, t2) = await AddCaseAsync();
        await folder.ImportLabelAsync(t1[0], 1);
        await folder.ImportLabelAsync(t2[0], 1);

        var samples = await FreezeAsync(new InputRecipe());

        Assert.Equal([t1[0], t2[0]], samples.Select(sample => sample.ImageId).Order());
        Assert.All(samples, sample => Assert.Empty(sample.Planes));
    }

    [Fact]
    public async Task Channels_OneIsMissing_IsLeftOutAndThePreviewNamesTheCase()
    {
        var (t1, _) = await AddCaseAsync();
        await folder.ImportLabelAsync(t1[0], 1);
        await folder.ExecuteAsync("UPDATE series SET channel = 'FLAIR' WHERE description = 'second'");
        await folder.ImportLabelAsync(await folder.AddImageAsync(project), 1);

        var sample = (await FreezeAsync(Channels)).Single(item => item.ImageId == t1[0]);
        var facts = (await folder.Versions.PreviewAsync(project)).Planes;

        Assert.Equal(["T1"], sample.Planes.Select(plane => plane.Channel));
        Assert.Equal((1, 1, 0), (facts.WithoutCase, facts.WithoutSeries, facts.InColour));
        var found = Assert.Single(facts.Cases);
        Assert.Equal("case", found.Key);
        Assert.Equal(["FLAIR", "T1"], found.Channels);
    }

    [Fact]
    public async Task Examples_BeforeAnyVersion_AreTheTrainingSamplesThatAVersionWouldGet()
    {
        for (var patient = 0; patient < 12; patient++)
            await folder.ImportLabelAsync(await folder.AddImageAsync(project), (byte)(patient % 2));

        var examples = await folder.Versions.DrawExamplesAsync(project, new InputRecipe(), 100, drawSeed: 5);
        var few = await folder.Versions.DrawExamplesAsync(project, new InputRecipe(), 2, drawSeed: 5);

        Assert.Empty(await folder.Versions.ListAsync(project));
        Assert.Equal(2, few.Count);
        var frozen = (await FreezeAsync(new InputRecipe())).ToDictionary(sample => sample.ImageId);
        Assert.Equal(frozen.Values.Where(sample => sample.Split == Split.Training), examples);
        Assert.All(few, sample => Assert.Equal(frozen[sample.ImageId], sample));
    }

    [Fact]
    public async Task Examples_OfACase_HaveItsChannelsAndLabelledSlicesComeFirst()
    {
        var (t1, t2) = await AddCaseAsync();
        foreach (var slice in t1.Concat(t2))
            await folder.ImportLabelAsync(slice);
        await folder.ImportLabelAsync(t2[1], 2);

        var example = Assert.Single(await folder.Versions.DrawExamplesAsync(project, Channels, 1, drawSeed: 1));

        Assert.Equal(t2[1], example.ImageId);
        Assert.Equal([.. await PixelsAsync(t2, 1), .. await PixelsAsync(t1, 1)], example.Planes.Select(plane => plane.Pixels.Sha256));
    }

    async Task<(IReadOnlyList<long> T1, IReadOnlyList<long> T2)> AddCaseAsync()
    {
        var t1 = await folder.AddSeriesAsync(project, "first", 2);
        var t2 = await folder.AddSeriesAsync(project, "second", 2);
        await folder.ExecuteAsync("UPDATE series SET channel = 'T2' WHERE description = 'second'");
        return (t1, t2);
    }

    async Task<IReadOnlyList<Contracts.Jobs.SampleSpec>> FreezeAsync(InputRecipe input)
    {
        var version = (await folder.Versions.FreezeAsync(project, null)).Version;
        return await folder.Versions.ListSamplesAsync(version.Id, input, fold: null);
    }

    async Task<IReadOnlyList<string>> PixelsAsync(IReadOnlyList<long> images, params int[] places)
    {
        var found = new List<string>();
        foreach (var place in places)
            found.Add((await folder.Images.FindAsync(images[place]))!.PixelSha256);
        return found;
    }
}
