namespace Studio.Contracts.Recipes;

/// <summary>What an epoch looks at.</summary>
public sealed record SamplingRecipe
{
    /// <summary>
    /// none (every image once), patient (every patient as often), category (every category as often, see the images'
    /// column "category") or class (every class as often, by images that hold it; images without any are one more class).
    /// </summary>
    public string Balance { get; init; } = "none";

    /// <summary>Images in one epoch, drawn again where they do not suffice; 0: as many as there are.</summary>
    public int ImagesPerEpoch { get; init; }

    /// <summary>Part of the image that the network sees at once while training, in pixels; 0: the whole image.</summary>
    public int PatchHeight { get; init; }
    public int PatchWidth { get; init; }

    /// <summary>Patches taken from each image in an epoch.</summary>
    public int PatchesPerImage { get; init; } = 1;

    /// <summary>natural (anywhere) or balanced (the pixel in the middle is of each class as often).</summary>
    public string PatchClasses { get; init; } = "natural";
}
