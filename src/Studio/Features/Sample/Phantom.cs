using Studio.Imaging.Labelmaps;

namespace Studio.Features.Sample;

/// <summary>A generated picture with its truth: a body in air, soft lesions and sharp implants to outline, and things to ignore.</summary>
/// <param name="Intensity">[Side, Side], 0 is black and 1 is white.</param>
/// <param name="Truth">Classes of <see cref="LesionClass"/> and <see cref="ImplantClass"/>.</param>
public sealed record Phantom(float[] Intensity, Labelmap Truth)
{
    public const int Side = 256;
    public const int LesionClass = 1;
    public const int ImplantClass = 2;

    const double Pixels = (double)Side * Side;
    const float Tissue = 0.38f;
    const float LesionLevel = 0.72f;
    const float ImplantLevel = 0.95f;
    const float CystLevel = 0.18f;
    const float RibLevel = 0.80f;
    const float NoiseDeviation = 0.04f;

    /// <summary>Draws one picture; the same random numbers give the same picture.</summary>
    /// <param name="random">A seeded source.</param>
    /// <param name="hasLesion">Whether there is something of class 1.</param>
    /// <param name="hasImplant">Whether there is something of class 2.</param>
    public static Phantom Draw(Random random, bool hasLesion, bool hasImplant)
    {
        var canvas = new Phantom(new float[(int)Pixels], Labelmap.Empty(Side, Side));
        canvas.DrawBody(random);
        canvas.DrawDistractors(random);
        if (hasLesion)
            canvas.DrawLesion(random);
        if (hasImplant)
            canvas.DrawImplant(random);
        canvas.AddShading(random);
        canvas.AddNoise(random);
        return canvas;
    }

    void DrawBody(Random random)
    {
        var body = new Shape(Side / 2.0 + Spread(random, 8), Side / 2.0 + Spread(random, 8), 112 + Spread(random, 10), 98 + Spread(random, 10), Spread(random, 0.2));
        Paint(body.EllipseDistance, Tissue, edgePixels: 2, classIndex: 0);
    }

    /// <summary>A dark cyst, a bright thin ring and small bright spots: none of them is labelled.</summary>
    void DrawDistractors(Random random)
    {
        var cyst = Place(random, 8 + 10 * random.NextDouble());
        Paint(cyst.EllipseDistance, CystLevel, edgePixels: 2, classIndex: 0);
        var ring = Place(random, 14 + 12 * random.NextDouble());
        Paint((x, y) => Math.Abs(ring.EllipseDistance(x, y)) - 1.2, RibLevel, edgePixels: 1, classIndex: 0);
        for (var spot = 0; spot < 4; spot++)
            Paint(Place(random, 2 + random.NextDouble()).EllipseDistance, LesionLevel, edgePixels: 1, classIndex: 0);
    }

    void DrawLesion(Random random) =>
        Paint(Place(random, 17 + 13 * random.NextDouble()).EllipseDistance, LesionLevel + (float)Spread(random, 0.04), edgePixels: 3, LesionClass);

    void DrawImplant(Random random) =>
        Paint(Place(random, 15 + 8 * random.NextDouble()).RectangleDistance, ImplantLevel, edgePixels: 0.7, ImplantClass);

    /// <summary>A shape somewhere well inside the body.</summary>
    static Shape Place(Random random, double radius)
    {
        var angle = random.NextDouble() * 2 * Math.PI;
        var reach = 58 * Math.Sqrt(random.NextDouble());
        return new Shape(
            Side / 2.0 + reach * Math.Cos(angle),
            Side / 2.0 + reach * Math.Sin(angle),
            radius,
            radius * (0.65 + 0.35 * random.NextDouble()),
            random.NextDouble() * Math.PI);
    }

    /// <param name="distance">Signed distance of a pixel's centre to the edge, negative inside.</param>
    /// <param name="level">Intensity inside.</param>
    /// <param name="edgePixels">Width over which the intensity falls off; the label ends at its middle.</param>
    /// <param name="classIndex">Label of the inside.</param>
    void Paint(Func<double, double, double> distance, float level, double edgePixels, byte classIndex)
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var signed = distance(x + 0.5, y + 0.5);
                var cover = (float)Math.Clamp(0.5 - signed / edgePixels, 0, 1);
                var index = y * Side + x;
                Intensity[index] += (level - Intensity[index]) * cover;
                if (signed < 0)
                    Truth.Classes[index] = classIndex;
            }
        }
    }

    /// <summary>A slow change of brightness across the picture, as an uneven field gives.</summary>
    void AddShading(Random random)
    {
        var (alongX, alongY) = (Spread(random, 0.25), Spread(random, 0.25));
        for (var index = 0; index < Intensity.Length; index++)
        {
            var (x, y) = ((index % Side / (double)Side) - 0.5, (index / Side / (double)Side) - 0.5);
            Intensity[index] *= (float)(1 + alongX * x + alongY * y);
        }
    }

    void AddNoise(Random random)
    {
        for (var index = 0; index < Intensity.Length; index++)
        {
            // Box-Muller: two uniform numbers give one of the normal distribution.
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var deviate = radius * Math.Cos(2 * Math.PI * random.NextDouble());
            Intensity[index] = Math.Clamp(Intensity[index] + NoiseDeviation * (float)deviate, 0, 1);
        }
    }

    static double Spread(Random random, double width) => width * (2 * random.NextDouble() - 1);

    /// <summary>An ellipse or rectangle of half axes A and B, turned by Angle (radians) about (X, Y).</summary>
    readonly record struct Shape(double X, double Y, double A, double B, double Angle)
    {
        /// <summary>Exact on the edge, close to it near the edge; enough for soft borders.</summary>
        public double EllipseDistance(double x, double y)
        {
            var (u, v) = Local(x, y);
            var radius = Math.Sqrt(u * u / (A * A) + v * v / (B * B));
            return (radius - 1) * Math.Min(A, B);
        }

        public double RectangleDistance(double x, double y)
        {
            var (u, v) = Local(x, y);
            return Math.Max(Math.Abs(u) - A, Math.Abs(v) - B);
        }

        (double U, double V) Local(double x, double y)
        {
            var (sin, cos) = Math.SinCos(Angle);
            var (dx, dy) = (x - X, y - Y);
            return (dx * cos + dy * sin, dy * cos - dx * sin);
        }
    }
}
