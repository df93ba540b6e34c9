using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Studio.Contracts.Import;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Storage;

namespace Studio.Tests.LabelReview;

/// <summary>A project of generated pictures of 32², of which half show a bright disc in noise, and what somebody answered.</summary>
/// <param name="Swapped">Images with the wrong answer.</param>
sealed record NoduleProject(Project Project, IReadOnlyList<long> Images, IReadOnlySet<long> Swapped)
{
    const int Side = 32;

    /// <summary>Learns the discs in seconds.</summary>
    public static Recipe Recipe { get; } = RecipeOverrides.Apply(
        new Recipe
        {
            Id = "nodules",
            Name = "Nodules",
            Summary = "Small and fast.",
            Input = new InputRecipe { Height = Side, Width = Side },
            Optimizer = new OptimizerRecipe { LearningRate = 0.01 },
            Training = new TrainingRecipe { Epochs = 10, BatchSize = 8, EarlyStoppingEpochs = 0 },
        },
        ["task=classification", "architecture.name=resnet-classifier", "architecture.widths=[8, 16]", "architecture.head=pool", "loss.name=binary-cross-entropy"]).Require();

    /// <param name="swapEvery">One image in so many gets the wrong answer.</param>
    public static async Task<NoduleProject> CreateAsync(IServiceProvider services, int images, int swapEvery)
    {
        var project = await services.GetRequiredService<ProjectStore>().CreateAsync("Nodules", "", ProjectTask.Classification);
        await services.GetRequiredService<ClassStore>().AddAsync(project.Id, "nodule");
        var (ids, swapped, tags) = (new List<long>(), new HashSet<long>(), new List<NewTag>());
        for (var index = 0; index < images; index++)
        {
            var isThere = index % 2 == 0;
            ids.Add(await AddAsync(services, project, index, isThere));
            // In turn one that shows a disc and one that does not.
            if (index % swapEvery == (swapEvery / 2) + (index / swapEvery % 2))
                swapped.Add(ids[^1]);
            tags.Add(new NewTag(TagScope.Image, ids[^1], 1, isThere ^ swapped.Contains(ids[^1])));
        }

        await services.GetRequiredService<TagStore>().ImportAsync(project.Id, tags, ImageState.Accepted);
        return new NoduleProject(project, ids, swapped);
    }

    static async Task<long> AddAsync(IServiceProvider services, Project project, int index, bool isThere)
    {
        var pixels = await services.GetRequiredService<BlobStore>().PutAsync(Draw(index, isThere), "The pixels");
        var frame = new DecodedFrame(0, "", pixels.Sha256, pixels.Length, "", 0, 255, 20, 200);
        var file = new DecodedImage("pgm", null, null, null, null, null, Side, Side, 1, 1, 8, false, "MONOCHROME2", 1, 0, null, null, [], [frame], []);
        var name = index.ToString("'nodule '000", CultureInfo.InvariantCulture);
        return (await services.GetRequiredService<ImageStore>().InsertAsync(
            new NewImage(project.Id, null, name, name, pixels.Sha256, file, frame, pixels.Sha256, FixedSplit: null)))!.Value;
    }

    static byte[] Draw(int seed, bool isThere)
    {
        var random = new Random(seed);
        var (row, column) = (random.Next(8, Side - 8), random.Next(8, Side - 8));
        var pixels = new byte[Side * Side];
        for (var place = 0; place < pixels.Length; place++)
        {
            var (down, right) = ((place / Side) - row, (place % Side) - column);
            var level = isThere && (down * down) + (right * right) < 30 ? 150 : 80;
            pixels[place] = (byte)(level + random.Next(-45, 45));
        }

        return pixels;
    }
}
