namespace Studio.Imaging.Dicom;

/// <summary>How a file encodes its elements and pixels (PS3.5 annex A, PS3.6 annex A).</summary>
/// <param name="Words">How the pixels are stored, in words that complete "The pixels are …".</param>
public sealed record TransferSyntax(string Uid, string Words, bool IsExplicit = true, bool IsBigEndian = false, bool IsDeflated = false, bool IsEncapsulated = true)
{
    public static readonly TransferSyntax ImplicitLittleEndian = new("1.2.840.10008.1.2", "uncompressed", IsExplicit: false, IsEncapsulated: false);
    public static readonly TransferSyntax ExplicitLittleEndian = new("1.2.840.10008.1.2.1", "uncompressed", IsEncapsulated: false);
    public static readonly TransferSyntax RleLossless = new("1.2.840.10008.1.2.5", "compressed with RLE");

    private static readonly Dictionary<string, TransferSyntax> Known = new TransferSyntax[]
    {
        ImplicitLittleEndian,
        ExplicitLittleEndian,
        new("1.2.840.10008.1.2.1.99", "uncompressed in a deflated file", IsDeflated: true, IsEncapsulated: false),
        new("1.2.840.10008.1.2.2", "uncompressed, big endian", IsBigEndian: true, IsEncapsulated: false),
        RleLossless,
        new("1.2.840.10008.1.2.4.50", "compressed with JPEG (baseline)"),
        new("1.2.840.10008.1.2.4.51", "compressed with JPEG (extended, 12 bits)"),
        new("1.2.840.10008.1.2.4.57", "compressed with lossless JPEG"),
        new("1.2.840.10008.1.2.4.70", "compressed with lossless JPEG"),
        new("1.2.840.10008.1.2.4.80", "compressed with JPEG-LS"),
        new("1.2.840.10008.1.2.4.81", "compressed with near-lossless JPEG-LS"),
        new("1.2.840.10008.1.2.4.90", "compressed with lossless JPEG 2000"),
        new("1.2.840.10008.1.2.4.91", "compressed with JPEG 2000"),
        new("1.2.840.10008.1.2.4.92", "compressed with lossless multi-component JPEG 2000"),
        new("1.2.840.10008.1.2.4.93", "compressed with multi-component JPEG 2000"),
        new("1.2.840.10008.1.2.4.100", "an MPEG-2 video"),
        new("1.2.840.10008.1.2.4.101", "an MPEG-2 video"),
        new("1.2.840.10008.1.2.4.102", "an MPEG-4 video"),
        new("1.2.840.10008.1.2.4.103", "an MPEG-4 video"),
        new("1.2.840.10008.1.2.4.104", "an MPEG-4 video"),
        new("1.2.840.10008.1.2.4.105", "an MPEG-4 video"),
        new("1.2.840.10008.1.2.4.106", "an MPEG-4 video"),
        new("1.2.840.10008.1.2.4.107", "an HEVC video"),
        new("1.2.840.10008.1.2.4.108", "an HEVC video"),
        new("1.2.840.10008.1.2.4.201", "compressed with lossless high-throughput JPEG 2000"),
        new("1.2.840.10008.1.2.4.202", "compressed with lossless high-throughput JPEG 2000"),
        new("1.2.840.10008.1.2.4.203", "compressed with high-throughput JPEG 2000"),
        new("1.2.840.10008.1.2.8.1", "compressed with deflate, frame by frame"),
    }.ToDictionary(syntax => syntax.Uid);

    /// <summary>The syntax of a UID; an unknown one is taken as compressed in an unknown way.</summary>
    public static TransferSyntax Of(string uid) =>
        Known.TryGetValue(uid, out TransferSyntax? syntax) ? syntax : new TransferSyntax(uid, $"stored in an unknown way (transfer syntax {uid})");
}
