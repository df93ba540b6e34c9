using Studio.Harness;

namespace Studio.Browser.Tests;

/// <summary>A studio with pictures so large that the browser holds four of them with their labels.</summary>
public sealed class LongSessionStudio : LabelledStudio
{
    public const int Pictures = 7;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        var picture = SyntheticImages.Radiograph(4096, 5120);
        for (var index = 1; index <= Pictures; index++)
        {
            // Different files with the same picture: only their text differs.
            await File.WriteAllBytesAsync(files[$"pictures/picture {index}.png"], WithComment(picture, index));
        }

        await ImportAsync(files["pictures"], "--project", "Breasts", "--task", "segmentation", "--classes", "Mass");
    }

    // Bytes after the end of a PNG belong to nobody.
    static byte[] WithComment(byte[] picture, int number) => [.. picture, (byte)number];
}
