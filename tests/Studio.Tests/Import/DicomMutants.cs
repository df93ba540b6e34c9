using System.Buffers.Binary;

namespace Studio.Tests.Import;

/// <summary>DICOM files damaged the way disks, networks and hostile people damage them. The same seed gives the same mutants.</summary>
static class DicomMutants
{
    const int PreambleBytes = 132;

    static readonly uint[] Bombs = [0xFFFF_FFFF, 0xFFFF_FFFE, 0x7FFF_FFFF, 0x8000_0000, 0x0100_0000, 0x0000_FFFF];

    static readonly Func<byte[], Random, byte[]>[] Kinds = [StompHeader, Truncate, BombLength, BombSize, FlipPixelBits, StompPixelStart, StompAnywhere];

    public static byte[] Of(byte[] seed, Random random) => Kinds[random.Next(Kinds.Length)]([.. seed], random);

    static byte[] StompHeader(byte[] file, Random random)
    {
        var end = Math.Max(PreambleBytes + 1, PixelStart(file));
        for (var change = random.Next(1, 5); change > 0; change--)
            file[random.Next(PreambleBytes, Math.Min(end, file.Length))] = (byte)random.Next(256);
        return file;
    }

    static byte[] Truncate(byte[] file, Random random) => file[..random.Next(1, file.Length)];

    /// <summary>Four bytes anywhere become a length that the file does not have.</summary>
    static byte[] BombLength(byte[] file, Random random)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(random.Next(PreambleBytes, file.Length - 4)), Bombs[random.Next(Bombs.Length)]);
        return file;
    }

    /// <summary>Rows, columns, bits, samples or frames of the image pixel module (group 0028) are changed.</summary>
    static byte[] BombSize(byte[] file, Random random)
    {
        byte[] elements = [0x02, 0x08, 0x10, 0x11];
        var at = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x28, 0x00, elements[random.Next(elements.Length)], 0x00]);
        if (at > 0 && at + 10 <= file.Length)
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at + 8), (ushort)random.Next(65_536));
        return file;
    }

    static byte[] FlipPixelBits(byte[] file, Random random)
    {
        var start = PixelStart(file);
        for (var change = random.Next(1, 9); change > 0; change--)
            file[random.Next(start, file.Length)] ^= (byte)(1 << random.Next(8));
        return file;
    }

    /// <summary>The first bytes behind the pixel element hold offset tables and the codestream's own header.</summary>
    static byte[] StompPixelStart(byte[] file, Random random)
    {
        var start = PixelStart(file);
        for (var change = random.Next(1, 5); change > 0; change--)
            file[random.Next(start, Math.Min(file.Length, start + 120))] = (byte)random.Next(256);
        return file;
    }

    static byte[] StompAnywhere(byte[] file, Random random)
    {
        for (var change = random.Next(1, 9); change > 0; change--)
            file[random.Next(file.Length)] = (byte)random.Next(256);
        return file;
    }

    static int PixelStart(byte[] file)
    {
        var little = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00]);
        var big = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x7F, 0xE0, 0x00, 0x10]);
        return Math.Clamp(Math.Max(little, big), PreambleBytes, file.Length - 1);
    }
}
