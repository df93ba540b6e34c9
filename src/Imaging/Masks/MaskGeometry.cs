namespace Studio.Imaging.Masks;

/// <summary>Lays the frames of a mask on those of its picture; nothing is resampled.</summary>
public static class MaskGeometry
{
    /// <summary>Largest distance between two planes taken for the same, in millimetres.</summary>
    public const double PositionToleranceMm = 0.1;

    /// <summary>Largest difference of their directions (unit vectors), and of spacings in proportion.</summary>
    public const double DirectionTolerance = 1e-3;

    /// <summary>
    /// Frames are matched by where they lie when both sides say so, whatever their order and number; else by their order,
    /// which needs as many frames on both sides.
    /// </summary>
    /// <param name="name">The picture's name, for the message.</param>
    public static MaskFit Fit(string name, MaskGrid picture, MaskGrid mask)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(mask);
        if (picture.Rows != mask.Rows || picture.Columns != mask.Columns)
        {
            return Misfit($"{name} has another size than its mask ({picture.Columns}×{picture.Rows}, mask {mask.Columns}×{mask.Rows}). It was not imported. Export the mask again.");
        }

        return picture.IsPlaced && mask.IsPlaced ? FitByPlane(name, picture, mask) : FitByOrder(name, picture, mask);
    }

    private static MaskFit FitByOrder(string name, MaskGrid picture, MaskGrid mask)
    {
        if (picture.IsTurned || mask.IsTurned)
        {
            string silent = picture.IsTurned ? "the mask does not" : $"{name} does not";
            string other = picture.IsTurned ? name : "The mask";
            return Misfit($"{other} says how it lies in the patient, but {silent}, so left and right could be mixed up. Export the mask with the orientation of its picture.");
        }

        return picture.FrameCount == mask.FrameCount
            ? new MaskFit([.. Enumerable.Range(0, mask.FrameCount).Select(index => new MaskedFrame(index, index))], null)
            : Misfit($"{name} has {Count(picture.FrameCount)}, its mask {mask.FrameCount}. Export the mask again with one slice for each of the picture.");
    }

    private static MaskFit FitByPlane(string name, MaskGrid picture, MaskGrid mask)
    {
        if (picture.Spacing is { } spacing && mask.Spacing is { } other && !IsSame(spacing, other))
        {
            return Misfit($"{name} and its mask have pixels of different size. Export the mask on the grid of its picture.");
        }

        var frames = new List<MaskedFrame>();
        var taken = new HashSet<int>();
        int outside = 0;
        int next = 0;
        for (int index = 0; index < mask.FrameCount; index++)
        {
            int found = Find(picture.Planes, mask.Planes[index]!, next);
            if (found >= 0 && taken.Add(found))
            {
                frames.Add(new MaskedFrame(found, index));
                next = found + 1;
            }
            else if (!mask.BlankFrames.Contains(index))
            {
                outside++;
            }
        }

        if (outside > 0 || frames.Count == 0)
        {
            return Misfit(frames.Count == 0
                ? $"{name} and its mask do not lie in the same place of the patient. Export the mask on the grid of its picture."
                : $"Labels on {Count(outside)} of the mask lie outside {name}. Export the mask on the grid of its picture.");
        }

        return new MaskFit([.. frames.OrderBy(frame => frame.PictureFrame)], null);
    }

    /// <summary>Looks where the last one was found first: most masks have the order of their picture.</summary>
    private static int Find(IReadOnlyList<FramePlane?> planes, FramePlane wanted, int next)
    {
        for (int step = 0; step < planes.Count; step++)
        {
            int index = (next + step) % planes.Count;
            if (IsSame(planes[index]!, wanted))
            {
                return index;
            }
        }

        return -1;
    }

    private static bool IsSame(FramePlane a, FramePlane b) =>
        (a.Position - b.Position).Length <= PositionToleranceMm
        && (a.RowDirection - b.RowDirection).Length <= DirectionTolerance
        && (a.ColumnDirection - b.ColumnDirection).Length <= DirectionTolerance;

    private static bool IsSame(PixelSpacing a, PixelSpacing b) =>
        Math.Abs(a.RowMm - b.RowMm) <= DirectionTolerance * a.RowMm && Math.Abs(a.ColumnMm - b.ColumnMm) <= DirectionTolerance * a.ColumnMm;

    private static string Count(int frames) => frames == 1 ? "1 slice" : $"{frames} slices";

    private static MaskFit Misfit(string reason) => new([], reason);
}
