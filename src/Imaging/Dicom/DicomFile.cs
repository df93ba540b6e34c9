using System.Buffers.Binary;
using System.IO.Compression;

namespace Studio.Imaging.Dicom;

/// <summary>A DICOM file opened: its transfer syntax and its dataset (PS3.10).</summary>
internal sealed record DicomFile(TransferSyntax Syntax, DicomDataset Dataset, IReadOnlyList<string> Warnings)
{
    private const int PreambleBytes = 128;
    private const int FirstMainGroup = 0x0008;

    /// <summary>With "DICM" behind a preamble, or without either when the first bytes look like an element.</summary>
    public static bool Recognises(ReadOnlySpan<byte> file)
    {
        if (HasPreamble(file))
        {
            return true;
        }

        if (file.Length < 16)
        {
            return false;
        }

        ushort little = BinaryPrimitives.ReadUInt16LittleEndian(file);
        ushort big = BinaryPrimitives.ReadUInt16BigEndian(file);
        bool isPlausibleGroup = little is 0x0002 or FirstMainGroup || big == FirstMainGroup;
        ushort element = little is 0x0002 or FirstMainGroup
            ? BinaryPrimitives.ReadUInt16LittleEndian(file[2..])
            : BinaryPrimitives.ReadUInt16BigEndian(file[2..]);
        bool hasVr = DicomVrFacts.TryParse(file[4], file[5], out _);
        uint implicitLength = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        return isPlausibleGroup && element < 0x0100 && (hasVr || implicitLength < 1024);
    }

    /// <summary>Reads everything in front of and including the pixel data.</summary>
    public static DicomFile Open(ReadOnlyMemory<byte> file, DecodeLimits limits)
    {
        var warnings = new List<string>();
        int start = HasPreamble(file.Span) ? PreambleBytes + 4 : 0;
        if (start == 0)
        {
            warnings.Add("The DICOM file has no preamble.");
        }

        var metaParser = new DicomParser(file, isBigEndian: false);
        DicomDataset meta = metaParser.ReadMeta(start);
        TransferSyntax syntax = meta.Text(DicomTag.TransferSyntaxUid) is { } uid
            ? TransferSyntax.Of(uid)
            : Guess(file.Span[metaParser.Offset..], warnings);
        ReadOnlyMemory<byte> main = file[metaParser.Offset..];
        if (syntax.IsDeflated)
        {
            main = Inflate(main, limits);
        }

        DicomDataset dataset = new DicomParser(main, syntax.IsBigEndian).ReadMain(0, syntax.IsExplicit);
        if (!dataset.CharacterSet.IsKnown)
        {
            warnings.Add("The DICOM file names a character set that is not of the standard; names and descriptions may look wrong.");
        }

        return dataset.Count == 0
            ? throw new UnreadableImageException("The DICOM file ends behind its header.")
            : new DicomFile(syntax, dataset, warnings);
    }

    private static bool HasPreamble(ReadOnlySpan<byte> file) =>
        file.Length >= PreambleBytes + 4 && file[PreambleBytes..].StartsWith("DICM"u8);

    private static TransferSyntax Guess(ReadOnlySpan<byte> main, List<string> warnings)
    {
        warnings.Add("The DICOM file does not say how it is encoded; that was taken from its content.");
        if (main.Length < 8)
        {
            return TransferSyntax.ImplicitLittleEndian;
        }

        bool isExplicit = DicomVrFacts.TryParse(main[4], main[5], out _);
        bool isBigEndian = BinaryPrimitives.ReadUInt16BigEndian(main) == FirstMainGroup;
        return isBigEndian
            ? new TransferSyntax("", "uncompressed, big endian", isExplicit, IsBigEndian: true, IsEncapsulated: false)
            : isExplicit ? TransferSyntax.ExplicitLittleEndian : TransferSyntax.ImplicitLittleEndian;
    }

    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> packed, DecodeLimits limits)
    {
        long largest = Math.Max(limits.FreeExpansionBytes, (long)packed.Length * limits.MaxExpansion);
        largest = Math.Min(largest, Math.Min(limits.MaxTotalBytes, Array.MaxLength));
        using var source = new MemoryStream(packed.ToArray(), writable: false);
        using var deflate = new DeflateStream(source, CompressionMode.Decompress);
        using var main = new MemoryStream();
        var chunk = new byte[1 << 16];
        try
        {
            int read;
            while ((read = deflate.Read(chunk)) > 0)
            {
                if (main.Length + read > largest)
                {
                    throw new UnreadableImageException($"The deflated DICOM file unpacks to more than {largest >> 20} MB; that is no real picture.");
                }

                main.Write(chunk, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            throw new UnreadableImageException("The deflated DICOM file is damaged: it cannot be unpacked.");
        }

        return main.GetBuffer().AsMemory(0, (int)main.Length);
    }
}
