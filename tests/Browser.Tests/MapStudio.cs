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
            await File.WriteAllBytesAsync(files[$"pictures/stripes {number}.png"], Stripes(number));
        }

        await ImportAsync(files["pictures"], "--project", "Map", "--task", "segmentation", "--classes", "Nerve,Vessel");
    }

    static byte[] Stripes(int seed)
    {
        var random = new Random(seed);
        var grey = new byte[Side * Side];
        for (var place = 0; place < grey.Length; place++)
            grey[place] = (byte)(120 + (80 * Math.Sin((place % Side) + (0.2 * random.NextDouble()))));
        return SyntheticImages.Png(Side, Side, grey);
    }
}
