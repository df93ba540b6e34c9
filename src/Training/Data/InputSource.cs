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
    /// <exception cref="JobFailureException">A channel or slice is missing; the image and the channel are named.</exception>
    public static IReadOnlyList<PlaneSpec> Choose(SampleSpec sample, InputRecipe input)
    {
        if (input.CaseChannels.Count > 0)
        {
            return [.. input.CaseChannels.Select(name => sample.Planes.FirstOrDefault(plane => IsNamed(plane, name)) ?? throw Missing(sample, name))];
        }

        // A picture that is no slice of a series is its own neighbour.
        if (input.Neighbours == 0 || sample.Planes.Count == 0)
        {
            return [];
        }

        return [.. Enumerable.Range(-input.Neighbours, input.Channels).Select(offset =>
            sample.Planes.FirstOrDefault(plane => plane.Channel is null && plane.Offset == offset)
            ?? throw new JobFailureException(FormattableString.Invariant(
                $"{sample.Name}: the slice {offset:+0;-0;0} from it is missing, the recipe asks for {input.Neighbours} on either side. Make a new dataset version, or set input.neighbours to 0.")))];
    }

    /// <summary>What the network sees of a sample.</summary>
    /// <param name="pixels">Content of the chosen planes, in their order; of the sample itself where none was chosen.</param>
    /// <exception cref="JobFailureException">A plane is not of the sample's size.</exception>
    public static InputSource Of(SampleSpec sample, IReadOnlyList<PlaneSpec> planes, IReadOnlyList<byte[]> pixels) => planes.Count == 0
        ? new InputSource(PixelSource.Of(sample, pixels[0]))
        : new InputSource([.. planes.Zip(pixels, (plane, content) => Of(sample, plane, content))]);

    static PixelSource Of(SampleSpec sample, PlaneSpec plane, byte[] content)
    {
        var source = new PixelSource(
            sample.Rows, sample.Columns, 1, plane.BytesPerSample, plane.BitsStored, plane.IsSigned, plane.IsMonochrome1, content)
        {
            RescaleSlope = plane.RescaleSlope,
            RescaleIntercept = plane.RescaleIntercept,
        };
        var name = plane.Channel is { } channel ? $"channel {channel}" : FormattableString.Invariant($"the slice {plane.Offset:+0;-0;0} from it");
        return content.Length == source.ExpectedBytes
            ? source
            : throw new JobFailureException(
                $"{sample.Name}: {name} has another size than the image of {sample.Columns}×{sample.Rows} pixels. "
                + "All that the network sees at once must have one size: leave the image out, or import it anew at the size of the others.");
    }

    static bool IsNamed(PlaneSpec plane, string name) => string.Equals(plane.Channel, name, StringComparison.OrdinalIgnoreCase);

    static JobFailureException Missing(SampleSpec sample, string name)
    {
        var known = sample.Planes.Select(plane => plane.Channel).OfType<string>().ToList();
        return new JobFailureException(
            $"{sample.Name}: channel {name} is missing. "
            + (known.Count == 0 ? "The image is not part of a case with channels. " : $"Its case has {string.Join(", ", known)}. ")
            + "Add the channel, leave the image out, or name other channels in input.caseChannels.");
    }
}
