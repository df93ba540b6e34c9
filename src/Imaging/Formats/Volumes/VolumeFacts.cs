namespace Studio.Imaging.Formats.Volumes;

/// <summary>Facts of a volume and its frames.</summary>
internal static class VolumeFacts
{
    private const string NotPlaced = "The file does not say how the volume lies in the patient. Its slices are shown as they are stored; left and right are not known.";
    private const string Skewed = "The slices of the volume are skewed, so distances and planes are not used.";

    public static DecodedFile Describe(VolumeDescription volume, SliceTurn turn, IReadOnlyList<RasterImage> frames)
    {
        bool hasPlanes = volume.Geometry is { HasRightAngles: true };
        string? problem = volume.Geometry is null ? NotPlaced : hasPlanes ? null : Skewed;
        var facts = new ImageFacts
        {
            Format = volume.Format,
            Layout = frames[0].Layout,
            Photometric = frames[0].SamplesPerPixel == 3 ? Photometric.Rgb : Photometric.Monochrome2,
            FrameCount = frames.Count,
            Statistics = SampleStatistics.Measure(frames),
            RescaleSlope = volume.RescaleSlope,
            RescaleIntercept = volume.RescaleIntercept,
            Windows = volume.Windows,
            PixelSpacing = SpacingOf(volume, turn),
            PerFrame = hasPlanes || volume.Channels > 1 ? FramesOf(volume, turn, hasPlanes) : [],
            IsTurned = turn != default,
            Encoding = volume.Encoding,
            Warnings = problem is null ? volume.Warnings : [.. volume.Warnings, problem],
        };
        return new DecodedFile(facts, frames);
    }

    private static List<FrameFacts> FramesOf(VolumeDescription volume, SliceTurn turn, bool hasPlanes)
    {
        var facts = new List<FrameFacts>();
        for (int index = 0; index < volume.Slices * volume.Channels; index++)
        {
            int place = index % volume.Slices;
            int slice = turn.FlipsSlices ? volume.Slices - 1 - place : place;
            facts.Add(new FrameFacts
            {
                Plane = hasPlanes ? turn.PlaneOf(volume.Geometry!, volume.Columns, volume.Rows, slice) : null,
                Channel = volume.Channels > 1 ? index / volume.Slices : null,
            });
        }

        return facts;
    }

    private static PixelSpacing? SpacingOf(VolumeDescription volume, SliceTurn turn)
    {
        if (volume.Geometry is not { } geometry)
        {
            return volume.Spacing;
        }

        return turn.IsTransposed
            ? new PixelSpacing(geometry.First.Length, geometry.Second.Length)
            : new PixelSpacing(geometry.Second.Length, geometry.First.Length);
    }
}
