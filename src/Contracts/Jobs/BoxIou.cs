namespace Studio.Contracts.Jobs;

/// <summary>How much two boxes have in common.</summary>
public static class BoxIou
{
    /// <summary>Intersection over union, 0–1; 0 where they do not meet. Classes are not looked at.</summary>
    public static double Of(BoxSpec a, BoxSpec b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        if (width <= 0 || height <= 0)
        {
            return 0;
        }

        var both = width * height;
        return both / ((a.Width * a.Height) + (b.Width * b.Height) - both);
    }
}
