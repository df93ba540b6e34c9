using Studio.Harness;

namespace Studio.Browser.Tests;

/// <summary>A studio with one series of <see cref="Slices"/> slices and two pictures of their own.</summary>
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
    }
}
