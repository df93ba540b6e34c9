using System.Runtime.InteropServices;

namespace Studio.Training.Import.Codecs;

/// <summary>What goes in and out beside the bytes; mirrors <c>studio_frame</c> in native/codecs/frame.h.</summary>
[StructLayout(LayoutKind.Sequential)]
struct NativeFrameLayout
{
    public const int ColourIsRgb = 1;
    public const int ColourIsYbr = 2;

    public int Rows;
    public int Columns;
    public int Components;
    public int BytesPerSample;

    /// <summary>Bits per sample in the codestream.</summary>
    public int Precision;

    /// <summary>1 where each component has a plane of its own.</summary>
    public int IsPlanar;

    /// <summary>What the codestream itself says about three components: 0, <see cref="ColourIsRgb"/> or <see cref="ColourIsYbr"/>.</summary>
    public int Colour;
}
