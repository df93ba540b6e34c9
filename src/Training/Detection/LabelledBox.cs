namespace Studio.Training.Detection;

/// <summary>A box in input pixels, x to the right and y down; (0, 0) is the outer corner of the first pixel.</summary>
/// <param name="Class">0-based, without background.</param>
readonly record struct LabelledBox(int Class, float X1, float Y1, float X2, float Y2)
{
    public float Area => (X2 - X1) * (Y2 - Y1);

    /// <summary>Overlap with another box as a share of what both cover together, 0–1; 0 where both are empty.</summary>
    public float Iou(LabelledBox other)
    {
        var width = MathF.Min(X2, other.X2) - MathF.Max(X1, other.X1);
        var height = MathF.Min(Y2, other.Y2) - MathF.Max(Y1, other.Y1);
        if (width <= 0 || height <= 0)
        {
            return 0;
        }

        var both = width * height;
        return both / (Area + other.Area - both);
    }
}

/// <param name="Score">Confidence, 0–1.</param>
readonly record struct DetectedBox(LabelledBox Box, float Score);
