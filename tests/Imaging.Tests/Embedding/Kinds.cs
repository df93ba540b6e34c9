using Studio.Imaging.Embedding;
using Studio.Imaging.Similarity;

namespace Studio.Imaging.Tests.Embedding;

/// <summary>Made-up pictures of several kinds; those of one kind differ in place, contrast and grain.</summary>
static class Kinds
{
    public const int Count = 6;
    private const int Side = 48;

    public static PictureDescriptor[] Describe(int perKind, int seed) =>
        [.. Enumerable.Range(0, perKind * Count).Select(number => PictureDescriptor.Of(Draw(number % Count, (seed * 100_003) + number)))];

    public static GreyPicture Draw(int kind, int seed)
    {
        var random = new Random(seed);
        (double shiftX, double shiftY) = ((random.NextDouble() - 0.5) * 6, (random.NextDouble() - 0.5) * 6);
        double contrast = 50 + (100 * random.NextDouble());
        var values = new float[Side * Side];
        for (int place = 0; place < values.Length; place++)
        {
            (double x, double y) = ((place % Side) + shiftX, (place / Side) + shiftY);
            double value = kind switch
            {
                0 => Disc(x, y, 24, 24, 14),
                1 => Disc(x, y, 12, 24, 8) + Disc(x, y, 36, 24, 8),
                2 => Math.Sin(x / 3),
                3 => Math.Sin(y / 3),
                4 => Math.Sin((x + y) / 4),
                _ => 1 - Disc(x, y, 24, 24, 18),
            };
            values[place] = (float)((contrast * value) + (random.NextDouble() * 20));
        }

        return new GreyPicture(Side, Side, values);
    }

    private static double Disc(double x, double y, double middleX, double middleY, double radius) =>
        1 / (1 + Math.Exp(Math.Sqrt(Math.Pow(x - middleX, 2) + Math.Pow(y - middleY, 2)) - radius));
}
