using Studio.Harness;
using Studio.Imaging;
using Studio.Imaging.Formats.Png;

namespace Studio.Browser.Tests;

/// <summary>A studio with six pictures of as many patients, each labelled with a square.</summary>
public sealed class VersionStudio : LabelledStudio
{
    public const int Images = 6;
    const int Rows = 120, Columns = 160;

    TemporaryFolder files = null!;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        this.files = files;
        Directory.CreateDirectory(files["pictures"]);
        for (var index = 1; index <= Images; index++)
            await File.WriteAllBytesAsync(files[$"pictures/picture {index}.png"], SyntheticImages.Radiograph(Rows, Columns, seed: index));
        await LabelAsync("masks", Enumerable.Range(1, Images), left: 40);
    }

    /// <summary>Gives pictures another label, as a second import of masks does.</summary>
    public Task RelabelAsync(IEnumerable<int> pictures) => LabelAsync("moved", pictures, left: 50);

    async Task LabelAsync(string folder, IEnumerable<int> pictures, int left)
    {
        Directory.CreateDirectory(files[folder]);
        foreach (var index in pictures)
        {
            var mask = new byte[Rows * Columns];
            for (var row = 30; row < 70; row++)
                mask.AsSpan((row * Columns) + left, 40).Fill(1);
            await File.WriteAllBytesAsync(files[$"{folder}/picture {index}.png"], PngWriter.Write(new RasterImage(new RasterLayout(Rows, Columns, 1, 1, 8), mask)));
        }

        await ImportAsync(files["pictures"], "--masks", files[folder], "--project", "Hands", "--classes", "Nerve");
    }
}
