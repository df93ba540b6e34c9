using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Training.Jobs;

namespace Studio.Training.Data;

/// <summary>All that a network sees at once: one image, or one grey plane per channel, all of one size.</summary>
sealed record InputSource(IReadOnlyList<PixelSource> Planes)
{
    public InputSource(PixelSource image)
        : this([image])
    {
    }

    public int Rows => Planes[0].Rows;

    public int Columns => Planes[0].Columns;

    /// <summary>
    /// [channels, rows, columns] after rescale. One image is repeated, kept or averaged to luminance, see
    /// <see cref="PixelSource.ToPlanes"/>; several give a channel each.
    /// </summary>
    public float[][] ToChannels(int channels) =>
        Planes.Count == 1 ? Planes[0].ToPlanes(channels) : [.. Planes.Select(plane => plane.ToPlanes(1)[0])];

    /// <summary>Which channel's source says how its values are stored.</summary>
    public PixelSource SourceOf(int channel) => Planes.Count == 1 ? Planes[0] : Planes[channel];

    /// <summary>The planes that the network wants of a sample, in the order of its channels; none where the image alone is wanted.</summary>
    /// <exception cref="JobFailureException">See <see cref="SampleCheck"/>.</exception>
    public static IReadOnlyList<PlaneSpec> Choose(SampleSpec sample, InputRecipe input) =>
        SampleCheck.ProblemOf(sample, input) is { } problem
            ? throw new JobFailureException(problem)
            : [.. SampleCheck.Wanted(sample, input).Select(wanted => wanted.Plane!)];

    /// <summary>What the network sees of a sample.</summary>
    /// <param name="pixels">Content of the chosen planes, in their order; of the sample itself where none was chosen.</param>
    public static InputSource Of(SampleSpec sample, IReadOnlyList<PlaneSpec> planes, IReadOnlyList<byte[]> pixels) => planes.Count == 0
        ? new InputSource(PixelSource.Of(sample, pixels[0]))
        : new InputSource([.. planes.Zip(pixels, (plane, content) => Of(sample, plane, content))]);

    static PixelSource Of(SampleSpec sample, PlaneSpec plane, byte[] content) => new(
        sample.Rows, sample.Columns, 1, plane.BytesPerSample, plane.BitsStored, plane.IsSigned, plane.IsMonochrome1, content)
    {
        RescaleSlope = plane.RescaleSlope,
        RescaleIntercept = plane.RescaleIntercept,
    };
}
