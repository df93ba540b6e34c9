using Studio.Contracts.Labels;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>
/// A studio with one series of <see cref="Slices"/> slices and two pictures of their own. Every slice has a box of class 2
/// and the series a tag of class 1, as if they had come with the images.
/// </summary>
public sealed class SeriesStudio : LabelledStudio
{
    public const int Slices = 24;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        for (var index = 0; index < Slices; index++)
            await File.WriteAllBytesAsync(files[$"pictures/b slice {index + 1}.dcm"], SyntheticImages.CtSlice(160, 1, index, Slices));
        await File.WriteAllBytesAsync(files["pictures/a first.png"], SyntheticImages.Radiograph(120, 160, seed: 1));
        await File.WriteAllBytesAsync(files["pictures/c last.png"], SyntheticImages.Radiograph(120, 160, seed: 2));
        await ImportAsync(files["pictures"], "--project", "Scans", "--task", "segmentation", "--classes", "Nerve,Vessel");
        await AddBoxesAndTagAsync();
    }

    async Task AddBoxesAndTagAsync()
    {
        var database = new Database(new DataFolder(DataFolder));
        var project = (await new ProjectStore(database).FindAsync("scans"))!;
        var boxes = new BoxStore(database);
        foreach (var image in await new ImageStore(database).ListAsync(project.Id))
        {
            if (image.Modality == "CT")
                await boxes.ImportAsync(image.Id, [new Box(2, 40, 40, 80, 100)], ImageState.NotStarted);
        }

        var tags = new TagStore(database);
        var series = (await tags.ListSeriesAsync(project.Id)).Single();
        await tags.ImportAsync(project.Id, [new NewTag(TagScope.Series, series.Id, 1)], ImageState.NotStarted);
    }
}
