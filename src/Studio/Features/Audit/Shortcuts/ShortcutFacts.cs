using System.Globalization;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>The catalog of what may give a class away: each is one line.</summary>
public static class ShortcutFacts
{
    const double MonthDays = 30.4375;

    public static IReadOnlyList<ShortcutFact> All { get; } =
    [
        new NumberFact(
            "Brightness",
            [picture => picture.Measures.InnerMean, picture => picture.Measures.Mean, .. Percentiles(2, 3, 4)],
            (shown, others) => Relative(shown, others, picture => picture.Measures.InnerMean, "brighter", "darker", "a mean value of")) { MayBeSign = true },
        new NumberFact(
            "Range of values",
            [picture => picture.Measures.Minimum, picture => picture.Measures.Maximum, picture => picture.Measures.Saturation, .. Percentiles(0, 1, 5, 6)],
            (shown, others) => Extremes(shown, others)) { MayBeSign = true },
        new NumberFact(
            "Contrast",
            [picture => picture.Measures.Deviation, picture => picture.Measures.Contrast],
            (shown, others) => Relative(shown, others, picture => picture.Measures.Deviation, "richer in contrast", "poorer in contrast", "a standard deviation of")) { MayBeSign = true },
        new NumberFact(
            "Distribution of grey values",
            [.. Enumerable.Range(0, Imaging.Quality.PictureMeasures.Bins).Select(bin => (Func<ShortcutPicture, double?>)(picture => picture.Measures.Histogram[bin]))],
            (_, _) => "use the grey values differently") { MayBeSign = true },
        Measured("Unused grey levels", picture => picture.Measures.UnusedLevels, "unused grey levels, as pictures have that were brightened or stretched afterwards"),
        Measured("Border", picture => picture.Measures.BorderShare, "even border"),
        Measured("Black areas", picture => picture.Measures.BlackShare, "black") with { MayBeSign = true },
        new NumberFact(
            "Sharpness", [picture => picture.Measures.Sharpness], (shown, others) => Score(shown, others, picture => picture.Measures.Sharpness, "a sharpness of")) { MayBeSign = true },
        new NumberFact(
            "Colour",
            [picture => picture.Measures.Colourfulness, picture => picture.Sample.SamplesPerPixel],
            (shown, others) => Score(shown, others, picture => picture.Measures.Colourfulness, "a colourfulness of")) { MayBeSign = true },
        new NumberFact(
            "Size",
            [picture => picture.Sample.Columns, picture => picture.Sample.Rows, picture => (double)picture.Sample.Rows * picture.Sample.Columns],
            new WordFact("Size", "in another size", picture => $"{picture.Sample.Columns} × {picture.Sample.Rows}").Describe),
        new NumberFact(
            "Shape",
            [picture => (double)picture.Sample.Columns / picture.Sample.Rows],
            (shown, others) => Score(shown, others, picture => (double)picture.Sample.Columns / picture.Sample.Rows, "a width over height of")),
        new NumberFact(
            "Pixel size",
            [picture => picture.Sample.SpacingRowMm, picture => picture.Sample.SpacingColumnMm],
            new WordFact("", "with another pixel size", picture => picture.Sample.SpacingRowMm is { } size ? $"{size.ToString("0.00#", CultureInfo.InvariantCulture)} mm" : null).Describe),
        new WordFact("Bit depth", "with another bit depth", picture => string.Create(CultureInfo.InvariantCulture, $"{picture.Sample.BitsStored} bits")),
        new WordFact("File format", "in another file format", picture => picture.Acquisition.Format),
        new WordFact("Compression", "with other compression", picture => picture.Acquisition.LossyCompression switch { "01" => "with losses", "00" => "without losses", _ => null }),
        new WordFact("Modality", "from another modality", picture => picture.Acquisition.Modality),
        new WordFact("Maker", "from another maker", picture => picture.Acquisition.Manufacturer),
        new WordFact("Device", "from another device", picture => picture.Acquisition.Model),
        new WordFact("Institution", "from another institution", picture => picture.Acquisition.Institution),
        new WordFact("Station", "from another station", picture => picture.Acquisition.Station),
        new WordFact("Tube voltage", "with another tube voltage", picture => picture.Acquisition.TubeVoltage is { } voltage ? string.Create(CultureInfo.InvariantCulture, $"{voltage:0.#} kV") : null),
        new WordFact("Kernel", "with another kernel", picture => picture.Acquisition.Kernel),
        new WordFact("Kind of image", "with another kind", picture => picture.Sample.Category),
        new NumberFact("Date", [Month], new WordFact("", "from other years", picture => picture.Acquisition.StudyDate?[..4]).Describe),
    ];

    static IEnumerable<Func<ShortcutPicture, double?>> Percentiles(params int[] places) =>
        places.Select(place => (Func<ShortcutPicture, double?>)(picture => picture.Measures.Percentiles[place]));

    static double? Month(ShortcutPicture picture) =>
        DateOnly.TryParse(picture.Acquisition.StudyDate, CultureInfo.InvariantCulture, out var date) ? Math.Floor(date.DayNumber / MonthDays) : null;

    /// <summary>A share of the picture.</summary>
    static NumberFact Measured(string title, Func<ShortcutPicture, double?> read, string what) => new(
        title,
        [read],
        (shown, others) => $"have {Wording.Percent(NumberFact.Mean(shown, read))} {what}; the others have {Wording.Percent(NumberFact.Mean(others, read))}");

    static string Score(
        IReadOnlyList<ShortcutUnit> shown, IReadOnlyList<ShortcutUnit> others, Func<ShortcutPicture, double?> read, string what) =>
        $"have {what} {Wording.Score(NumberFact.Mean(shown, read))}; the others have {Wording.Score(NumberFact.Mean(others, read))}";

    /// <summary>In percent where both are above zero, as values of a scale without a true zero, such as Hounsfield's, have no ratio.</summary>
    static string Relative(
        IReadOnlyList<ShortcutUnit> shown, IReadOnlyList<ShortcutUnit> others, Func<ShortcutPicture, double?> read, string more, string less, string what)
    {
        var (first, second) = (NumberFact.Mean(shown, read), NumberFact.Mean(others, read));
        return first > 0 && second > 0 && shown.Concat(others).All(unit => unit.Pictures[0].Measures.Minimum >= 0)
            ? string.Create(CultureInfo.InvariantCulture, $"are {Math.Abs((first / second) - 1) * 100:0.#} % {(first > second ? more : less)} than others")
            : string.Create(CultureInfo.InvariantCulture, $"have {what} {first:0.#}; the others have {second:0.#}");
    }

    static string Extremes(IReadOnlyList<ShortcutUnit> shown, IReadOnlyList<ShortcutUnit> others)
    {
        string Range(IReadOnlyList<ShortcutUnit> units) => string.Create(
            CultureInfo.InvariantCulture,
            $"{NumberFact.Mean(units, picture => picture.Measures.Percentiles[0]):0.#} to {NumberFact.Mean(units, picture => picture.Measures.Percentiles[^1]):0.#}");
        return $"have values from {Range(shown)}; the others from {Range(others)}";
    }
}
