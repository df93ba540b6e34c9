using Studio.Contracts.Recipes;
using Studio.Imaging;
using Studio.Training.Data;

namespace Studio.Training.Tests.Data;

public sealed class FileInputTests
{
    static readonly InputRecipe Window = new() { Height = 1, Width = 2, Normalization = "window", WindowCenter = 50, WindowWidth = 100 };

    [Fact]
    public void TryMake_RescaleOfFileAndFrame_DecideTheValues()
    {
        var file = File([[0, 100], [0, 100]]);
        var rescaled = file with
        {
            Facts = file.Facts with { RescaleSlope = 0.5, RescaleIntercept = 10, PerFrame = [new FrameFacts(), new FrameFacts { RescaleIntercept = 30 }] },
        };
        Assert.Equal([0.1f, 0.6f], Prepare(rescaled, 0, Window));
        Assert.Equal([0.3f, 0.8f], Prepare(rescaled, 1, Window));
    }

    [Fact]
    public void TryMake_Neighbours_AreTheFramesAroundAndTheOutermostIsRepeated()
    {
        var file = File([[0, 10], [20, 30], [40, 50]]);
        var recipe = Window with { Channels = 3, Neighbours = 1 };
        Assert.Equal([0f, 0.1f, 0, 0.1f, 0.2f, 0.3f], Prepare(file, 0, recipe), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f], Prepare(file, 1, recipe), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void TryMake_ModelOfCases_RefusesAndNamesTheChannels()
    {
        Assert.False(FileInput.TryMake(File([[0, 10]]), 0, Window with { Channels = 2, CaseChannels = ["T1", "FLAIR"] }, out _, out var reason));
        Assert.Contains("T1, FLAIR", reason, StringComparison.Ordinal);
    }

    static float[] Prepare(DecodedFile file, int frame, InputRecipe recipe)
    {
        Assert.True(FileInput.TryMake(file, frame, recipe, out var source, out _));
        var target = new float[InputPreparation.FloatsPerImage(recipe)];
        InputPreparation.PrepareImage(source!, recipe, null, target);
        return target;
    }

    /// <summary>Frames of one row and 8 bits.</summary>
    static DecodedFile File(byte[][] frames)
    {
        var layout = new RasterLayout(1, frames[0].Length, 1, 1, 8);
        RasterImage[] images = [.. frames.Select(samples => new RasterImage(layout, samples))];
        var facts = new ImageFacts
        {
            Format = "Test",
            Layout = layout,
            Photometric = Photometric.Monochrome2,
            FrameCount = images.Length,
            Statistics = SampleStatistics.Measure(images),
        };
        return new DecodedFile(facts, images);
    }
}
