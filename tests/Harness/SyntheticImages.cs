using System.Runtime.InteropServices;
using Studio.Imaging;
using Studio.Imaging.Dicom;
using Studio.Imaging.Formats.Png;

namespace Studio.Harness;

/// <summary>Made-up images of real sizes.</summary>
public static class SyntheticImages
{
    /// <summary>A 16-bit picture as smooth and as noisy as a radiograph, as PNG.</summary>
    public static byte[] Radiograph(int rows, int columns, int seed = 1)
    {
        var random = new Random(seed);
        var samples = new ushort[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var tissue = 22000 + (9000 * Math.Sin(row * 0.004) * Math.Cos(column * 0.005));
                samples[(row * columns) + column] = (ushort)(tissue + random.Next(1200));
            }
        }

        var image = new RasterImage(
            new RasterLayout(rows, columns, SamplesPerPixel: 1, BytesPerSample: 2, BitsStored: 16),
            MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
        return PngWriter.Write(image);
    }

    /// <summary>An 8-bit picture of upright stripes with noise, as PNG.</summary>
    public static byte[] Stripes(int side, int seed)
    {
        var random = new Random(seed);
        var samples = new byte[side * side];
        for (var place = 0; place < samples.Length; place++)
            samples[place] = (byte)(120 + (80 * Math.Sin(place % side)) + random.Next(20));
        return PngWriter.Write(new RasterImage(new RasterLayout(side, side, SamplesPerPixel: 1, BytesPerSample: 1, BitsStored: 8), samples));
    }

    /// <summary>One slice of a made-up computed tomography, 16 bit: an ellipse that shrinks towards both ends, with noise.</summary>
    /// <param name="series">Number of the series; equal numbers make one series.</param>
    /// <param name="index">Place of the slice, from 0.</param>
    public static byte[] CtSlice(int side, int series, int index, int count)
    {
        var random = new Random((series * 10_000) + index);
        var samples = new short[side * side];
        var radius = side * (0.2 + (0.25 * Math.Sin(Math.PI * (index + 1) / (count + 1))));
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var (x, y) = ((column - (side / 2.0)) / radius, (row - (side / 2.0)) / (0.8 * radius));
                var distance = (x * x) + (y * y);
                var value = distance > 1 ? -1000 : distance > 0.85 ? 300 : 40 + (30 * Math.Sin(10 * x) * Math.Cos(8 * y));
                samples[(row * side) + column] = (short)(value + random.Next(-20, 20));
            }
        }

        var frame = new RasterImage(
            new RasterLayout(side, side, SamplesPerPixel: 1, BytesPerSample: 2, BitsStored: 16, IsSigned: true),
            MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
        return DicomWriter.Write(frame, new DicomImageDescription
        {
            Modality = "CT",
            PatientId = $"P{series}",
            StudyUid = $"1.2.826.0.1.{series}",
            SeriesUid = $"1.2.826.0.1.{series}.1",
            SopInstanceUid = $"1.2.826.0.1.{series}.1.{index + 1}",
            InstanceNumber = index + 1,
            PixelSpacing = new PixelSpacing(0.7, 0.7),
            Windows = [new DisplayWindow("Soft tissue", 40, 400), new DisplayWindow("Lung", -600, 1500)],
        });
    }
}
