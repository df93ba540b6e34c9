using Studio.Contracts.Import;
using Studio.Imaging;
using Studio.Imaging.Display;

namespace Studio.Training.Import;

/// <summary>Says in the import protocol's words how frames are shown and where they lie.</summary>
static class FrameReply
{
    /// <summary>Windows, then display tables; the first is the default.</summary>
    public static IReadOnlyList<WindowPreset> Windows(ImageFacts facts) =>
        [.. facts.Windows.Select(Preset), .. facts.VoiLuts.Select(table => Preset(DisplayWindow.Of(table)))];

    /// <summary>Adds what is known of this frame alone.</summary>
    public static DecodedFrame Describe(DecodedFrame frame, ImageFacts facts)
    {
        if (facts.PerFrame.Count == 0)
            return frame;
        var own = facts.PerFrame[frame.FrameIndex];
        return frame with
        {
            Plane = own.Plane is { } plane ? PlaneOf(plane) : null,
            RescaleSlope = own.RescaleSlope,
            RescaleIntercept = own.RescaleIntercept,
            Windows = own.Windows.Count > 0 ? [.. own.Windows.Select(Preset)] : null,
            Channel = own.Channel,
            Split = own.Split,
            Tags = own.Tags,
        };
    }

    /// <summary>The file's facts as they hold for one frame.</summary>
    public static ImageFacts FactsOf(int frameIndex, ImageFacts facts)
    {
        if (facts.PerFrame.Count == 0)
            return facts;
        var own = facts.PerFrame[frameIndex];
        return facts with
        {
            RescaleSlope = own.RescaleSlope ?? facts.RescaleSlope,
            RescaleIntercept = own.RescaleIntercept ?? facts.RescaleIntercept,
            Windows = own.Windows.Count > 0 ? own.Windows : facts.Windows,
        };
    }

    static WindowPreset Preset(DisplayWindow window) => WindowPresets.Write(window);

    public static DecodedPlane PlaneOf(FramePlane plane) =>
        new(plane.Position.ToArray(), plane.RowDirection.ToArray(), plane.ColumnDirection.ToArray());
}
