using Studio.Contracts.Recipes;

namespace Studio.Features.Train;

/// <summary>The random changes of a recipe in a sentence.</summary>
public static class AugmentationWording
{
    public static string Of(AugmentationRecipe recipe)
    {
        string[] changes = [.. Changes(recipe)];
        if (changes.Length == 0)
            return "This recipe changes nothing: every epoch sees the images as they are.";
        var list = changes.Length == 1 ? changes[0] : $"{string.Join(", ", changes[..^1])} and {changes[^1]}";
        return $"{char.ToUpperInvariant(list[0])}{list[1..]}, new each time. Original first.";
    }

    static IEnumerable<string> Changes(AugmentationRecipe recipe)
    {
        if (recipe.RotationDegrees > 0)
            yield return "turn";
        if (recipe.FlipHorizontal || recipe.FlipVertical)
            yield return "flip";
        if (recipe.Scale > 0)
            yield return "zoom";
        if (recipe.Translation > 0)
            yield return "shift";
        if (recipe.Crop > 0)
            yield return "crop";
        if (recipe.ShearDegrees > 0)
            yield return "slant";
        if (recipe.ElasticAmount > 0)
            yield return "bend";
        if (recipe.Brightness > 0)
            yield return "brightness";
        if (recipe.Contrast > 0)
            yield return "contrast";
        if (recipe.Gamma > 0)
            yield return "gamma";
        if (recipe.Blur > 0)
            yield return "blur";
        if (recipe.Noise > 0)
            yield return "noise";
        if (recipe.CutOut > 0)
            yield return "blanked parts";
        if (recipe.MixUp > 0)
            yield return "mixing with another image";
    }
}
