using Studio.Contracts.Jobs;
using Studio.Contracts.Previews;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Imaging;
using Studio.Imaging.Formats;
using Studio.Training.Jobs;
using Studio.Training.Previews;
using Studio.Training.Tests.Data;

namespace Studio.Training.Tests.Previews;

public sealed class AugmentationPreviewTests : IDisposable
{
    const int Side = 32;

    static readonly AugmentationRecipe Nothing = AugmentationRecipe.None;

    readonly TemporaryFolder folder = new();
    readonly MemoryBlobs blobs = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Draw_FirstPicture_IsTheImageWithItsLabel()
    {
        var row = Assert.Single(await DrawAsync(Recipe(new AugmentationRecipe { RotationDegrees = 90 }), [Ramp(1)]));
        var first = Pixels(row.Pictures[0]);
        Assert.Equal("image-1", row.Name);
        Assert.Equal(3, row.Pictures.Count);
        Assert.Equal((0, 255), (first[0], first[^1]));
        Assert.Equal("M8 4h8v12h-8Z", Assert.Single(row.Pictures[0].Outlines).Path, ignoreCase: true);
        Assert.All(row.Pictures.Skip(1), picture => Assert.NotEqual(row.Pictures[0].Png, picture.Png));
    }

    /// <summary>A mirrored ramp has a mirrored label; the draws of several seeds hold both mirrored and plain ones.</summary>
    [Fact]
    public async Task Draw_Mirrored_LabelMovesWithTheImage()
    {
        var recipe = Recipe(Nothing with { FlipHorizontal = true });
        var pictures = new List<PreviewPicture>();
        for (var seed = 1; seed <= 4; seed++)
            pictures.AddRange((await DrawAsync(recipe, [Ramp(1)], seed))[0].Pictures.Skip(1));

        var mirrored = pictures.Where(picture => Pixels(picture)[0] == 255).ToList();
        Assert.NotEmpty(mirrored);
        Assert.True(mirrored.Count < pictures.Count);
        Assert.All(mirrored, picture => Assert.StartsWith("M16 4", picture.Outlines[0].Path));
        Assert.All(pictures.Except(mirrored), picture => Assert.StartsWith("M8 4", picture.Outlines[0].Path));
    }

    /// <summary>What is white in the image stays the measure, so that a darker picture looks darker.</summary>
    [Fact]
    public async Task Draw_OtherContrast_ShowsOnTheScaleOfTheImage()
    {
        var row = (await DrawAsync(Recipe(Nothing with { Contrast = 0.9 }), [Ramp(1)]))[0];
        Assert.Contains(row.Pictures.Skip(1), picture => Pixels(picture).Max() != 255 || Pixels(picture).Count(value => value == 255) > 3 * Side);
    }

    [Fact]
    public async Task Draw_SameSeed_IsTheSameToTheByteAndAnotherIsNot()
    {
        var recipe = Recipe(new AugmentationRecipe { Noise = 0.5, ElasticAmount = 0.1 });
        var once = (await DrawAsync(recipe, [Ramp(1), Ramp(2)]))[0];
        var again = (await DrawAsync(recipe, [Ramp(1), Ramp(2)]))[0];
        var other = (await DrawAsync(recipe, [Ramp(1), Ramp(2)], seed: 2))[0];
        Assert.Equal(once.Pictures.Select(picture => picture.Png), again.Pictures.Select(picture => picture.Png));
        Assert.NotEqual(once.Pictures[1].Png, other.Pictures[1].Png);
    }

    [Fact]
    public async Task Draw_Boxes_AreInPixelsOfTheInput()
    {
        var recipe = Recipe(Nothing, "center-detector") with { Task = ProjectTask.Detection };
        var sample = Ramp(1) with { Boxes = [new BoxSpec(2, 8, 4, 8, 12)] };
        var outline = Assert.Single((await DrawAsync(recipe, [sample]))[0].Pictures[1].Outlines);
        Assert.Equal(2, outline.ClassIndex);
        Assert.Equal("M8 4H16V16H8Z", outline.Path);
    }

    [Fact]
    public async Task Draw_Patches_HaveTheirSize()
    {
        var recipe = Recipe(Nothing) with { Sampling = new SamplingRecipe { PatchHeight = 16, PatchWidth = 16 } };
        var picture = (await DrawAsync(recipe, [Ramp(1)]))[0].Pictures[0];
        Assert.Equal((16, 16), (picture.Height, picture.Width));
    }

    [Fact]
    public async Task Draw_FileMissing_SaysWhichAndWhatToDo()
    {
        var sample = Ramp(1);
        var problem = await Assert.ThrowsAsync<JobFailureException>(() => AugmentationPreview.DrawAsync(
            Request(Recipe(Nothing), [sample], 1) with { Files = new Dictionary<string, string>() }, TestContext.Current.CancellationToken));
        Assert.Contains(sample.Pixels.Sha256, problem.Message);
        Assert.Contains("verify", problem.Message);
    }

    [Fact]
    public async Task Draw_FileDamaged_IsNotShown()
    {
        var request = Request(Recipe(Nothing), [Ramp(1)], 1);
        await File.WriteAllBytesAsync(request.Files[request.Samples[0].Pixels.Sha256], new byte[Side * Side], TestContext.Current.CancellationToken);
        var problem = await Assert.ThrowsAsync<JobFailureException>(() => AugmentationPreview.DrawAsync(request, TestContext.Current.CancellationToken));
        Assert.Contains("damaged", problem.Message);
    }

    static Recipe Recipe(AugmentationRecipe augmentation, string network = "unet") => new()
    {
        Id = "test",
        Name = "Test",
        Summary = "For a test.",
        Task = ProjectTask.Segmentation,
        Input = new InputRecipe { Height = Side, Width = Side, Normalization = "unit" },
        Architecture = new ArchitectureRecipe { Name = network },
        Augmentation = augmentation,
    };

    /// <summary>Dark on the left, bright on the right, with a box of class 1 left of the middle.</summary>
    SampleSpec Ramp(long id)
    {
        var pixels = new byte[Side * Side];
        var classes = new byte[Side * Side];
        for (var place = 0; place < pixels.Length; place++)
        {
            var (row, column) = (place / Side, place % Side);
            pixels[place] = (byte)(column * 8);
            classes[place] = row is >= 4 and < 16 && column is >= 8 and < 16 ? (byte)1 : (byte)0;
        }

        return blobs.Image(id, Side, Side, pixels, classes);
    }

    Task<IReadOnlyList<PreviewRow>> DrawAsync(Recipe recipe, IReadOnlyList<SampleSpec> samples, int seed = 1) =>
        AugmentationPreview.DrawAsync(Request(recipe, samples, seed), TestContext.Current.CancellationToken);

    PreviewRequest Request(Recipe recipe, IReadOnlyList<SampleSpec> samples, int seed) => new(
        recipe,
        [new ClassDefinition(1, "nerve", "#ffaa00", "plain"), new ClassDefinition(2, "vessel", "#00aaff", "dots")],
        samples,
        blobs.WriteTo(Path.Combine(folder.Path, "blobs")),
        Rows: 1,
        Changes: 2,
        seed,
        Path.Combine(folder.Path, $"work-{Guid.NewGuid():N}"));

    static byte[] Pixels(PreviewPicture picture) =>
        Assert.IsType<DecodeOutcome.Decoded>(new ImageDecoder(ImageFormatCatalog.Create()).Decode(picture.Png, "preview.png")).File.Frames[0].Samples;
}
