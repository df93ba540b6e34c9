using System.Globalization;
using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Nrrd;

/// <summary>The axes of an NRRD grid: two or three in space, and one more for colours or channels.</summary>
/// <param name="Sizes">Length of each axis, the fastest first.</param>
/// <param name="Spatial">Indices of the axes in space, at most three.</param>
/// <param name="ChannelAxis">Index of the axis that is not in space, the first or the last one; null for none.</param>
/// <param name="IsList">Whether the channels are things of their own, such as layers of segments, and no colours.</param>
internal sealed record NrrdAxes(IReadOnlyList<int> Sizes, IReadOnlyList<int> Spatial, int? ChannelAxis, bool IsList)
{
    private static readonly string[] SpatialKinds = ["domain", "space", "???", "none"];

    public static NrrdAxes Read(NrrdHeader header)
    {
        int[] sizes = [.. header.Require("sizes").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Size)];
        bool agrees = int.TryParse(header.Require("dimension"), NumberStyles.None, CultureInfo.InvariantCulture, out int dimension) && dimension == sizes.Length;
        if (!agrees)
        {
            throw new UnreadableImageException("The NRRD file is damaged: its dimension and its sizes do not agree.");
        }

        int[] spatial = [.. Enumerable.Range(0, sizes.Length).Where(axis => IsSpatial(header, axis, sizes.Length))];
        int[] others = [.. Enumerable.Range(0, sizes.Length).Except(spatial)];
        bool isReadable = spatial.Length is 2 or 3 && (others.Length == 0 || (others.Length == 1 && (others[0] == 0 || others[0] == sizes.Length - 1)));
        return isReadable
            ? new NrrdAxes(sizes, spatial, others.Length == 1 ? others[0] : null, others.Length == 1 && KindOf(header, others[0], sizes.Length) == "list")
            : throw new UnreadableImageException(
                $"The NRRD file has {sizes.Length} axes, {spatial.Length} of them in space. Pictures and volumes with one value, a colour or several channels can be read.");
    }

    /// <summary>Whether an axis lies in space: by its direction, else by its kind, else the first three.</summary>
    private static bool IsSpatial(NrrdHeader header, int axis, int dimension)
    {
        if (header.Find("space directions") is { } directions)
        {
            IReadOnlyList<PatientVector?> vectors = NrrdSpace.Vectors(directions);
            return axis < vectors.Count && vectors[axis] is not null;
        }

        return KindOf(header, axis, dimension) is { } kind ? SpatialKinds.Contains(kind) : axis < 3;
    }

    private static string? KindOf(NrrdHeader header, int axis, int dimension)
    {
        string[] kinds = (header.Find("kinds") ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return kinds.Length == dimension ? kinds[axis] : null;
    }

    private static int Size(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
        ? size
        : throw new UnreadableImageException($"The NRRD file is damaged: an axis has the length “{text}”.");
}
