using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Audit;
using Studio.Imaging;
using Studio.Imaging.Quality;
using Studio.Storage;

namespace Studio.Tests.Audit;

/// <summary>What is planted in a made-up set of pictures.</summary>
enum ShortcutFault
{
    None,

    /// <summary>Of one of two sites, pictures that show the class are 5 % brighter.</summary>
    Brighter,

    /// <summary>Of one of two sites, pictures that show the class are of another size, between the two that others have.</summary>
    OtherSize,

    /// <summary>Four in five pictures that show the class come from one maker, one in five of the others.</summary>
    OtherMaker,
}

/// <summary>
/// Pictures of patients: each has one to five, of a site and a maker, of a brightness (3 %), contrast (15 %), grain (30 %)
/// and border of their own; each picture differs from its patient's others, too (brightness 2 %, contrast 8 %). Whether the
/// class is there depends on the patient and is independent of all of it.
/// </summary>
sealed class ShortcutData
{
    const int Side = 64;

    readonly Random random;
    readonly List<ShortcutPicture> pictures = [];
    readonly List<bool> isShown = [];

    public ShortcutData(int patients, ShortcutFault fault, int seed)
    {
        random = new Random(seed);
        for (var patient = 0; patient < patients; patient++)
            AddPatient(patient, fault);
        Units = ShortcutUnit.Of(pictures);
    }

    public IReadOnlyList<ShortcutUnit> Units { get; }

    public bool[] IsShown => [.. isShown];

    /// <summary>A picture of waves and grain; the same random numbers draw the same picture.</summary>
    public static RasterImage Draw(Random random, int rows, int columns, double brightness, double contrast = 1, double grain = 1, int border = 0)
    {
        var samples = new byte[rows * columns];
        // Whole waves, so that brightness is what it is said to be.
        var (across, down, phase) = (random.Next(0, 4), random.Next(1, 5), random.NextDouble() * 6);
        var (fine, finePhase) = (random.Next(1, 9), random.NextDouble() * 6);
        for (var place = 0; place < samples.Length; place++)
        {
            var (row, column) = (place / columns, place % columns);
            var wave = Math.Sin(phase + (2 * Math.PI * (((double)across * column / columns) + ((double)down * row / rows))))
                + (0.5 * Math.Sin(finePhase + (2 * Math.PI * fine * row / rows)));
            var value = 100 + (30 * contrast * wave) + (20 * grain * (random.NextDouble() + random.NextDouble() - 1));
            samples[place] = column < border || column >= columns - border ? (byte)0 : (byte)Math.Clamp(value * brightness, 0, 255);
        }

        return new RasterImage(new RasterLayout(rows, columns, 1, 1, 8), samples);
    }

    void AddPatient(int patient, ShortcutFault fault)
    {
        var (brightness, contrast, grain) = (Spread(0.03), Spread(0.15), Spread(0.3));
        var border = random.NextDouble() < 0.3 ? random.Next(2, 8) : 0;
        var site = random.Next(2);
        var chance = random.NextDouble() < 0.5 ? 0.85 : 0.15;
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var shown = random.NextDouble() < chance;
            var isPlanted = shown && site == 1;
            var maker = fault == ShortcutFault.OtherMaker ? random.NextDouble() < (shown ? 0.8 : 0.2) ? 1 : 0 : patient % 2;
            var size = fault == ShortcutFault.OtherSize && isPlanted ? 600 : patient % 3 == 0 ? 800 : 512;
            var image = Draw(random, Side, Side, brightness * Spread(0.02) * (fault == ShortcutFault.Brighter && isPlanted ? 1.05 : 1), contrast * Spread(0.08), grain, border);
            var sample = new SampleSpec(
                pictures.Count + 1, $"{pictures.Count}", $"P{patient}", Split.Training, size, size, 1, 1, 8, false, false, null, null, new BlobReference("", 0), null)
            {
                Category = $"Site {site}",
            };
            var acquisition = new Acquisition { ImageId = sample.ImageId, Format = "DICOM", Manufacturer = $"Maker {maker}", TubeVoltage = random.Next(2) == 0 ? 120 : 100 };
            pictures.Add(new ShortcutPicture(sample, PictureMeasures.Of(image), acquisition));
            isShown.Add(shown);
        }
    }

    /// <summary>A factor about 1 of this relative standard deviation.</summary>
    double Spread(double deviation) =>
        Math.Exp(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
