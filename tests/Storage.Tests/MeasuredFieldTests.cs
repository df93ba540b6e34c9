using Studio.Imaging;
using Studio.Imaging.Quality;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class MeasuredFieldTests
{
    [Fact]
    public async Task ListLackingAsync_MeasuredImage_IsNotAskedForAgainUntilItsPixelsChange()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        long[] images = [await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id)];
        var (measured, fields, measures) = (new MeasuredFieldStore(folder.Database), new FieldStore(folder.Database), new MeasureStore(folder.Database));
        var columns = await measured.GetOrCreateAsync(project.Id, restores: false);
        Assert.Equal(PictureMeasures.Quality.Select(measure => measure.Name), columns.Select(column => column.Element));

        var group = await measured.ListLackingAsync(project.Id, columns, after: 0, count: 2);
        Assert.Equal(images[..2], group.Select(picture => picture.ImageId));
        await measures.SaveAsync([.. group.Select(picture => (picture, PictureMeasures.Of(new RasterImage(new RasterLayout(1, 2, 1, 1, 8), new byte[] { 0, 255 }))))]);
        foreach (var column in columns)
            await fields.SetAsync(column, [.. group.Select(picture => new FieldValue(picture.ImageId, 0.5, null))]);

        Assert.Equal(1, await measured.CountLackingAsync(project.Id, columns));
        await folder.ExecuteAsync("UPDATE image_measure SET pixel_sha256 = 'other' WHERE image_id = @image", new { image = images[0] });
        Assert.Equal([images[0], images[2]], (await measured.ListLackingAsync(project.Id, columns, 0, 9)).Select(picture => picture.ImageId));
        await fields.SetAsync(columns[3], [new FieldValue(images[1], null, null)]);
        Assert.Equal(3, await measured.CountLackingAsync(project.Id, columns));
    }

    [Fact]
    public async Task GetOrCreateAsync_ColumnTakenAway_ComesBackOnlyWhenAskedFor()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var (measured, fields) = (new MeasuredFieldStore(folder.Database), new FieldStore(folder.Database));
        await fields.GetOrCreateAsync(project.Id, "Sharpness", FieldSource.Table, FieldKind.Number);

        var columns = await measured.GetOrCreateAsync(project.Id, restores: false);
        Assert.Equal("Sharpness (measured)", columns[0].Name);
        await fields.RemoveAsync(columns[1], null);

        Assert.Equal(3, (await measured.GetOrCreateAsync(project.Id, restores: false)).Count);
        Assert.Equal(4, (await measured.GetOrCreateAsync(project.Id, restores: true)).Count);
    }
}
