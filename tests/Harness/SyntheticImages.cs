using System.Runtime.InteropServices;
using Studio.Imaging;
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
}
