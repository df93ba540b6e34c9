using Studio.Harness;

namespace Studio.Browser.Tests;

/// <summary>A studio with a series between pictures that take a moment to load; nothing is labelled yet.</summary>
public sealed class BleedStudio : LabelledStudio
{
    public const int Slices = 12;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        foreach (var (name, seed) in new[] { ("a first", 1), ("c third", 2), ("d last", 3) })
            await File.WriteAllBytesAsync(files[$"pictures/{name}.png"], SyntheticImages.Radiograph(1280, 1024, seed));
        for (var index = 0; index < Slices; index++)
            await File.WriteAllBytesAsync(files[$"pictures/b slice {index + 1}.dcm"], SyntheticImages.CtSlice(512, 1, index, Slices));
        await ImportAsync(files["pictures"], "--project", "Bleed", "--task", "segmentation", "--classes", "Nerve,Vessel");
    }
}
