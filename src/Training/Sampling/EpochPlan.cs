using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Randomness;
using Studio.Training.Trainer;

namespace Studio.Training.Sampling;

/// <summary>What an epoch looks at, in which order: a function of recipe, seed and epoch, nothing else.</summary>
static class EpochPlan
{
    /// <param name="training">Indices into the cache; not empty.</param>
    /// <param name="epoch">1-based.</param>
    /// <returns>
    /// As many looks as <see cref="LooksOf"/> says. Whatever is balanced differs by one look at most where it is not a whole
    /// number; which ones get the extra look changes from epoch to epoch, so that the mean is exact.
    /// </returns>
    public static IReadOnlyList<SampleDraw> Of(SampleCache cache, IReadOnlyList<int> training, Recipe recipe, int epoch)
    {
        var random = new SeededRandom(recipe.Training.Seed, DrawPurpose.SampleOrder, epoch);
        var images = ChooseImages(cache, training, recipe, random);
        var patch = PatchGeometry.Of(recipe);
        if (!patch.IsWholeImage && recipe.Sampling.PatchClasses == "balanced")
        {
            return ClassPatches.Of(cache, Repeat(images, recipe.Sampling.PatchesPerImage), patch, recipe.Training.Seed, epoch, random);
        }

        int[] looks = [.. Repeat(images, patch.IsWholeImage ? 1 : recipe.Sampling.PatchesPerImage)];
        random.Shuffle(looks);
        var copies = new CopyCounter();
        return Array.ConvertAll(looks, sample => Place(cache, new SampleDraw(sample, copies.Next(sample)), patch, recipe.Training.Seed, epoch));
    }

    /// <summary>Looks of every epoch.</summary>
    /// <param name="training">Number of training images.</param>
    public static int LooksOf(int training, Recipe recipe) =>
        (recipe.Sampling.ImagesPerEpoch > 0 ? recipe.Sampling.ImagesPerEpoch : training)
        * (PatchGeometry.Of(recipe).IsWholeImage ? 1 : recipe.Sampling.PatchesPerImage);

    static int[] ChooseImages(SampleCache cache, IReadOnlyList<int> training, Recipe recipe, SeededRandom random)
    {
        var total = recipe.Sampling.ImagesPerEpoch > 0 ? recipe.Sampling.ImagesPerEpoch : training.Count;
        var groups = BalanceGroups.Of(cache, training, recipe.Sampling.Balance, ArchitectureFacts.Of(recipe.Architecture).Output);
        var shares = EvenShares.Split(total, groups.Count, random);
        return [.. groups.Zip(shares, (group, share) => EvenShares.Repeat(group, share, random)).SelectMany(images => images)];
    }

    static IEnumerable<int> Repeat(int[] images, int times) => images.SelectMany(image => Enumerable.Repeat(image, times));

    /// <summary>Anywhere, so that the answer lies inside the image; the margin may reach beyond.</summary>
    static SampleDraw Place(SampleCache cache, SampleDraw draw, PatchGeometry patch, long seed, int epoch)
    {
        if (patch.IsWholeImage)
        {
            return draw with { Top = -patch.Before, Left = -patch.Before };
        }

        var random = new SeededRandom(seed, DrawPurpose.Patches, epoch, draw.Sample, draw.Copy);
        return draw with
        {
            Top = random.NextIndex(Math.Max(0, cache.Input.Height - patch.InnerHeight) + 1) - patch.Before,
            Left = random.NextIndex(Math.Max(0, cache.Input.Width - patch.InnerWidth) + 1) - patch.Before,
        };
    }
}
