namespace Studio.Training.Postprocessing;

/// <summary>One connected part of a class.</summary>
readonly record struct ConnectedPart(int Number, int Pixels);

/// <summary>Parts of one class whose pixels touch each other by an edge or a corner (8 neighbours).</summary>
sealed class ConnectedParts
{
    readonly int[] numbers;

    ConnectedParts(int[] numbers, IReadOnlyList<ConnectedPart> parts)
    {
        this.numbers = numbers;
        Parts = parts;
    }

    public IReadOnlyList<ConnectedPart> Parts { get; }

    /// <param name="labelmap">[rows, columns].</param>
    public static ConnectedParts Of(byte[] labelmap, int rows, int columns, byte index)
    {
        var numbers = new int[labelmap.Length];
        var parts = new List<ConnectedPart>();
        var waiting = new Stack<int>();
        for (var start = Array.IndexOf(labelmap, index); start >= 0; start = Array.IndexOf(labelmap, index, start + 1))
        {
            if (numbers[start] != 0)
            {
                continue;
            }

            var number = parts.Count + 1;
            var pixels = 0;
            numbers[start] = number;
            waiting.Push(start);
            while (waiting.TryPop(out var pixel))
            {
                pixels++;
                var (row, column) = (pixel / columns, pixel % columns);
                for (var y = Math.Max(0, row - 1); y <= Math.Min(rows - 1, row + 1); y++)
                {
                    for (var x = Math.Max(0, column - 1); x <= Math.Min(columns - 1, column + 1); x++)
                    {
                        var neighbour = (y * columns) + x;
                        if (labelmap[neighbour] == index && numbers[neighbour] == 0)
                        {
                            numbers[neighbour] = number;
                            waiting.Push(neighbour);
                        }
                    }
                }
            }

            parts.Add(new ConnectedPart(number, pixels));
        }

        return new ConnectedParts(numbers, parts);
    }

    /// <summary>Gives the pixels of some parts to the background.</summary>
    public void Remove(byte[] labelmap, Func<ConnectedPart, bool> goes)
    {
        var removed = new HashSet<int>(Parts.Where(goes).Select(part => part.Number));
        if (removed.Count == 0)
        {
            return;
        }

        for (var pixel = 0; pixel < labelmap.Length; pixel++)
        {
            if (numbers[pixel] != 0 && removed.Contains(numbers[pixel]))
            {
                labelmap[pixel] = 0;
            }
        }
    }
}
