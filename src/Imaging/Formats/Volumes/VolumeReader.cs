using System.IO.Compression;

namespace Studio.Imaging.Formats.Volumes;

/// <summary>Reads the voxels of a grid: one frame per slice and channel, the channels one after the other.</summary>
internal sealed class VolumeReader(VolumeDescription volume)
{
    private readonly SliceTurn _turn = SliceTurn.Of(volume.Geometry);

    /// <summary>Reads all frames and describes them.</summary>
    /// <param name="voxels">Stands at the first voxel.</param>
    /// <exception cref="UnreadableImageException">The voxels are damaged or end early.</exception>
    public DecodedFile Read(Stream voxels, CancellationToken cancellationToken)
    {
        var frames = new RasterImage[volume.Slices * volume.Channels];
        RasterLayout layout = volume.LayoutOf(_turn);
        int blockChannels = volume.IsChannelFirst ? volume.Channels : 1;
        int blocks = frames.Length / blockChannels;
        var block = new byte[(long)volume.Columns * volume.Rows * volume.Type.VoxelBytes * blockChannels];
        for (int index = 0; index < blocks; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fill(voxels, block, index, blocks);
            if (volume.IsBigEndian)
            {
                ByteOrder.Swap(block, volume.Type.SampleBytes);
            }

            for (int channel = 0; channel < blockChannels; channel++)
            {
                byte[] slice = blockChannels == 1 ? block : Channel(block, channel);
                frames[PlaceOf(index, channel)] = new RasterImage(layout, ToSamples(slice));
            }
        }

        return VolumeFacts.Describe(volume, _turn, volume.Type.IsWideInteger ? WideIntegers.Narrow(frames) : frames);
    }

    private int PlaceOf(int block, int channel)
    {
        int slice = block % volume.Slices;
        int place = _turn.FlipsSlices ? volume.Slices - 1 - slice : slice;
        return ((volume.IsChannelFirst ? channel : block / volume.Slices) * volume.Slices) + place;
    }

    private static void Fill(Stream voxels, byte[] block, int index, int blocks)
    {
        try
        {
            if (voxels.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) == block.Length)
            {
                return;
            }
        }
        catch (InvalidDataException)
        {
            throw new UnreadableImageException($"The file is damaged: {blocks} slices are announced, only {index} can be unpacked. Copy or export it again.");
        }

        throw new UnreadableImageException($"The file ends early: {blocks} slices are announced, {index} are there. Copy or export it again.");
    }

    private byte[] Channel(byte[] block, int channel)
    {
        int size = volume.Type.VoxelBytes;
        var slice = new byte[block.Length / volume.Channels];
        for (int voxel = 0; voxel < slice.Length / size; voxel++)
        {
            block.AsSpan(((voxel * volume.Channels) + channel) * size, size).CopyTo(slice.AsSpan(voxel * size));
        }

        return slice;
    }

    private byte[] ToSamples(byte[] slice)
    {
        int keptBytes = volume.Type.SampleBytes * volume.Type.KeptSamples;
        byte[] kept = PlainImage.KeepChannels(slice, volume.Type.VoxelBytes, keptBytes);
        return SliceMover.Move(kept, volume.Rows, volume.Columns, keptBytes, _turn);
    }
}
