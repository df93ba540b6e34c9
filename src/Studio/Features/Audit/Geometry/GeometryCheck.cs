using Studio.Contracts.Jobs;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Uneven series, and images whose size, pixel size, orientation or colour is not that of the others.</summary>
public sealed class GeometryCheck(SeriesOverviewStore series) : IAuditCheck
{
    /// <summary>Of the usual pixel size. One size of network sees things so differently large that it has to learn them twice.</summary>
    const double OddSpacing = 1.5;

    /// <summary>Of the usual width or height.</summary>
    const double OddSize = 2;

    /// <summary>Of the images or series. Where the others are more than a third, there is no usual one.</summary>
    const double MostOdd = 1.0 / 3;

    const int MostFacts = 20;

    public string Name => "geometry";

    public string Title => "Geometry of series and images";

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        if (data.Samples.Count == 0)
            return AuditAnswer.NotApplicable;
        var all = await series.ListAsync(data.Project.Id, cancellationToken);
        var findings = new[] { Uneven(all), Orientation(all), Spacing(data), WithoutSpacing(data), Size(data), Colour(data) }.OfType<AuditFinding>().ToList();
        return new AuditAnswer(
            findings, "Geometry is even", $"{(all.Count > 0 ? $"{Wording.Count(all.Count, "series", "series")} without gaps or mixed slices. " : "")}Pixel size, size and colour of {Wording.Count(data.Samples.Count, "image")} are alike.", Wording.Count(data.Samples.Count, "image"));
    }

    static AuditFinding? Uneven(IReadOnlyList<SeriesFacts> all)
    {
        var uneven = all.Where(one => one.Findings.Count > 0).ToList();
        return uneven.Count == 0 ? null : OfSeries(
            "series-geometry",
            "Uneven series",
            uneven,
            $"{uneven[0].Name}: {uneven[0].Findings[0]}" + (uneven.Count > 1 ? $" {Wording.Number(uneven.Count - 1)} more {(uneven.Count == 2 ? "is" : "are")} listed below." : ""),
            "Volumes and distances measured across slices are wrong where slices are missing or uneven.",
            [.. uneven.SelectMany(one => one.Findings.Select(words => $"{one.Name}: {words}"))]);
    }

    static AuditFinding? Orientation(IReadOnlyList<SeriesFacts> all)
    {
        var known = all.Where(one => one.Orientation is not null).GroupBy(one => one.Orientation!).OrderByDescending(same => same.Count()).ToList();
        if (known.Count < 2)
            return null;
        var odd = known.Skip(1).SelectMany(same => same).ToList();
        return OfSeries(
            "mixed-orientation",
            "Series of several orientations",
            odd,
            $"Most series are {known[0].Key} ({known[0].Count()}), {ImageGroup.Join([.. known.Skip(1).Select(same => $"{same.Count()} {same.Key}")])}. Train on one orientation, or make sure each part has all of them.",
            "Slices of another orientation show the same organs in other shapes; a model that has seen few of them fails there.",
            [.. odd.Select(one => $"{one.Name}: {one.Orientation}")]);
    }

    static AuditFinding OfSeries(string kind, string title, List<SeriesFacts> series, string message, string meaning, List<string> facts)
    {
        long[] ids = [.. series.Select(one => one.ImageId)];
        return new AuditFinding(
            kind,
            AuditSeverity.Hint,
            title,
            Wording.Count(series.Count, "series", "series"),
            message,
            new AuditEvidence(ids, [.. series.Select(one => one.Name)], new Dictionary<string, double> { ["series"] = series.Count })
            {
                Facts = [.. facts.Take(MostFacts).Select(words => new AuditFact("layers", words))],
            })
        {
            Meaning = meaning,
            Fixes = [new(AuditFixKind.ShowImages, "Show the series", ids)],
        };
    }

    static AuditFinding? Spacing(AuditData data)
    {
        var known = data.Samples.Where(sample => sample is { SpacingRowMm: > 0, SpacingColumnMm: > 0 }).ToList();
        if (known.Count == 0)
            return null;
        var usual = RobustSpread.MedianOf([.. known.Select(sample => sample.SpacingRowMm!.Value)]);
        var odd = known.Where(sample => IsFar(sample.SpacingRowMm!.Value / usual, OddSpacing) || IsFar(sample.SpacingColumnMm!.Value / sample.SpacingRowMm.Value, OddSpacing))
            .OrderByDescending(sample => Math.Abs(Math.Log(sample.SpacingRowMm!.Value / usual))).ToList();
        return Odd(
            odd,
            known.Count,
            "odd-spacing",
            "Images of another pixel size",
            sample => FormattableString.Invariant($"pixels are usually {usual:0.###} mm, in {sample.Name} {sample.SpacingRowMm:0.###}×{sample.SpacingColumnMm:0.###} mm"),
            "The same structure is much larger or smaller in pixels there, and a network counts pixels.");
    }

    static AuditFinding? WithoutSpacing(AuditData data)
    {
        var without = data.Samples.Where(sample => sample.SpacingRowMm is null).ToList();
        return without.Count == data.Samples.Count ? null : Odd(
            without,
            data.Samples.Count,
            "no-spacing",
            "Images without a pixel size",
            _ => $"{Wording.Number(without.Count)} of {Wording.Count(data.Samples.Count, "image")} do not say how large a pixel is",
            "Nothing can be measured in millimetres in them, so distances between outlines are missing from their scores.",
            mayBeMost: true);
    }

    static AuditFinding? Size(AuditData data)
    {
        var (rows, columns) = (RobustSpread.MedianOf([.. data.Samples.Select(sample => (double)sample.Rows)]), RobustSpread.MedianOf([.. data.Samples.Select(sample => (double)sample.Columns)]));
        return Odd(
            [.. data.Samples.Where(sample => IsFar(sample.Rows / rows, OddSize) || IsFar(sample.Columns / columns, OddSize))],
            data.Samples.Count,
            "odd-image-size",
            "Images of another size",
            sample => $"images usually have about {columns:0}×{rows:0} pixels, {sample.Name} has {sample.Columns}×{sample.Rows}",
            "All images are brought to one size before training; these are scaled otherwise than the rest.");
    }

    static AuditFinding? Colour(AuditData data)
    {
        var colour = data.Samples.Where(sample => sample.SamplesPerPixel > 1).ToList();
        var grey = data.Samples.Where(sample => sample.SamplesPerPixel == 1).ToList();
        var odd = colour.Count < grey.Count ? colour : grey;
        return Odd(
            odd,
            data.Samples.Count,
            "mixed-colour",
            colour.Count < grey.Count ? "Some images are in colour" : "Some images are grey",
            _ => $"{Wording.Count(colour.Count, "image")} in colour, {Wording.Number(grey.Count)} in grey",
            "They likely come from another device or program; a model may tell groups apart by that alone.",
            mayBeMost: true);
    }

    static bool IsFar(double ratio, double limit) => ratio > limit || ratio < 1 / limit;

    static AuditFinding? Odd(
        List<SampleSpec> odd, int of, string kind, string title, Func<SampleSpec, string> words, string meaning, bool mayBeMost = false)
    {
        if (odd.Count == 0 || (!mayBeMost && odd.Count > MostOdd * of))
            return null;
        var sentence = words(odd[0]);
        return ImageGroup.Finding(
            kind, title, [.. odd.Select(MarkedImage.Of)], $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}. Look whether they belong to the data.", meaning);
    }
}
