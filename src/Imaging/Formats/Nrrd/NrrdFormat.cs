using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Nrrd;

/// <summary>NRRD volumes with an attached header (.nrrd), as raw, gzip or text.</summary>
internal sealed class NrrdFormat : IImageFormat
{
    private const int ColourSamples = 3;

    public string Name => "NRRD";

    public bool Recognises(ReadOnlySpan<byte> file) => NrrdHeader.Recognises(file);

    public DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken)
    {
        NrrdHeader header = NrrdHeader.Read(file.Span);
        NrrdHeader.RejectDetached(header.Fields);
        VolumeDescription volume = Describe(header);
        volume.CheckLimits(file.Length, NrrdContent.IsGzip(header), limits);
        long voxelBytes = (long)volume.Columns * volume.Rows * volume.Slices * volume.Channels * volume.Type.VoxelBytes;
        using Stream voxels = NrrdContent.Open(file, header, volume.Type, voxelBytes);
        return new VolumeReader(volume).Read(voxels, cancellationToken);
    }

    private VolumeDescription Describe(NrrdHeader header)
    {
        VoxelType type = NrrdTypes.TypeOf(header.Require("type"));
        NrrdAxes axes = NrrdAxes.Read(header);
        int channels = axes.ChannelAxis is { } axis ? axes.Sizes[axis] : 1;
        bool isFirst = axes.ChannelAxis == 0;
        bool isColour = isFirst && !axes.IsList && type is { SampleBytes: 1, IsSigned: false } && channels is ColourSamples or (ColourSamples + 1);
        bool isText = header.Require("encoding").ToLowerInvariant() is "ascii" or "text" or "txt";
        return new VolumeDescription
        {
            Format = Name,
            Encoding = $"NRRD, {(isColour ? "RGB" : type.Name)}, {header.Require("encoding")}",
            Columns = axes.Sizes[axes.Spatial[0]],
            Rows = axes.Sizes[axes.Spatial[1]],
            Slices = axes.Spatial.Count == 3 ? axes.Sizes[axes.Spatial[2]] : 1,
            Channels = isColour ? 1 : channels,
            IsChannelFirst = isFirst && !isColour && channels > 1,
            Type = isColour ? type with { Samples = channels } : type,
            IsBigEndian = !isText && type.SampleBytes > 1 && IsBigEndian(header),
            Geometry = NrrdSpace.Of(header, axes),
            Spacing = NrrdSpace.SpacingOf(header, axes),
        };
    }

    private static bool IsBigEndian(NrrdHeader header) => header.Require("endian").ToLowerInvariant() switch
    {
        "big" => true,
        "little" => false,
        var other => throw new UnreadableImageException($"The NRRD file is damaged: its byte order is “{other}”."),
    };
}
