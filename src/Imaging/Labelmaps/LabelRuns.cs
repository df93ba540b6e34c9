namespace Studio.Imaging.Labelmaps;

/// <summary>Runs of equal pixels, row by row, joined to parts (union-find).</summary>
sealed class LabelRuns(Labelmap labelmap, ContentArea content)
{
    private struct Run
    {
        public byte Class;
        public int Start;
        public int End;
        public int Parent;
        public int Pixels;
        public int Left;
        public int Top;
        public int Right;
        public int Bottom;
        public int EdgePixels;
        public int OutsidePixels;
        public bool HasSquare;
        public byte Neighbour;
        public bool HasSeveralNeighbours;
    }

    private readonly List<Run> runs = [];

    public void Collect(ReadOnlySpan<bool> outside)
    {
        (int First, int End) above = (0, 0);
        for (int row = 0; row < labelmap.Rows; row++)
        {
            (int First, int End) here = (runs.Count, 0);
            AddRuns(row, outside.IsEmpty ? outside : outside.Slice(row * labelmap.Columns, labelmap.Columns));
            here.End = runs.Count;
            JoinRows(above, here);
            above = here;
        }
    }

    public LabelParts Finish()
    {
        var parts = new List<LabelPart>();
        var holes = new List<LabelHole>();
        for (int index = 0; index < runs.Count; index++)
        {
            Run run = runs[index];
            if (run.Parent != index)
            {
                continue;
            }

            (int width, int height) = (run.Right - run.Left, run.Bottom - run.Top);
            if (run.Class != 0)
            {
                parts.Add(new LabelPart(
                    run.Class, run.Pixels, run.Left, run.Top, width, height, run.HasSquare, run.EdgePixels, run.OutsidePixels, run.Neighbour != 0));
            }
            else if (run.Neighbour != 0 && !run.HasSeveralNeighbours
                && run.Left > 0 && run.Top > 0 && run.Right < labelmap.Columns && run.Bottom < labelmap.Rows)
            {
                holes.Add(new LabelHole(run.Neighbour, run.Pixels, run.Left, run.Top, width, height));
            }
        }

        return new LabelParts(parts, holes);
    }

    private void AddRuns(int row, ReadOnlySpan<bool> outside)
    {
        ReadOnlySpan<byte> pixels = labelmap.Classes.AsSpan(row * labelmap.Columns, labelmap.Columns);
        bool isEdgeRow = row == content.Top || row == content.Bottom - 1;
        int first = runs.Count;
        for (int start = 0; start < pixels.Length;)
        {
            byte value = pixels[start];
            int same = pixels[start..].IndexOfAnyExcept(value);
            int end = same < 0 ? pixels.Length : start + same;
            var run = new Run
            {
                Class = value, Start = start, End = end, Parent = runs.Count, Pixels = end - start, Left = start, Top = row, Right = end, Bottom = row + 1,
            };
            if (value != 0)
            {
                run.OutsidePixels = outside.IsEmpty ? 0 : outside[start..end].Count(true);
                run.EdgePixels = isEdgeRow ? end - start : (Holds(start, end, content.Left) ? 1 : 0) + (Holds(start, end, content.Right - 1) ? 1 : 0);
            }

            runs.Add(run);
            if (runs.Count - 1 > first)
            {
                Meet(runs.Count - 2, runs.Count - 1);
            }

            start = end;
        }
    }

    private static bool Holds(int start, int end, int column) => start <= column && column < end;

    /// <summary>Two pointers over the runs of two rows; runs that touch at a corner only meet where they are of one class.</summary>
    private void JoinRows((int First, int End) above, (int First, int End) here)
    {
        for (int lower = here.First, upper = above.First; lower < here.End; lower++)
        {
            (int start, int end, byte value) = (runs[lower].Start, runs[lower].End, runs[lower].Class);
            while (upper < above.End && runs[upper].End < start)
            {
                upper++;
            }

            for (int other = upper; other < above.End && runs[other].Start <= end; other++)
            {
                int overlap = Math.Min(end, runs[other].End) - Math.Max(start, runs[other].Start);
                if (runs[other].Class == value)
                {
                    if (overlap > 0 || value != 0)
                    {
                        Join(other, lower, overlap > 1);
                    }
                }
                else if (overlap > 0)
                {
                    Meet(other, lower);
                }
            }
        }
    }

    /// <summary>Two runs of different classes lie beside each other.</summary>
    private void Meet(int first, int second)
    {
        (int one, int other) = (Root(first), Root(second));
        runs[one] = WithNeighbour(runs[one], runs[other].Class);
        runs[other] = WithNeighbour(runs[other], runs[one].Class);
    }

    private static Run WithNeighbour(Run run, byte neighbour)
    {
        if (neighbour != 0)
        {
            run.HasSeveralNeighbours |= run.Neighbour != 0 && run.Neighbour != neighbour;
            run.Neighbour = neighbour;
        }

        return run;
    }

    private void Join(int first, int second, bool hasSquare)
    {
        (int one, int other) = (Root(first), Root(second));
        Run run = runs[one];
        if (one != other)
        {
            Run gone = runs[other];
            run.Pixels += gone.Pixels;
            run.EdgePixels += gone.EdgePixels;
            run.OutsidePixels += gone.OutsidePixels;
            (run.Left, run.Top) = (Math.Min(run.Left, gone.Left), Math.Min(run.Top, gone.Top));
            (run.Right, run.Bottom) = (Math.Max(run.Right, gone.Right), Math.Max(run.Bottom, gone.Bottom));
            run.HasSquare |= gone.HasSquare;
            run.HasSeveralNeighbours |= gone.HasSeveralNeighbours;
            run = WithNeighbour(run, gone.Neighbour);
            gone.Parent = one;
            runs[other] = gone;
        }

        run.HasSquare |= hasSquare;
        runs[one] = run;
    }

    private int Root(int index)
    {
        while (runs[index].Parent != index)
        {
            Run run = runs[index];
            run.Parent = runs[run.Parent].Parent;
            runs[index] = run;
            index = run.Parent;
        }

        return index;
    }
}
