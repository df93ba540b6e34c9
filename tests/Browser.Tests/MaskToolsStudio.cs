using Studio.Harness;
using Studio.Imaging;
using Studio.Imaging.Formats.Png;

namespace Studio.Browser.Tests;

/// <summary>
/// A studio with pictures of figures without noise, one for each test: a bright frame around dark ground, three bright specks
/// and a grey block, so that every tool's pixels can be counted by hand.
/// </summary>
public sealed class MaskToolsStudio : LabelledStudio
{
    public const int Columns = 200;
    public const int Rows = 160;
    public const int Pictures = 12;

    public static readonly Area Frame = new(40, 30, 120, 110);
    public static readonly Area Hole = new(60, 50, 100, 90);
    public static readonly Area Block = new(140, 95, 190, 150);
    public static readonly Area[] Specks = [new(150, 20, 152, 22), new(160, 50, 162, 52), new(180, 70, 182, 72)];

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        for (var number = 1; number <= Pictures; number++)
            await File.WriteAllBytesAsync(files[$"pictures/figure {number:00}.png"], Figures(number));
        await ImportAsync(files["pictures"], "--project", "Figures", "--task", "segmentation", "--classes", "Nerve,Vessel");
    }

    /// <param name="number">Goes into the first pixel, so that no two pictures are the same file.</param>
    static byte[] Figures(int number)
    {
        var samples = new byte[Rows * Columns];
        for (var i = 0; i < samples.Length; i++)
        {
            var (x, y) = (i % Columns, i / Columns);
            var bright = (Frame.Holds(x, y) && !Hole.Holds(x, y)) || Array.Exists(Specks, speck => speck.Holds(x, y));
            samples[i] = (byte)(bright ? 200 : Block.Holds(x, y) ? 130 : 60);
        }

        samples[0] = (byte)number;
        return PngWriter.Write(new RasterImage(new RasterLayout(Rows, Columns, SamplesPerPixel: 1, BytesPerSample: 1, BitsStored: 8), samples));
    }
}

/// <summary>Pixels Left ≤ x &lt; Right, Top ≤ y &lt; Bottom.</summary>
public sealed record Area(int Left, int Top, int Right, int Bottom)
{
    public int Count => (Right - Left) * (Bottom - Top);

    public bool Holds(int x, int y) => x >= Left && x < Right && y >= Top && y < Bottom;
}
