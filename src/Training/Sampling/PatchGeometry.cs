using Studio.Contracts.Recipes;

namespace Studio.Training.Sampling;

/// <summary>
/// What the network sees at once while training, in pixels of the prepared input. The answer is smaller than the patch by
/// the margin, half of it on either side.
/// </summary>
/// <param name="Height">Margin included.</param>
/// <param name="Width">Margin included.</param>
readonly record struct PatchGeometry(int Height, int Width, int Margin, bool IsWholeImage)
{
    /// <summary>Without patches the whole image, with a margin of padding around where the network needs one.</summary>
    public static PatchGeometry Of(Recipe recipe)
    {
        var margin = ArchitectureFacts.Of(recipe.Architecture).Margin(recipe.Architecture);
        var (sampling, input) = (recipe.Sampling, recipe.Input);
        return sampling.PatchHeight > 0 || sampling.PatchWidth > 0
            ? new PatchGeometry(
                sampling.PatchHeight > 0 ? sampling.PatchHeight : input.Height + margin,
                sampling.PatchWidth > 0 ? sampling.PatchWidth : input.Width + margin,
                margin,
                IsWholeImage: false)
            : new PatchGeometry(input.Height + margin, input.Width + margin, margin, IsWholeImage: true);
    }

    /// <summary>Rows and columns of the answer.</summary>
    public int InnerHeight => Height - Margin;
    public int InnerWidth => Width - Margin;

    /// <summary>Rows above and columns left of the answer.</summary>
    public int Before => Margin / 2;

    /// <summary>First row and column of the patch whose answer has this pixel in its middle (row height / 2, column width / 2).</summary>
    public (int Top, int Left) Around(int row, int column) => (row - (InnerHeight / 2) - Before, column - (InnerWidth / 2) - Before);
}
