using System.Runtime.InteropServices;

namespace Studio.Imaging.Formats.Tiff;

/// <summary>Adds the differences of a row up.</summary>
internal static class TiffPredictors
{
    /// <param name="row">Little-endian samples for <see cref="TiffPredictor.Horizontal"/>; little-endian samples afterwards.</param>
    /// <param name="sampleBytes">1, 2, 4 or 8.</param>
    /// <param name="channels">Samples of a pixel that stand together.</param>
    public static void Undo(TiffPredictor predictor, Span<byte> row, int sampleBytes, int channels)
    {
        if (predictor == TiffPredictor.FloatingPoint)
        {
            AddUpBytes(row, channels);
            Interleave(row, sampleBytes);
            return;
        }

        switch (sampleBytes)
        {
            case 1:
                AddUpBytes(row, channels);
                break;
            case 2:
                Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(row);
                for (int i = channels; i < words.Length; i++)
                {
                    words[i] += words[i - channels];
                }

                break;
            default:
                Span<uint> longs = MemoryMarshal.Cast<byte, uint>(row);
                for (int i = channels; i < longs.Length; i++)
                {
                    longs[i] += longs[i - channels];
                }

                break;
        }
    }

    private static void AddUpBytes(Span<byte> row, int channels)
    {
        for (int i = channels; i < row.Length; i++)
        {
            row[i] += row[i - channels];
        }
    }

    /// <summary>From all highest bytes, all next ones, … to samples.</summary>
    private static void Interleave(Span<byte> row, int sampleBytes)
    {
        byte[] planes = row.ToArray();
        int samples = row.Length / sampleBytes;
        for (int i = 0; i < samples; i++)
        {
            for (int place = 0; place < sampleBytes; place++)
            {
                row[(i * sampleBytes) + sampleBytes - 1 - place] = planes[(place * samples) + i];
            }
        }
    }
}
