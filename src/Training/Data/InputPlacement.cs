using Studio.Contracts.Recipes;

namespace Studio.Training.Data;

/// <summary>
/// Where an image lies inside the network's input, in input pixels. Everything that moves between original and input
/// coordinates goes through this one record: images and masks in, predictions out.
/// </summary>
/// <param name="Rows">Of the original image.</param>
/// <param name="Columns">Of the original image.</param>
readonly record struct InputPlacement(int Rows, int Columns, int Top, int Left, int Height, int Width)
{
    /// <summary>stretch fills the input; pad keeps the proportions, centred.</summary>
    public static InputPlacement Of(int rows, int columns, InputRecipe input)
    {
        if (input.Fit == "stretch")
        {
            return new InputPlacement(rows, columns, 0, 0, input.Height, input.Width);
        }

        var scale = Math.Min((double)input.Height / rows, (double)input.Width / columns);
        var height = Math.Clamp((int)Math.Round(rows * scale), 1, input.Height);
        var width = Math.Clamp((int)Math.Round(columns * scale), 1, input.Width);
        return new InputPlacement(rows, columns, (input.Height - height) / 2, (input.Width - width) / 2, height, width);
    }
}
