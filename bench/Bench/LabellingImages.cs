using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Studio.Contracts;
using Studio.Harness;
using Studio.Imaging;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Bench;

/// <summary>The projects that the labelling page is measured in, each of two images so that one is the other's neighbour.</summary>
/// <param name="folder">Holds the data folder and what is imported.</param>
sealed class LabellingImages(TemporaryFolder folder)
{
    public const int Rows = 2560;
    public const int Columns = 2048;
    public const int BoxCount = 1000;
    public const int ClassCount = 200;
    public const int Slices = 500;
    const int SliceSide = 512;
    const int Pair = 2;

    public string DataFolder => folder["data"];

    public async Task ImportAllAsync(CancellationToken cancellation)
    {
        await ImportPairAsync("plain", Rows, Columns, "one,two", cancellation);
        await ImportPairAsync("large", 2 * Rows, 2 * Columns, "one,two", cancellation);
        await WriteBoxesAsync(cancellation);
        await ImportPairAsync("boxes", Rows, Columns, "one,two", cancellation, "--boxes", $"coco:{folder["boxes.json"]}");
        await WriteMasksAsync(cancellation);
        var names = string.Join(',', Enumerable.Range(1, ClassCount).Select(index => string.Create(CultureInfo.InvariantCulture, $"class {index}")));
        await ImportPairAsync("classes", Rows, Columns, names, cancellation, "--masks", folder["masks"], "--accept-mask-values");
        await ImportPairAsync("layers", Rows, Columns, names, cancellation);
        await ImportSeriesAsync(cancellation);
    }

    /// <summary>Lets the classes of a project overlap and draws a disc of every class somewhere on each of its images.</summary>
    public async Task DrawLayersAsync(StudioSession session)
    {
        var database = new Database(new DataFolder(DataFolder));
        var projects = new ProjectStore(database);
        var project = (await projects.FindAsync("layers"))!;
        await projects.SetLabellingAsync(project.Id, tagsExcludeEachOther: false, classesOverlap: true);
        var random = new Random(2);
        foreach (var image in await new ImageStore(database).ListAsync(project.Id))
            await session.SendLayersAsync(image.Id, OverlappingDiscs(random));
    }

    static byte[] OverlappingDiscs(Random random)
    {
        var layers = new ClassLayers(Rows, Columns);
        for (var index = 1; index <= ClassCount; index++)
        {
            var (radius, x, y) = (random.Next(60, 260), random.Next(Columns), random.Next(Rows));
            var alone = Labelmap.Empty(Rows, Columns);
            for (var row = Math.Max(0, y - radius); row < Math.Min(Rows, y + radius); row++)
            {
                var reach = (int)Math.Sqrt((radius * radius) - ((row - y) * (row - y)));
                var (from, to) = (Math.Max(0, x - reach), Math.Min(Columns, x + reach));
                alone.Classes.AsSpan((row * Columns) + from, to - from).Fill((byte)index);
            }

            layers.Apply(ClassLayers.From(alone).ToPatch());
        }

        return layers.ToPatch();
    }

    /// <summary>As the page shows it.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"image {number + 1}");

    static string FileName(int number) => $"{NameOf(number)}.png";

    async Task ImportPairAsync(string project, int rows, int columns, string classes, CancellationToken cancellation, params string[] more)
    {
        Directory.CreateDirectory(folder[project]);
        for (var number = 0; number < Pair; number++)
            await File.WriteAllBytesAsync(folder[$"{project}/{FileName(number)}"], SyntheticImages.Radiograph(rows, columns, number), cancellation);
        await ImportAsync(project, classes, more);
    }

    async Task ImportSeriesAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder["series"]);
        for (var index = 0; index < Slices; index++)
        {
            var slice = SyntheticImages.CtSlice(SliceSide, 1, index, Slices);
            await File.WriteAllBytesAsync(folder[$"series/{index + 1}.dcm"], slice, cancellation);
        }

        await ImportAsync("series", "one,two");
    }

    async Task ImportAsync(string project, string classes, params string[] more)
    {
        var import = await StudioProcess.RunAsync(
            ["import", folder[project], "--project", project, "--task", "segmentation", "--classes", classes, .. more, "--data", DataFolder]);
        if (import.ExitCode != 0)
            throw new InvalidOperationException($"The import of {project} failed: {import.Output} {import.Error}");
    }

    /// <summary>COCO, as labelling programs export it: boxes of 20 to 160 pixels all over the image.</summary>
    async Task WriteBoxesAsync(CancellationToken cancellation)
    {
        var random = new Random(1);
        var boxes = Enumerable.Range(0, Pair * BoxCount).Select(index =>
        {
            var (width, height) = (random.Next(20, 160), random.Next(20, 160));
            int[] bbox = [random.Next(Columns - width), random.Next(Rows - height), width, height];
            return new { id = index + 1, image_id = (index % Pair) + 1, category_id = random.Next(1, 3), bbox, area = width * height, iscrowd = 0 };
        });
        var coco = new
        {
            images = Enumerable.Range(0, Pair).Select(number => new { id = number + 1, file_name = FileName(number), width = Columns, height = Rows }),
            categories = new[] { new { id = 1, name = "one" }, new { id = 2, name = "two" } },
            annotations = boxes,
        };
        await File.WriteAllTextAsync(folder["boxes.json"], JsonSerializer.Serialize(coco, ContractJson.Options), cancellation);
    }

    /// <summary>A disc of every class, in rows over the whole image.</summary>
    async Task WriteMasksAsync(CancellationToken cancellation)
    {
        const int PerRow = 14;
        const int Cell = Columns / PerRow;
        const int Radius = (Cell / 2) - 6;
        var classes = new byte[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var index = (row / Cell * PerRow) + (column / Cell) + 1;
                var (y, x) = ((row % Cell) - (Cell / 2), (column % Cell) - (Cell / 2));
                if (column / Cell < PerRow && index <= ClassCount && (x * x) + (y * y) < Radius * Radius)
                    classes[(row * Columns) + column] = (byte)index;
            }
        }

        Directory.CreateDirectory(folder["masks"]);
        var mask = PngWriter.Write(new RasterImage(new RasterLayout(Rows, Columns, SamplesPerPixel: 1, BytesPerSample: 1, BitsStored: 8), classes));
        for (var number = 0; number < Pair; number++)
            await File.WriteAllBytesAsync(folder[$"masks/{FileName(number)}"], mask, cancellation);
    }
}
