using System.Text;
using Studio.Harness;
using Studio.Imaging;
using Studio.Imaging.Formats.Png;

namespace Studio.Browser.Tests;

/// <summary>A studio with a labelled picture that is there twice, in two formats and with two labels.</summary>
public sealed class AuditStudio : LabelledStudio
{
    public const string Original = "original";
    public const string Copy = "twin";

    const int Side = 96;
    const int Others = 7;

    /// <summary>Of the command line.</summary>
    public string ReportFile { get; private set; } = "";

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        Directory.CreateDirectory(files["masks"]);
        ReportFile = files["report.html"];
        for (var seed = 1; seed <= Others; seed++)
            await WriteAsync(files, $"picture {seed}", Png(seed), labelled: 10);
        await WriteAsync(files, Original, Png(seed: 50), labelled: 10);
        await WriteAsync(files, Copy, [.. Encoding.ASCII.GetBytes($"P5\n{Side} {Side}\n255\n"), .. Noise(seed: 50)], labelled: 20, format: "pgm");
        await ImportAsync(files["pictures"], "--masks", files["masks"], "--project", "Hands", "--classes", "Nerve");
    }

    static async Task WriteAsync(TemporaryFolder files, string name, byte[] picture, int labelled, string format = "png")
    {
        await File.WriteAllBytesAsync(files[$"pictures/{name}.{format}"], picture);
        var mask = new byte[Side * Side];
        for (var row = 20; row < 60; row++)
            mask.AsSpan((row * Side) + 20, labelled).Fill(1);
        await File.WriteAllBytesAsync(files[$"masks/{name}.png"], PngWriter.Write(new RasterImage(new RasterLayout(Side, Side, 1, 1, 8), mask)));
    }

    static byte[] Png(int seed) => PngWriter.Write(new RasterImage(new RasterLayout(Side, Side, 1, 1, 8), Noise(seed)));

    static byte[] Noise(int seed)
    {
        var samples = new byte[Side * Side];
        new Random(seed).NextBytes(samples);
        return samples;
    }
}
