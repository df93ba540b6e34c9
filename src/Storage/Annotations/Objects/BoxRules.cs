using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>What every box has to keep to, drawn or imported.</summary>
static class BoxRules
{
    /// <returns>What is wrong, for the user, or null.</returns>
    public static string? FindFault(BoxObject box, AnnotationRows.ImageLimits limits)
    {
        var isInside = box.Left >= 0 && box.Top >= 0 && box.Right <= limits.Columns && box.Bottom <= limits.Rows;
        return isInside && box.Left < box.Right && box.Top < box.Bottom
            ? null
            : $"A box of {limits.Name} is empty or lies outside the image ({limits.Columns}×{limits.Rows}).";
    }
}
