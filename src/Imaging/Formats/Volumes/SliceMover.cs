using System.Runtime.InteropServices;

namespace Studio.Imaging.Formats.Volumes;

/// <summary>Moves the pixels of stored slices into frames.</summary>
internal static class SliceMover
{
    /// <summary>Lays one slice into a new frame buffer.</summary>
    /// <param name="slice">[rows, columns] pixels of <paramref name="pixelBytes"/> bytes, the first axis fastest.</param>
    /// <param name="pixelBytes">1, 2, 3, 4 or 8.</param>
    public static byte[] Move(ReadOnlySpan<byte> slice, int rows, int columns, int pixelBytes, SliceTurn turn)
    {
        var frame = new byte[slice.Length];
        switch (pixelBytes)
        {
            case 1:
                Move(slice, frame, rows, columns, turn);
                break;
            case 2:
                Move<ushort>(slice, frame, rows, columns, turn);
                break;
            case 3:
                Move<Rgb>(slice, frame, rows, columns, turn);
                break;
            case 4:
                Move<uint>(slice, frame, rows, columns, turn);
                break;
            case 8:
                Move<ulong>(slice, frame, rows, columns, turn);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(pixelBytes));
        }

        return frame;
    }

    private static void Move<T>(ReadOnlySpan<byte> slice, Span<byte> frame, int rows, int columns, SliceTurn turn)
        where T : struct => Move(MemoryMarshal.Cast<byte, T>(slice), MemoryMarshal.Cast<byte, T>(frame), rows, columns, turn);

    private static void Move<T>(ReadOnlySpan<T> slice, Span<T> frame, int rows, int columns, SliceTurn turn)
        where T : struct
    {
        int frameColumns = turn.IsTransposed ? rows : columns;
        int frameRows = turn.IsTransposed ? columns : rows;
        int columnStep = turn.IsTransposed ? columns : 1;
        int rowStep = turn.IsTransposed ? 1 : columns;
        int start = (turn.FlipsColumns ? (frameColumns - 1) * columnStep : 0) + (turn.FlipsRows ? (frameRows - 1) * rowStep : 0);
        columnStep = turn.FlipsColumns ? -columnStep : columnStep;
        rowStep = turn.FlipsRows ? -rowStep : rowStep;
        int to = 0;
        for (int row = 0; row < frameRows; row++)
        {
            int from = start + (row * rowStep);
            for (int column = 0; column < frameColumns; column++, from += columnStep)
            {
                frame[to++] = slice[from];
            }
        }
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly record struct Rgb(byte Red, byte Green, byte Blue);
}
