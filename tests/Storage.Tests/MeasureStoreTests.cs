using Studio.Imaging;
using Studio.Imaging.Quality;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class MeasureStoreTests
{
    static readonly PictureMeasures Measures = PictureMeasures.Of(
        new RasterImage(new RasterLayout(2, 3, 3, 1, 8), [.. Enumerable.Range(0, 18).Select(place => (byte)(place * 13))]));

    [Fact]
    public async Task SaveAsync_Measures_ComeBackExactly()
    {
        await using var folder = await TestFolder.CreateAsync();
        var picture = await PictureAsync(folder);
        var store = new MeasureStore(folder.Database);

        await store.SaveAsync([(picture, Measures)]);

        var (image, stored) = Assert.Single(await store.ListAsync([picture]));
        Assert.Equal(picture.ImageId, image);
        Assert.Equal(Measures.Percentiles, stored.Percentiles);
        Assert.Equal(Measures.Histogram, stored.Histogram);
        Assert.Equal(Measures, stored with { Percentiles = Measures.Percentiles, Histogram = Measures.Histogram });
    }

    [Fact]
    public async Task ListAsync_OtherPixelsOrOtherVersion_AreMissing()
    {
        await using var folder = await TestFolder.CreateAsync();
        var picture = await PictureAsync(folder);
        var store = new MeasureStore(folder.Database);
        await store.SaveAsync([(picture, Measures)]);

        Assert.Empty(await store.ListAsync([picture with { PixelSha256 = "blacked out since" }]));
        await folder.ExecuteAsync("UPDATE image_measure SET version = version - 1");
        Assert.Empty(await store.ListAsync([picture]));
        await store.SaveAsync([(picture, Measures)]);
        Assert.Single(await store.ListAsync([picture]));
    }

    static async Task<PictureSource> PictureAsync(TestFolder folder)
    {
        var project = await folder.AddProjectAsync();
        return PictureSource.Of((await folder.Images.FindAsync(await folder.AddImageAsync(project.Id)))!);
    }
}
