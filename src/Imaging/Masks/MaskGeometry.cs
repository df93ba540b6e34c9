namespace Studio.Imaging.Masks;

/// <summary>Whether a mask fits its picture.</summary>
public static class MaskGeometry
{
    /// <summary>Compares sizes.</summary>
    /// <param name="name">The picture's name, for the message.</param>
    /// <returns>What is wrong and what to do, or null when the mask fits. Sizes are width×height.</returns>
    public static string? Compare(string name, RasterLayout picture, MaskImage mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return picture.Rows == mask.Rows && picture.Columns == mask.Columns
            ? null
            : $"{name} has another size than its mask ({picture.Columns}×{picture.Rows}, mask {mask.Columns}×{mask.Rows}). It was not imported. Export the mask again.";
    }
}
