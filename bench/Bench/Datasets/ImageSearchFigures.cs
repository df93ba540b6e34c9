using System.Diagnostics;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Bench.Datasets;

/// <summary>Filtering and paging as the Images page asks for it, in a project of a million images.</summary>
static class ImageSearchFigures
{
    const int Repeats = 5;
    const int PageSize = 60;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(string dataFolder, long projectId, CancellationToken cancellation)
    {
        var database = new Database(new DataFolder(dataFolder));
        await database.OpenAsync(cancellation);
        var browser = new ImageBrowser(database);
        var fields = await new FieldStore(database).ListAsync(projectId, cancellation);
        var all = new ImageFilter { ProjectId = projectId, Collapse = true };
        var clock = Stopwatch.StartNew();
        await browser.GetPageAsync(all, 0, PageSize, cancellation);
        var opened = clock.Elapsed.TotalSeconds;
        var sharp = fields.First(field => field.Name == MillionImages.SharpnessField).Id;
        var site = fields.First(field => field.Name == MillionImages.SiteField).Id;
        (string Name, ImageFilter Filter)[] filters =
        [
            ("all images", all),
            ("one class", all with { ClassIndexes = [1] }),
            ("a site, a range of sharpness and a class, by sharpness", all with
            {
                ClassIndexes = [1, 2],
                Fields = [FieldFilter.Of(site, "North", "East"), new FieldFilter(sharp, Min: 0.3)],
                SortField = sharp,
                SortDescending = true,
            }),
            ("a part of a name, by patient", all with { Text = "99", Sort = ImageSort.Patient }),
        ];
        var figures = new List<Figure> { new($"the index of {MillionImages.Images:N0} images, when a project is first opened", opened, "s") };
        foreach (var (name, filter) in filters)
        {
            var page = await MedianAsync(async () => await browser.GetPageAsync(filter, 500_000 / Repeats, PageSize, cancellation));
            var facets = await MedianAsync(async () => await browser.GetFacetsAsync(filter, [sharp, site], cancellation));
            figures.Add(Figure.AtMost($"filter and page: {name}", page, "ms", 150));
            figures.Add(Figure.AtMost("  counts of every filter, with a histogram", facets, "ms", 150));
        }

        figures.Add(Figure.AtMost("  memory of the whole process", Environment.WorkingSet / 1e9, "GB", 1));
        return figures;
    }

    /// <summary>Once to read the columns, then the median of some.</summary>
    static async Task<double> MedianAsync(Func<Task> action)
    {
        await action();
        var times = new List<double>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var clock = Stopwatch.StartNew();
            await action();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return Sample.Median(times);
    }
}
