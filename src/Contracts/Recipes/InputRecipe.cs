namespace Studio.Contracts.Recipes;

/// <summary>How an image becomes the network's input.</summary>
public sealed record InputRecipe
{
    /// <summary>Rows and columns in pixels to which the whole image is brought; <see cref="ArchitectureFacts"/> says which multiples.</summary>
    public int Height { get; init; } = 256;
    public int Width { get; init; } = 256;

    /// <summary>
    /// 1 (grey) or 3 (RGB): grey images are repeated, RGB images are averaged to luminance where they differ. With
    /// <see cref="CaseChannels"/> their number, with <see cref="Neighbours"/> n slices 2n + 1.
    /// </summary>
    public int Channels { get; init; } = 1;

    /// <summary>stretch (both sides to the input size) or pad (proportions kept, centred, padded with the minimum).</summary>
    public string Fit { get; init; } = "stretch";

    /// <summary>
    /// unit (full range of the bit depth to 0–1), zscore, zscore-clipped (<see cref="ClipPercent"/> cut off at both ends
    /// first), percentile (the same, then to 0–1) or window (<see cref="WindowCenter"/> ± half the width to 0–1, clipped).
    /// </summary>
    public string Normalization { get; init; } = "zscore";

    /// <summary>Pixels over which zscore and percentile are taken: image (all its channels), channel (each by itself) or
    /// dataset (each channel over all training images).</summary>
    public string Statistics { get; init; } = "image";

    /// <summary>Percent of pixels cut off at either end, 0–20.</summary>
    public double ClipPercent { get; init; } = 1;

    /// <summary>For window, in Hounsfield units or whatever the image's values mean after rescale.</summary>
    public double WindowCenter { get; init; } = 40;
    public double WindowWidth { get; init; } = 400;

    /// <summary>Slices shown to the network before and behind the one it judges (2.5-D), 0–5. The outermost slice is repeated.</summary>
    public int Neighbours { get; init; }

    /// <summary>Names of the channels of a case, in the order in which the network sees them, e.g. T1, T2; empty: images alone.</summary>
    public IReadOnlyList<string> CaseChannels { get; init; } = [];
}
