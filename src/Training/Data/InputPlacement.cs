using Studio.Contracts.Jobs;
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

    /// <summary>A box of the original image, in input pixels.</summary>
    public InputBox ToInput(BoxSpec box)
    {
        var (down, across) = ((double)Height / Rows, (double)Width / Columns);
        return new InputBox(
            box.ClassIndex,
            Left + (box.X * across),
            Top + (box.Y * down),
            Left + ((box.X + box.Width) * across),
            Top + ((box.Y + box.Height) * down));
    }

    /// <summary>A box of the input, in pixels of the original image; what lies outside that image is cut off.</summary>
    public BoxSpec ToOriginal(InputBox box)
    {
        var (up, along) = ((double)Rows / Height, (double)Columns / Width);
        var inside = new InputBox(
            box.ClassIndex, (box.X1 - Left) * along, (box.Y1 - Top) * up, (box.X2 - Left) * along, (box.Y2 - Top) * up).ClipTo(Rows, Columns);
        return new BoxSpec(box.ClassIndex, inside.X1, inside.Y1, Math.Max(0, inside.X2 - inside.X1), Math.Max(0, inside.Y2 - inside.Y1));
    }
}
