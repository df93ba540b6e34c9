namespace Studio.Contracts.Recipes;

/// <summary>Random changes, drawn per sample on the device. Zero or false switches one off.</summary>
public sealed record AugmentationRecipe
{
    /// <summary>Changes nothing.</summary>
    public static AugmentationRecipe None { get; } = new()
    {
        FlipHorizontal = false, RotationDegrees = 0, Scale = 0, Translation = 0, Brightness = 0, Contrast = 0,
    };

    public bool FlipHorizontal { get; init; } = true;
    public bool FlipVertical { get; init; }
    public double RotationDegrees { get; init; } = 15;
    public double ShearDegrees { get; init; }

    /// <summary>0.1 means a factor drawn from 0.9–1.1.</summary>
    public double Scale { get; init; } = 0.1;

    /// <summary>Shift as a share of the image side.</summary>
    public double Translation { get; init; } = 0.05;

    /// <summary>Largest share of each side that is cut away before the rest is enlarged to the whole.</summary>
    public double Crop { get; init; }

    /// <summary>Elastic distortion: largest shift as a share of the image side, and width of its smoothing, likewise.</summary>
    public double ElasticAmount { get; init; }
    public double ElasticSmoothness { get; init; } = 0.1;

    /// <summary>Largest standard deviation of a Gaussian blur, in pixels of the input.</summary>
    public double Blur { get; init; }

    /// <summary>Additive brightness in standard deviations.</summary>
    public double Brightness { get; init; } = 0.2;

    /// <summary>0.2 means a factor drawn from 0.8–1.2.</summary>
    public double Contrast { get; init; } = 0.2;

    /// <summary>0.2 means an exponent drawn from 1/1.2–1.2, on the image's own range.</summary>
    public double Gamma { get; init; }

    /// <summary>Standard deviation of additive noise, in standard deviations of the image.</summary>
    public double Noise { get; init; }

    /// <summary>Largest side of one rectangle that is blanked, as a share of the image side; labels stay.</summary>
    public double CutOut { get; init; }

    /// <summary>Parameter α of the Beta distribution by which two images and their tags are mixed; for classification only.</summary>
    public double MixUp { get; init; }

    /// <summary>One draw for a whole batch, as some published systems did; each sample has its own otherwise.</summary>
    public bool SharedByBatch { get; init; }
}
