using Studio.Contracts.Jobs;
using Studio.Contracts.Previews;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Imaging.Contours;
using Studio.Imaging.Labelmaps;
using Studio.Training.Augmentation;
using Studio.Training.Data;
using Studio.Training.Devices;
using Studio.Training.Jobs;
using Studio.Training.Sampling;
using Studio.Training.Tasks;
using Studio.Training.Trainer;
using static TorchSharp.torch;

namespace Studio.Training.Previews;

/// <summary>Training images as the first epochs would see them, by the code that trains.</summary>
static class AugmentationPreview
{
    /// <exception cref="JobFailureException">The images cannot be prepared as the recipe says.</exception>
    public static async Task<IReadOnlyList<PreviewRow>> DrawAsync(PreviewRequest request, CancellationToken cancellationToken)
    {
        // A training in steps begins with the first one.
        var first = RecipePhases.Of(request.Recipe)[0];
        var recipe = first with { Training = first.Training with { Seed = request.Seed } };
        using var cache = await SampleCacheBuilder.OpenAsync(
            request.Folder, request.Samples, recipe, new FileBlobs(request.Files), null, (_, _, _) => { }, cancellationToken);
        ComputeDevice.PrepareThread();
        manual_seed(request.Seed);
        var draws = ChooseLooks(cache, recipe, request);
        var columns = Enumerable.Range(0, request.Changes + 1).Select(change => Column(cache, recipe, draws, change)).ToList();
        return [.. draws.Select((draw, row) => new PreviewRow(cache.Samples[draw.Sample].Name, [.. columns.Select(column => column[row])]))];
    }

    /// <summary>The epoch's first look at each image, so that patches are where training would take them.</summary>
    static SampleDraw[] ChooseLooks(SampleCache cache, Recipe recipe, PreviewRequest request)
    {
        var task = PredictionTask.Create(recipe, request.Classes);
        var usable = JobContext.SamplesOf(cache, Split.Training, task);
        return usable.Count == 0
            ? throw new JobFailureException("None of the images that were looked at has a label that this recipe can learn from.")
            : [.. EpochPlan.Of(cache, usable, recipe, epoch: 1).DistinctBy(look => look.Sample).Take(request.Rows)];
    }

    /// <summary>The same change of every image, as a batch: mix-up blends each with the next.</summary>
    /// <param name="change">0: none.</param>
    static List<PreviewPicture> Column(SampleCache cache, Recipe recipe, SampleDraw[] looks, int change)
    {
        using var scope = NewDisposeScope();
        var (images, labels) = new BatchLoader(cache, ComputeDevice.Choose("cpu", "float32"), recipe).Load(looks);
        var settings = change == 0 ? AugmentationRecipe.None : recipe.Augmentation;
        var draws = AugmentationDraw.OfBatch(settings, recipe.Training.Seed, change, looks);
        var (changed, moved) = BatchAugmenter.Apply(images, labels, draws, settings);
        if (settings.MixUp > 0)
        {
            (changed, _) = MixUp.Apply(changed, zeros([looks.Length, 1]), draws);
        }

        return [.. looks.Select((look, row) => new PreviewPicture(
            (int)changed.shape[2],
            (int)changed.shape[3],
            InputPicture.Render(cache, look.Sample, changed[row], images[row]),
            moved is null ? Boxes(cache.Samples[look.Sample], draws[row], recipe.Input) : Classes(moved[row])))];
    }

    static List<ClassOutline> Classes(Tensor labels)
    {
        using var bytes = labels.to(ScalarType.Byte).contiguous();
        var labelmap = new Labelmap((int)labels.shape[0], (int)labels.shape[1], bytes.bytes.ToArray());
        return [.. ContourPath.PerClass(labelmap, tolerancePixels: 0.5).Select(pair => new ClassOutline(pair.Key, pair.Value))];
    }

    static IReadOnlyList<ClassOutline> Boxes(SampleSpec sample, AugmentationDraw draw, InputRecipe input)
    {
        var place = InputPlacement.Of(sample.Rows, sample.Columns, input);
        var boxes = BoxMapping.Apply(draw, [.. sample.Boxes.Where(box => box is { Width: > 0, Height: > 0 }).Select(place.ToInput)], input.Height, input.Width);
        return BoxOutlines.Of(boxes.Select(box => new FoundBox(new BoxSpec(box.ClassIndex, box.X1, box.Y1, box.X2 - box.X1, box.Y2 - box.Y1), 1)));
    }
}
