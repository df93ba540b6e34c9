namespace Studio.Contracts.Recipes;

/// <summary>Which network. A key that an architecture does not know has no effect on it.</summary>
public sealed record ArchitectureRecipe
{
    /// <summary>Name in the catalog of architectures, e.g. unet.</summary>
    public string Name { get; init; } = "unet";

    /// <summary>Channels of the first level; each deeper level doubles them.</summary>
    public int BaseChannels { get; init; } = 16;

    /// <summary>Levels including the bottleneck, 2–7.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>Channels of each block instead of <see cref="BaseChannels"/> and <see cref="Depth"/>; empty: those two count.</summary>
    public IReadOnlyList<double> Widths { get; init; } = [];

    /// <summary>Channels of each block, finest first: <see cref="Widths"/>, or else <see cref="BaseChannels"/> doubled from level to level.</summary>
    public IReadOnlyList<int> BlockWidths() => Widths.Count > 0
        ? [.. Widths.Select(width => (int)width)]
        : [.. Enumerable.Range(0, Depth).Select(level => BaseChannels << level)];

    /// <summary>nearest, bilinear, transposed or unpool (at the places of the maxima).</summary>
    public string Upsampling { get; init; } = "nearest";

    /// <summary>Adds the input of a block to its output.</summary>
    public bool Residual { get; init; }

    /// <summary>Attention gates on the skip connections.</summary>
    public bool Attention { get; init; }

    /// <summary>Every level of the decoder has a head of its own while training.</summary>
    public bool DeepSupervision { get; init; }

    /// <summary>Probability of dropout before the head, 0–0.9.</summary>
    public double Dropout { get; init; }

    /// <summary>pool (global average; any size) or flatten (as published for several networks; one size only).</summary>
    public string Head { get; init; } = "pool";

    /// <summary>Batch normalisation of the output before its sigmoid.</summary>
    public bool OutputNorm { get; init; }

    /// <summary>Boxes drawn from a normal distribution of this share of the predicted σ while training; 0: no σ is predicted.</summary>
    public double GaussianKappa { get; init; }

    /// <summary>resnet18, resnet34 or resnet50, with the names of torchvision's weights.</summary>
    public string Encoder { get; init; } = "resnet18";

    /// <summary>deeplab: pixels of the input for one place of its coarsest features, 8 or 16; 8 sees finer and takes longer.</summary>
    public int OutputStride { get; init; } = 16;

    /// <summary>Which way through a network of two: both, local or global.</summary>
    public string Paths { get; init; } = "both";

    /// <summary>Networks of one box: number of the class that is located; 0: the largest box of any.</summary>
    public int BoxClass { get; init; }
}
