namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Unpacks the frames of one or more compressed transfer syntaxes.</summary>
public interface IFrameCodec
{
    /// <summary>UIDs of the transfer syntaxes that this codec reads.</summary>
    IReadOnlyList<string> TransferSyntaxUids { get; }

    /// <summary>Unpacks one frame.</summary>
    /// <param name="packed">The frame's bytes, fragments joined.</param>
    /// <param name="description">What the dataset says about the pixels.</param>
    /// <param name="error">What is wrong, for the user, when the result is null.</param>
    NativeFrame? Decode(ReadOnlyMemory<byte> packed, PixelDescription description, out string? error);
}

/// <summary>An unpacked frame, as an uncompressed little-endian file would hold it.</summary>
/// <param name="Bytes">Samples of BitsAllocated bits; 1-bit pixels packed, lowest bit first.</param>
/// <param name="IsPlanar">Whether colours lie in planes.</param>
/// <param name="Photometric">Photometric interpretation after unpacking; codecs may have converted colours.</param>
public sealed record NativeFrame(ReadOnlyMemory<byte> Bytes, bool IsPlanar, string Photometric)
{
    /// <summary>Whether the bytes are an array of their own that the receiver may keep and change, which saves a copy.</summary>
    public bool IsOwned { get; init; }

    /// <summary>Whether 1-bit pixels have a byte each.</summary>
    public bool HasWholeBytes { get; init; }

    /// <summary>Bits per sample that the codestream holds where it says so; higher bits of a sample are zero, also of a negative one.</summary>
    public int? Precision { get; init; }
}
