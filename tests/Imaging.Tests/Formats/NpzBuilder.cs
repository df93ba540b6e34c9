using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Studio.Imaging.Tests.Formats;

/// <summary>Puts NumPy archives together.</summary>
internal static class NpzBuilder
{
    public static byte[] Build(params (string Name, byte[] Array)[] arrays) => Build(CompressionLevel.NoCompression, arrays);

    public static byte[] Build(CompressionLevel level, params (string Name, byte[] Array)[] arrays)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, array) in arrays)
            {
                using Stream entry = zip.CreateEntry(name + ".npy", level).Open();
                entry.Write(array);
            }
        }

        return packed.ToArray();
    }

    /// <summary>An array as numpy.save writes it.</summary>
    /// <param name="descr">Type, for example |u1 or &lt;i8.</param>
    /// <param name="shape">For example "2, 3" or "2,".</param>
    public static byte[] Array(string descr, string shape, byte[] data, int version = 1, bool isFortran = false)
    {
        string header = $"{{'descr': '{descr}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': ({shape}), }}";
        int start = version == 1 ? 10 : 12;
        header = header.PadRight(((header.Length + start + 1 + 63) / 64 * 64) - start - 1) + "\n";
        var file = new byte[start];
        file[0] = 0x93;
        "NUMPY"u8.CopyTo(file.AsSpan(1));
        file[6] = (byte)version;
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)header.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), (uint)header.Length);
        }

        return [.. file, .. Encoding.UTF8.GetBytes(header), .. data];
    }
}
