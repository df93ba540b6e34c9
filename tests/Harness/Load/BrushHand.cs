namespace Studio.Harness;

/// <summary>Draws brush strokes as a person does: curved, 2 to 12 brush widths long, now and then erasing.</summary>
public sealed class BrushHand(int rows, int columns, int classes, int seed)
{
    const int Segments = 6;
    const double ErasingShare = 0.15;

    /// <summary>Radius of 60 on an image of 2048 columns, as the largest brush that is common.</summary>
    const double LargestRadius = 60.0 / 2048;
    const double SmallestRadius = 8.0 / 2048;

    readonly Random random = new(seed);
    readonly byte[] labels = new byte[rows * columns];

    /// <summary>The next stroke over what this hand has drawn so far.</summary>
    public Stroke Draw()
    {
        var width = Math.Max(rows, columns);
        var radius = Math.Max(2, width * (SmallestRadius + (random.NextDouble() * (LargestRadius - SmallestRadius))));
        var value = random.NextDouble() < ErasingShare ? (byte)0 : (byte)random.Next(1, classes + 1);
        var (x, y) = (random.NextDouble() * columns, random.NextDouble() * rows);
        var direction = random.NextDouble() * 2 * Math.PI;
        var length = radius * (2 + (random.NextDouble() * 10)) / Segments;
        var spans = new SortedDictionary<int, List<(int From, int To)>>();
        for (var segment = 0; segment < Segments; segment++)
        {
            var (nextX, nextY) = (x + (length * Math.Cos(direction)), y + (length * Math.Sin(direction)));
            AddSegment(spans, x, y, nextX, nextY, radius);
            (x, y) = (nextX, nextY);
            direction += random.NextDouble() - 0.5;
        }

        return new Stroke(Guid.NewGuid(), Paint(spans, value));
    }

    /// <summary>A capsule is convex, so the discs along it give one span per row.</summary>
    void AddSegment(SortedDictionary<int, List<(int From, int To)>> spans, double x0, double y0, double x1, double y1, double radius)
    {
        var top = (int)Math.Max(0, Math.Floor(Math.Min(y0, y1) - radius));
        var bottom = (int)Math.Min(rows - 1, Math.Ceiling(Math.Max(y0, y1) + radius));
        var steps = (int)Math.Ceiling(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0))) + 1;
        for (var row = top; row <= bottom; row++)
        {
            var (from, to) = (double.MaxValue, double.MinValue);
            for (var step = 0; step <= steps; step++)
            {
                var (x, y) = (x0 + ((x1 - x0) * step / steps), y0 + ((y1 - y0) * step / steps));
                var reach = (radius * radius) - ((row + 0.5 - y) * (row + 0.5 - y));
                if (reach < 0)
                    continue;
                from = Math.Min(from, x - Math.Sqrt(reach));
                to = Math.Max(to, x + Math.Sqrt(reach));
            }

            var (first, end) = ((int)Math.Clamp(Math.Round(from), 0, columns), (int)Math.Clamp(Math.Round(to), 0, columns));
            if (first >= end)
                continue;
            if (!spans.TryGetValue(row, out var found))
                spans[row] = found = [];
            found.Add((first, end));
        }
    }

    /// <summary>Changes the labels and answers the runs that really changed, as the browser sends them.</summary>
    List<PixelRun> Paint(SortedDictionary<int, List<(int From, int To)>> spans, byte value)
    {
        var runs = new List<PixelRun>();
        foreach (var (row, parts) in spans)
        {
            var reached = 0;
            foreach (var (from, to) in parts.Order())
            {
                AddRuns(runs, (row * columns) + Math.Max(from, reached), (row * columns) + to, value);
                reached = Math.Max(reached, to);
            }
        }

        return runs;
    }

    void AddRuns(List<PixelRun> runs, int from, int to, byte value)
    {
        for (var index = from; index < to; index++)
        {
            if (labels[index] == value)
                continue;
            var start = index;
            while (index < to && labels[index] != value)
                labels[index++] = value;
            runs.Add(new PixelRun(start, index - start, value));
        }
    }
}
