using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Sampling;
using Studio.Training.Tests.Data;
using Studio.Training.Trainer;

namespace Studio.Training.Tests.Sampling;

public sealed class PatchReaderTests : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    readonly MemoryBlobs blobs = new();
    SampleCache cache = null!;

    /// <summary>4×5 pixels with the values 10 · row + column + 5, and their classes row + 1; the second channel is 51 higher.</summary>
    public async ValueTask InitializeAsync()
    {
        byte[] pixels = [.. Enumerable.Range(0, 20).Select(pixel => (byte)((10 * (pixel / 5)) + (pixel % 5) + 5))];
        byte[] classes = [.. Enumerable.Range(0, 20).Select(pixel => (byte)((pixel / 5) + 1))];
        var input = new InputRecipe { Height = 4, Width = 5, Normalization = "unit", Channels = 2, CaseChannels = ["A", "B"] };
        var sample = blobs.Image(1, 4, 5, pixels, classes) with
        {
            Planes = [blobs.Plane("A", 0, pixels), blobs.Plane("B", 0, [.. pixels.Select(value => (byte)(value + 51))])],
        };
        cache = await blobs.OpenAsync(folder.Path, [sample, sample], new(input, HasLabels: true));
    }

    public ValueTask DisposeAsync()
    {
        cache.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void ReadImage_PatchInside_IsThatPartOfEveryChannel()
    {
        var reader = new PatchReader(cache, new PatchGeometry(2, 3, 0, false));
        Assert.Equal([16, 17, 18, 26, 27, 28, 67, 68, 69, 77, 78, 79], Image(reader, new SampleDraw(1, 0, 1, 1)));
        Assert.Equal([2, 2, 2, 3, 3, 3], Labels(reader, new SampleDraw(1, 0, 1, 1)));
    }

    [Fact]
    public void ReadImage_PatchBeyondTheBorder_IsFilledWithTheDarkestValueAndBackground()
    {
        var reader = new PatchReader(cache, new PatchGeometry(2, 3, 0, false));
        Assert.Equal([5, 5, 5, 5, 5, 6, 56, 56, 56, 56, 56, 57], Image(reader, new SampleDraw(0, 0, -1, -1)));
        Assert.Equal([0, 0, 0, 0, 1, 1], Labels(reader, new SampleDraw(0, 0, -1, -1)));
        Assert.Equal([38, 39, 5, 5, 5, 5, 89, 90, 56, 56, 56, 56], Image(reader, new SampleDraw(0, 0, 3, 3)));
        Assert.Equal([5, 5, 5, 5, 5, 5, 56, 56, 56, 56, 56, 56], Image(reader, new SampleDraw(0, 0, 9, 9)));
    }

    [Fact]
    public void ReadInnerLabels_Margin_IsCutOffOnAllSides()
    {
        // 4×5 with a margin of 2: the answer is 2×3, one pixel inside
        var reader = new PatchReader(cache, new PatchGeometry(4, 5, 2, false));
        var inner = new byte[6];
        reader.ReadInnerLabels(new SampleDraw(0, 0, -1, 0), inner);
        Assert.Equal([1, 1, 1, 2, 2, 2], inner);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3], Labels(reader, new SampleDraw(0, 0, -1, 0)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void Around_APixel_PutsItInTheMiddleOfTheAnswer(int margin)
    {
        var patch = new PatchGeometry(margin + 1, margin + 4, margin, false);
        Assert.Equal((7 - (margin / 2), 9 - 2 - (margin / 2)), patch.Around(7, 9));
    }

    [Fact]
    public void Of_RecipeWithoutPatches_IsTheWholeImage()
    {
        var recipe = new Recipe { Name = "Test", Summary = "Test", Input = new InputRecipe { Height = 64, Width = 32 } };
        Assert.Equal(new PatchGeometry(64, 32, 0, true), PatchGeometry.Of(recipe));
        Assert.Equal(
            new PatchGeometry(64, 16, 0, false),
            PatchGeometry.Of(recipe with { Sampling = new SamplingRecipe { PatchWidth = 16 } }));
    }

    static int[] Image(PatchReader reader, SampleDraw draw)
    {
        var target = new float[reader.FloatsPerPatch];
        reader.ReadImage(draw, target);
        return Array.ConvertAll(target, value => (int)Math.Round(value * 255));
    }

    static byte[] Labels(PatchReader reader, SampleDraw draw)
    {
        var target = new byte[reader.Patch.Height * reader.Patch.Width];
        reader.ReadLabels(draw, target);
        return target;
    }
}
