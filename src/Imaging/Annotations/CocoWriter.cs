using System.Text.Json;

namespace Studio.Imaging.Annotations;

/// <summary>A picture as a COCO file names it.</summary>
/// <param name="FileName">With the folders from where the COCO file lies.</param>
public sealed record CocoPicture(long Id, string FileName, int Rows, int Columns);

/// <summary>Writes a COCO file of instances entry by entry, so that no more than one label is held in memory.</summary>
/// <remarks>
/// Layout after cocodataset.org, "Data format", object detection. Areas are run lengths in the packed form of the COCO API, one
/// annotation per class and picture, so that a mask comes back to the pixel; polygons would not.
/// </remarks>
public sealed class CocoWriter : IAsyncDisposable
{
    private const int FlushBytes = 1 << 16;
    private readonly Utf8JsonWriter _json;
    private long _annotations;

    /// <param name="target">Stays open.</param>
    public CocoWriter(Stream target)
    {
        _json = new Utf8JsonWriter(target);
        _json.WriteStartObject();
    }

    /// <summary>Writes all classes and pictures; annotations follow.</summary>
    public async Task BeginAsync(string description, IEnumerable<(int Id, string Name)> classes, IEnumerable<CocoPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(pictures);
        _json.WriteStartObject("info");
        _json.WriteString("description", description);
        _json.WriteEndObject();
        _json.WriteStartArray("categories");
        foreach ((int id, string name) in classes)
        {
            _json.WriteStartObject();
            _json.WriteNumber("id", id);
            _json.WriteString("name", name);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteStartArray("images");
        foreach (CocoPicture picture in pictures)
        {
            _json.WriteStartObject();
            _json.WriteNumber("id", picture.Id);
            _json.WriteString("file_name", picture.FileName);
            _json.WriteNumber("height", picture.Rows);
            _json.WriteNumber("width", picture.Columns);
            _json.WriteEndObject();
            await FlushIfLongAsync();
        }

        _json.WriteEndArray();
        _json.WriteStartArray("annotations");
    }

    /// <summary>Adds a box, in pixels, (0, 0) the outer corner of the first one.</summary>
    public Task AddBoxAsync(long imageId, int classIndex, double left, double top, double width, double height)
    {
        Begin(imageId, classIndex, width * height);
        WriteBox(left, top, width, height);
        return EndAsync();
    }

    /// <summary>Adds the area of each class of a label, with the box around it.</summary>
    /// <param name="classes">[rows, columns], row-major.</param>
    public async Task AddLabelAsync(long imageId, byte[] classes, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(classes);
        foreach (int index in classes.Distinct().Where(value => value > 0).Order())
        {
            IReadOnlyList<int> runs = CocoRuns.Of(classes, rows, columns, index);
            Begin(imageId, index, runs.Where((_, place) => place % 2 == 1).Sum(run => (long)run));
            (int left, int top, int right, int bottom) = BoxAround(runs, rows);
            WriteBox(left, top, right - left, bottom - top);
            _json.WriteStartObject("segmentation");
            _json.WriteStartArray("size");
            _json.WriteNumberValue(rows);
            _json.WriteNumberValue(columns);
            _json.WriteEndArray();
            _json.WriteString("counts", CocoRuns.Pack(runs));
            _json.WriteEndObject();
            await EndAsync();
        }
    }

    /// <summary>Closes the file's lists.</summary>
    public async Task FinishAsync()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        await _json.FlushAsync();
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();

    /// <summary>Right and bottom are outer edges.</summary>
    private static (int Left, int Top, int Right, int Bottom) BoxAround(IReadOnlyList<int> runs, int rows)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, 0, 0);
        int start = 0;
        for (int place = 0; place < runs.Count; start += runs[place++])
        {
            if (place % 2 == 0 || runs[place] == 0)
            {
                continue;
            }

            int last = start + runs[place] - 1;
            bool isInOneColumn = start / rows == last / rows;
            left = Math.Min(left, start / rows);
            right = Math.Max(right, (last / rows) + 1);
            top = Math.Min(top, isInOneColumn ? start % rows : 0);
            bottom = Math.Max(bottom, isInOneColumn ? (last % rows) + 1 : rows);
        }

        return (left, top, right, bottom);
    }

    private void Begin(long imageId, int classIndex, double area)
    {
        _json.WriteStartObject();
        _json.WriteNumber("id", ++_annotations);
        _json.WriteNumber("image_id", imageId);
        _json.WriteNumber("category_id", classIndex);
        _json.WriteNumber("iscrowd", 0);
        _json.WriteNumber("area", area);
    }

    private void WriteBox(double left, double top, double width, double height)
    {
        _json.WriteStartArray("bbox");
        foreach (double number in (double[])[left, top, width, height])
        {
            _json.WriteNumberValue(number);
        }

        _json.WriteEndArray();
    }

    private Task EndAsync()
    {
        _json.WriteEndObject();
        return FlushIfLongAsync();
    }

    private async Task FlushIfLongAsync()
    {
        if (_json.BytesPending > FlushBytes)
        {
            await _json.FlushAsync();
        }
    }
}
