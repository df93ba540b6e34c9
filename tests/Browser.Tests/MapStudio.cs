using Studio.Harness;

namespace Studio.Browser.Tests;

/// <summary>A studio with forty pictures of two kinds: radiographs, and upright stripes.</summary>
public sealed class MapStudio : LabelledStudio
{
    public const int PerKind = 20;
    const int Side = 64;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        for (var number = 1; number <= PerKind; number++)
        {
            await File.WriteAllBytesAsync(files[$"pictures/hand {number}.png"], SyntheticImages.Radiograph(Side, Side, seed: number));
            await File.WriteAllBytesAsync(files[$"pictures/stripes {number}.png"], SyntheticImages.Stripes(Side, number));
        }

        await ImportAsync(files["pictures"], "--project", "Hands", "--task", "segmentation", "--classes", "Nerve,Vessel");
    }
}
