using Studio.Imaging.Labelmaps;

namespace Studio.Imaging.Annotations;

/// <summary>The areas of one picture as a labelmap. Where areas of different classes overlap, the later one wins.</summary>
/// <param name="Labelmap">Of the size of the picture.</param>
/// <param name="OverlappedPixels">Pixels that were taken from one class by another.</param>
/// <param name="Findings">Areas that were left out or cut, and how much overlapped.</param>
public sealed record ShapeLabelmap(Labelmap Labelmap, long OverlappedPixels, IReadOnlyList<LabelFinding> Findings)
{
    /// <summary>Lays the areas over each other in order.</summary>
    /// <param name="shapes">Each with its class, 1 to 254.</param>
    /// <param name="rows">Height of the picture in pixels.</param>
    /// <param name="columns">Width of the picture in pixels.</param>
    public static ShapeLabelmap Compose(IEnumerable<(LabelShape Shape, byte ClassIndex)> shapes, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        Labelmap labelmap = Labelmap.Empty(rows, columns);
        var findings = new List<LabelFinding>();
        long overlapped = 0;
        foreach (var (shape, classIndex) in shapes)
        {
            if (ShapeFill.Fill(shape, rows, columns) is not { } inside)
            {
                findings.Add(new LabelFinding(shape.Where, $"The area \"{shape.Name}\" is for a picture of another size than {columns}×{rows}. It was left out."));
                continue;
            }

            var (pixels, taken) = Lay(inside, classIndex, labelmap.Classes);
            overlapped += taken;
            if (pixels == 0)
            {
                findings.Add(new LabelFinding(shape.Where, $"The area \"{shape.Name}\" covers no pixel of the picture ({columns}×{rows}). It was left out."));
            }
            else if (ReachesOutside(shape, rows, columns))
            {
                findings.Add(new LabelFinding(shape.Where, $"The area \"{shape.Name}\" reaches outside the picture ({columns}×{rows}). It was cut at the edge."));
            }
        }

        if (overlapped > 0)
        {
            findings.Add(new LabelFinding("", $"Areas of different classes overlap in {overlapped} pixels; the later one in the file was taken there."));
        }

        return new ShapeLabelmap(labelmap, overlapped, findings);
    }

    private static (long Pixels, long Taken) Lay(byte[] inside, byte classIndex, byte[] classes)
    {
        long pixels = 0;
        long taken = 0;
        for (int index = 0; index < inside.Length; index++)
        {
            if (inside[index] == 0)
            {
                continue;
            }

            pixels++;
            if (classes[index] != 0 && classes[index] != classIndex)
            {
                taken++;
            }

            classes[index] = classIndex;
        }

        return (pixels, taken);
    }

    private static bool ReachesOutside(LabelShape shape, int rows, int columns)
    {
        foreach (double[] polygon in shape.Polygons)
        {
            for (int index = 0; index + 1 < polygon.Length; index += 2)
            {
                if (polygon[index] < 0 || polygon[index] > columns || polygon[index + 1] < 0 || polygon[index + 1] > rows)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
