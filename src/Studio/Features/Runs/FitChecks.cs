using Studio.Contracts.Recipes;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>Whether the data have what a recipe asks of them.</summary>
public static class FitChecks
{
    /// <summary>Cases named one by one; of more the number is enough.</summary>
    const int MostNamed = 3;

    public static IEnumerable<RunProblem> Check(Recipe recipe, Project project, DatasetPreview data) =>
        [.. CheckTags(recipe.Loss, project), .. CheckChannels(recipe.Input, data), .. CheckNeighbours(recipe.Input, data), .. CheckSizes(recipe, data), .. CheckCategories(recipe.Sampling, data), .. CheckBoxes(recipe, data)];

    static IEnumerable<RunProblem> CheckTags(LossRecipe loss, Project project)
    {
        if (loss.Name == "cross-entropy-tags" && !project.TagsExcludeEachOther)
            yield return RunProblem.Warn("The recipe learns exactly one class of each image, and this project lets an image have several or none. Choose one that learns each class by itself, or let the tags exclude each other in the settings.");
    }

    static IEnumerable<RunProblem> CheckChannels(InputRecipe input, DatasetPreview data)
    {
        if (input.CaseChannels.Count == 0 || data.Labelled == 0)
            yield break;
        if (data.Planes.WithoutCase > 0)
        {
            yield return RunProblem.Block(
                $"The recipe asks for the channels {string.Join(", ", input.CaseChannels)}, and {Wording.Count(data.Planes.WithoutCase, "labelled image")} " +
                "belong to no case with channels. Import the channels of a case together, or empty input.caseChannels.");
        }

        foreach (var channel in input.CaseChannels)
        {
            var lacking = data.Planes.Cases.Where(item => !item.Channels.Contains(channel, StringComparer.OrdinalIgnoreCase)).ToList();
            if (lacking.Count == 0)
                continue;
            var named = string.Join(", ", lacking.Take(MostNamed).Select(item => item.Key));
            var more = lacking.Count > MostNamed ? $" and {lacking.Count - MostNamed} more" : "";
            yield return RunProblem.Block(
                $"The channel {channel} is missing in {(lacking.Count == 1 ? "the case" : "the cases")} {named}{more}. " +
                $"Import it, or take it out of input.caseChannels. Channels of {lacking[0].Key}: {string.Join(", ", lacking[0].Channels)}.");
        }

        if (InColour(data) is { } colour)
            yield return colour;
    }

    static IEnumerable<RunProblem> CheckNeighbours(InputRecipe input, DatasetPreview data)
    {
        if (input.Neighbours == 0 || data.Labelled == 0)
            yield break;
        if (data.Planes.WithoutSeries > 0)
            yield return RunProblem.Warn($"{Wording.Count(data.Planes.WithoutSeries, "labelled image")} without slices beside; the network sees the image itself in their place.");
        if (InColour(data) is { } colour)
            yield return colour;
    }

    static RunProblem? InColour(DatasetPreview data) => data.Planes.InColour == 0
        ? null
        : RunProblem.Block($"{Wording.Count(data.Planes.InColour, "labelled image")} in colour; slices and channels side by side must be grey. Choose a recipe without input.neighbours and input.caseChannels.");

    static IEnumerable<RunProblem> CheckSizes(Recipe recipe, DatasetPreview data)
    {
        var (height, width) = (recipe.Sampling.PatchHeight, recipe.Sampling.PatchWidth);
        var small = data.Sizes.Where(size => size.Rows < height || size.Columns < width).ToList();
        if (small.Count == 0)
            yield break;
        var smallest = small.MinBy(size => (long)size.Rows * size.Columns)!;
        yield return RunProblem.Warn(
            $"{Wording.Count(small.Sum(size => size.Images), "image")} smaller than a patch of {height} × {width} (the smallest {smallest.Rows} × {smallest.Columns}). " +
            $"Enlarged to {recipe.Input.Height} × {recipe.Input.Width}, they show nothing finer. Choose a smaller sampling.patchHeight and sampling.patchWidth.");
    }

    static IEnumerable<RunProblem> CheckCategories(SamplingRecipe sampling, DatasetPreview data)
    {
        if (sampling.Balance == "category" && data.WithoutCategory > 0)
        {
            yield return RunProblem.Warn(
                $"The recipe draws every category as often, and {Wording.Count(data.WithoutCategory, "labelled image")} " +
                $"{(data.WithoutCategory == 1 ? "has" : "have")} none. Import a table of tags with a column category, or choose another sampling.balance.");
        }
    }

    static IEnumerable<RunProblem> CheckBoxes(Recipe recipe, DatasetPreview data)
    {
        if (ArchitectureFacts.Of(recipe.Architecture).Output != OutputKind.OneBox || data.Labelled == 0)
            yield break;
        if (recipe.Architecture.BoxClass > 0)
        {
            if (data.TrainingImages(recipe.Architecture.BoxClass) == 0)
                yield return RunProblem.Block($"No training image has a box of class {recipe.Architecture.BoxClass}, which architecture.boxClass asks for. Draw some, or choose another class.");
            yield break;
        }

        if (data.WithoutBox > 0)
            yield return RunProblem.Warn($"{Wording.Count(data.WithoutBox, "labelled image")} without a box. This network finds exactly one box on every image, so it cannot learn from them.");
        if (data.WithSeveralBoxes > 0)
            yield return RunProblem.Warn($"{Wording.Count(data.WithSeveralBoxes, "labelled image")} with more than one box. This network finds exactly one, the largest; choose a detector to find all.");
    }
}
