using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Studio.Imaging;
using Studio.Imaging.Dicom;
using Studio.Imaging.Formats.Png;

namespace Studio.Tests.Import;

/// <summary>Small files of every format, made here.</summary>
static class Pictures
{
    public static byte[] Png(int rows, int columns, int seed, int bytesPerSample = 1, int samplesPerPixel = 1) =>
        PngWriter.Write(Noise(rows, columns, seed, bytesPerSample, samplesPerPixel));

    public static byte[] Mask(int rows, int columns, params byte[] values)
    {
        var pixels = new byte[rows * columns];
        for (var index = 0; index < pixels.Length; index++)
            pixels[index] = values[index % values.Length];
        return PngWriter.Write(new RasterImage(new RasterLayout(rows, columns, 1, 1, 8), pixels));
    }

    public static byte[] Pgm(int rows, int columns, int seed) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{columns} {rows}\n255\n")), .. Noise(rows, columns, seed, 1, 1).Samples];

    public static byte[] Dicom(int rows, int columns, int seed, string patient)
    {
        var noise = Noise(rows, columns, seed, 2, 1);
        for (var index = 1; index < noise.Samples.Length; index += 2)
            noise.Samples[index] &= 0x0F;
        var frame = new RasterImage(new RasterLayout(rows, columns, 1, 2, 12), noise.Samples);
        return DicomWriter.Write(frame, new DicomImageDescription
        {
            Modality = "CT",
            PatientId = patient,
            StudyUid = $"2.25.1{seed}",
            SeriesUid = $"2.25.2{seed}",
            SopInstanceUid = $"2.25.3{seed}",
            PixelSpacing = new PixelSpacing(0.5, 0.25),
            RescaleIntercept = -1024,
            Windows = [new DisplayWindow("Lung", -600, 1500)],
        });
    }

    /// <summary>NIfTI-1 of bytes, the first axis fastest, without orientation (offsets of nifti1.h).</summary>
    public static byte[] Volume(int columns, int rows, int slices, params byte[] values)
    {
        var file = new byte[352 + columns * rows * slices];
        BinaryPrimitives.WriteInt32LittleEndian(file, 348);
        short[] size = [3, (short)columns, (short)rows, (short)slices];
        for (var axis = 0; axis < size.Length; axis++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(40 + 2 * axis), size[axis]);
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(76 + 4 * axis), 1);
        }

        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(70), 2);
        BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(108), 352);
        "n+1\0"u8.CopyTo(file.AsSpan(344));
        for (var voxel = 352; voxel < file.Length; voxel++)
            file[voxel] = values[(voxel - 352) % values.Length];
        return file;
    }

    /// <summary>A NumPy array of bytes (npy 1.0) as it lies in an npz set.</summary>
    public static byte[] Npy(string shape, params byte[] values)
    {
        var header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({shape}), }}";
        header = header.PadRight(117, ' ') + "\n";
        byte[] length = [(byte)header.Length, (byte)(header.Length >> 8)];
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. values];
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    /// <summary>Grey, 8 bits, one strip, little endian (TIFF 6.0, baseline).</summary>
    public static byte[] Tiff(int rows, int columns, int seed)
    {
        var pixels = Noise(rows, columns, seed, 1, 1).Samples;
        (ushort Tag, ushort Type, int Value)[] entries =
        [
            (256, 3, columns), (257, 3, rows), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 3, rows), (279, 4, pixels.Length),
        ];
        var directory = new byte[2 + 12 * entries.Length + 4];
        BinaryPrimitives.WriteUInt16LittleEndian(directory, (ushort)entries.Length);
        for (var index = 0; index < entries.Length; index++)
        {
            var entry = directory.AsSpan(2 + 12 * index);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[index].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], entries[index].Type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], entries[index].Value);
        }

        var header = new byte[8];
        "II*\0"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), 8 + pixels.Length);
        return [.. header, .. pixels, .. directory];
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    public static RasterImage Noise(int rows, int columns, int seed, int bytesPerSample, int samplesPerPixel)
    {
        var samples = new byte[rows * columns * bytesPerSample * samplesPerPixel];
        new Random(seed).NextBytes(samples);
        return new RasterImage(new RasterLayout(rows, columns, samplesPerPixel, bytesPerSample, 8 * bytesPerSample), samples);
    }
}
