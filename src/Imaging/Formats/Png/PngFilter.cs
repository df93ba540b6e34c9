using System.Numerics;
using System.Runtime.InteropServices;

namespace Studio.Imaging.Formats.Png;

/// <summary>Scanline filters (PNG specification 9).</summary>
internal static class PngFilter
{
    public const byte None = 0;
    public const byte Sub = 1;
    public const byte Up = 2;
    public const byte Average = 3;
    public const byte Paeth = 4;

    /// <summary>Turns a filtered scanline back into samples, in place.</summary>
    /// <param name="above">The reconstructed scanline above, zeros for the first.</param>
    /// <param name="distance">Bytes per pixel, at least 1.</param>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        switch (filter)
        {
            case None:
                break;
            case Sub:
                for (int i = distance; i < row.Length; i++)
                {
                    row[i] += row[i - distance];
                }

                break;
            case Up:
                AddInto(row, above);
                break;
            case Average:
                UndoAverage(row, above, distance);
                break;
            case Paeth:
                UndoPaeth(row, above, distance);
                break;
            default:
                throw new UnreadableImageException($"The PNG file is damaged: row filter {filter} does not exist.");
        }
    }

    private static void AddInto(Span<byte> row, ReadOnlySpan<byte> above)
    {
        Span<Vector<byte>> rowVectors = MemoryMarshal.Cast<byte, Vector<byte>>(row);
        ReadOnlySpan<Vector<byte>> aboveVectors = MemoryMarshal.Cast<byte, Vector<byte>>(above);
        for (int i = 0; i < rowVectors.Length; i++)
        {
            rowVectors[i] += aboveVectors[i];
        }

        for (int i = rowVectors.Length * Vector<byte>.Count; i < row.Length; i++)
        {
            row[i] += above[i];
        }
    }

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int left = i >= distance ? row[i - distance] : 0;
            row[i] += (byte)((left + above[i]) >> 1);
        }
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        int lead = Math.Min(distance, row.Length);
        for (int i = 0; i < lead; i++)
        {
            row[i] += above[i];
        }

        for (int i = distance; i < row.Length; i++)
        {
            int left = row[i - distance];
            int up = above[i];
            int corner = above[i - distance];
            int leftDistance = Math.Abs(up - corner);
            int upDistance = Math.Abs(left - corner);
            int cornerDistance = Math.Abs(left + up - (2 * corner));
            int predictor = leftDistance <= upDistance && leftDistance <= cornerDistance ? left
                : upDistance <= cornerDistance ? up
                : corner;
            row[i] += (byte)predictor;
        }
    }
}
