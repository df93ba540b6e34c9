using System.Numerics;

namespace Studio.Imaging.Similarity;

/// <summary>
/// Signs of the 128 lowest frequencies of a picture's ranks (discrete cosine transform, type II, of a square of 32 pixels):
/// alike pictures have nearly the same bits, unlike ones differ in half of them. A mirrored picture has the opposite sign at
/// odd frequencies, so that its hash follows from that of the picture.
/// </summary>
/// <param name="Low">The lowest 64 frequencies.</param>
/// <param name="High">The next 64.</param>
public readonly record struct PictureHash(ulong Low, ulong High)
{
    /// <summary>Pixels of a side.</summary>
    public const int Side = 32;

    private const int Bits = 128;

    /// <summary>Frequency along rows and columns of each bit, sorted by their sum; the constant part has none.</summary>
    private static readonly (int Row, int Column)[] Frequencies =
    [
        .. Enumerable.Range(0, Side * Side).Select(place => (Row: place / Side, Column: place % Side))
            .Where(frequency => frequency != (0, 0))
            .OrderBy(frequency => frequency.Row + frequency.Column).ThenBy(frequency => frequency.Row)
            .Take(Bits),
    ];

    private static readonly int Highest = Frequencies.Max(frequency => Math.Max(frequency.Row, frequency.Column)) + 1;
    private static readonly float[] Waves = MakeWaves();
    private static readonly PictureHash OddColumns = Mask(frequency => frequency.Column % 2 == 1);
    private static readonly PictureHash OddRows = Mask(frequency => frequency.Row % 2 == 1);

    /// <param name="ranks">Of <see cref="GreyPicture.ToRanks"/>, a square of <see cref="Side"/> pixels.</param>
    public static PictureHash Of(GreyPicture ranks)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        ArgumentOutOfRangeException.ThrowIfNotEqual(ranks.Rows, Side);
        ArgumentOutOfRangeException.ThrowIfNotEqual(ranks.Columns, Side);

        // Along columns first: [rows, frequencies].
        var half = new float[Side * Highest];
        for (int row = 0; row < Side; row++)
        {
            ReadOnlySpan<float> line = ranks.Values.AsSpan(row * Side, Side);
            for (int frequency = 0; frequency < Highest; frequency++)
            {
                half[(row * Highest) + frequency] = Product.Of(line, Waves.AsSpan(frequency * Side, Side));
            }
        }

        return Mask(frequency =>
        {
            float sum = 0;
            for (int row = 0; row < Side; row++)
            {
                sum += half[(row * Highest) + frequency.Column] * Waves[(frequency.Row * Side) + row];
            }

            return sum > 0;
        });
    }

    /// <summary>Bits that differ, 0–128.</summary>
    public int Distance(PictureHash other) => BitOperations.PopCount(Low ^ other.Low) + BitOperations.PopCount(High ^ other.High);

    /// <summary>The hash of the mirrored picture; of rows and columns exchanged there is none.</summary>
    public PictureHash Mirrored(Orientation orientation)
    {
        PictureHash hash = this;
        if (orientation.HasFlag(Orientation.MirroredColumns))
        {
            hash = new PictureHash(hash.Low ^ OddColumns.Low, hash.High ^ OddColumns.High);
        }

        return orientation.HasFlag(Orientation.MirroredRows) ? new PictureHash(hash.Low ^ OddRows.Low, hash.High ^ OddRows.High) : hash;
    }

    private static PictureHash Mask(Func<(int Row, int Column), bool> isSet)
    {
        (ulong low, ulong high) = (0UL, 0UL);
        for (int bit = 0; bit < Bits; bit++)
        {
            if (isSet(Frequencies[bit]))
            {
                low |= bit < 64 ? 1UL << bit : 0;
                high |= bit < 64 ? 0 : 1UL << (bit - 64);
            }
        }

        return new PictureHash(low, high);
    }

    private static float[] MakeWaves()
    {
        var waves = new float[Highest * Side];
        for (int frequency = 0; frequency < Highest; frequency++)
        {
            for (int place = 0; place < Side; place++)
            {
                waves[(frequency * Side) + place] = (float)Math.Cos(Math.PI * ((2 * place) + 1) * frequency / (2 * Side));
            }
        }

        return waves;
    }
}
