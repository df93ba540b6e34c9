using System.Buffers.Binary;

namespace Studio.Imaging.Tests.Formats;

/// <summary>Puts TIFF files together from fields and blocks of pixels, in either byte order.</summary>
internal sealed class TiffBuilder(bool isBigEndian = false)
{
    private readonly List<byte> _file = [.. isBigEndian ? "MM\0*"u8 : "II*\0"u8, 0, 0, 0, 0];
    private int _nextPointer = 4;

    /// <summary>Adds a page; short and long fields, and ready-packed strips or tiles.</summary>
    public TiffBuilder Page(IReadOnlyDictionary<int, uint[]> fields, byte[][] blocks, bool isTiled = false)
    {
        var all = new SortedDictionary<int, uint[]>(fields.ToDictionary());
        all[isTiled ? 324 : 273] = [.. blocks.Select(Append)];
        all[isTiled ? 325 : 279] = [.. blocks.Select(block => (uint)block.Length)];
        List<(int Tag, uint Count, uint Value)> entries = [];
        foreach ((int tag, uint[] values) in all)
        {
            entries.Add((tag, (uint)values.Length, values.Length == 1 ? values[0] : Append([.. values.SelectMany(Number)])));
        }

        Patch(_nextPointer, (uint)_file.Count);
        _file.AddRange(Short((ushort)entries.Count));
        foreach ((int tag, uint count, uint value) in entries)
        {
            _file.AddRange([.. Short((ushort)tag), .. Short(4), .. Number(count), .. Number(value)]);
        }

        _nextPointer = _file.Count;
        _file.AddRange(Number(0));
        return this;
    }

    public byte[] Build() => [.. _file];

    /// <summary>Fields of a grey page in one strip.</summary>
    public static Dictionary<int, uint[]> Grey(uint columns, uint rows, uint bits = 8, uint compression = 1) => new()
    {
        [256] = [columns],
        [257] = [rows],
        [258] = [bits],
        [259] = [compression],
        [262] = [1],
        [277] = [1],
        [278] = [rows],
    };

    private uint Append(byte[] block)
    {
        uint offset = (uint)_file.Count;
        _file.AddRange(block);
        return offset;
    }

    private void Patch(int at, uint value)
    {
        byte[] bytes = Number(value);
        for (int i = 0; i < bytes.Length; i++)
        {
            _file[at + i] = bytes[i];
        }
    }

    private byte[] Short(ushort value)
    {
        var bytes = new byte[2];
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        }

        return bytes;
    }

    private byte[] Number(uint value)
    {
        var bytes = new byte[4];
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        }

        return bytes;
    }
}
