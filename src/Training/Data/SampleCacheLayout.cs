using System.Security.Cryptography;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;

namespace Studio.Training.Data;

/// <summary>
/// Record of one sample: float32 [channels, height, width], then, where the network answers a class per pixel, bytes
/// [height, width] of class indices; padded to 64 bytes.
/// </summary>
sealed record SampleCacheLayout(InputRecipe Input, bool HasLabels)
{
    /// <summary>Whether labels of training images are kept at their original size, too: where those are what is judged.</summary>
    public bool KeepsTrainingLabels { get; init; }

    /// <summary>Changes when the layout or the preparation changes.</summary>
    const int FormatVersion = 2;

    public static SampleCacheLayout Of(Recipe recipe) =>
        new(recipe.Input, ArchitectureFacts.Of(recipe.Architecture).Output == OutputKind.ClassMap);

    public long ImageBytes => (long)InputPreparation.FloatsPerImage(Input) * sizeof(float);

    public int LabelBytes => HasLabels ? Input.Height * Input.Width : 0;

    /// <summary>Bytes from one sample's record to the next.</summary>
    public long Stride => (ImageBytes + LabelBytes + 63) / 64 * 64;

    /// <summary>A hash of all that the records depend on, so that a file is reused only when everything matches.</summary>
    public string Key(IReadOnlyList<SampleSpec> samples, DatasetStatistics? statistics)
    {
        var contents = samples.Select(sample => new
        {
            sample.Rows,
            sample.Columns,
            sample.Pixels,
            sample.SamplesPerPixel,
            sample.BytesPerSample,
            sample.BitsStored,
            sample.IsSigned,
            sample.IsMonochrome1,
            sample.RescaleSlope,
            sample.RescaleIntercept,
            sample.Planes,
            sample.Labelmap,
            sample.Split,
        });
        var text = JsonSerializer.SerializeToUtf8Bytes(new { FormatVersion, Input, HasLabels, contents, statistics }, ContractJson.Options);
        return Convert.ToHexStringLower(SHA256.HashData(text))[..16];
    }
}
