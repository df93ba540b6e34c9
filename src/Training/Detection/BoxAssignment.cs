namespace Studio.Training.Detection;

/// <summary>Distances from a position to the four sides of its box, in input pixels.</summary>
readonly record struct SideDistances(float Left, float Top, float Right, float Bottom)
{
    public float Least => MathF.Min(MathF.Min(Left, Right), MathF.Min(Top, Bottom));

    public float Largest => MathF.Max(MathF.Max(Left, Right), MathF.Max(Top, Bottom));

    /// <summary>
    /// 1 in the middle of the box, 0 on its edge: √(min(l, r) / max(l, r) · min(t, b) / max(t, b)) (FCOS, equation 3).
    /// </summary>
    public float Centreness => MathF.Sqrt(
        MathF.Min(Left, Right) / MathF.Max(Left, Right) * (MathF.Min(Top, Bottom) / MathF.Max(Top, Bottom)));

    public static SideDistances Between(DetectorPosition position, LabelledBox box) =>
        new(position.X - box.X1, position.Y - box.Y1, box.X2 - position.X, box.Y2 - position.Y);
}

/// <summary>Which box each position of the detector answers for.</summary>
/// <remarks>
/// FCOS (Tian et al., ICCV 2019, section 3.1–3.2) with centre sampling: a position answers for a box if it lies inside it,
/// not farther than <see cref="CentreRadius"/> strides from its middle on either axis, and if the box's size is one for its
/// level; of several the smallest box wins, of equals the first. A box that no position would answer for (its middle falls
/// between the sizes of two levels, or smaller boxes hold all its positions) gets the free position nearest to its middle
/// from any level. What lies between the positions of the finest level, that is boxes narrower than its stride,
/// may hold none; such a box cannot be learnt at this input size and stays without.
/// </remarks>
static class BoxAssignment
{
    public const float CentreRadius = 1.5f;

    public const int None = -1;

    /// <returns>For each position the index of its box, or <see cref="None"/>. Empty boxes (no area) get no position.</returns>
    public static int[] Assign(ReadOnlySpan<DetectorPosition> positions, ReadOnlySpan<LabelledBox> boxes)
    {
        var assigned = new int[positions.Length];
        Array.Fill(assigned, None);
        var smallestFirst = SmallestFirst(boxes);
        foreach (var index in smallestFirst)
        {
            for (var place = 0; place < positions.Length; place++)
            {
                if (assigned[place] == None && AnswersFor(positions[place], boxes[index]))
                {
                    assigned[place] = index;
                }
            }
        }

        foreach (var index in smallestFirst.Where(index => !assigned.Contains(index)))
        {
            var place = NearestFree(positions, assigned, boxes[index]);
            if (place != None)
            {
                assigned[place] = index;
            }
        }

        return assigned;
    }

    static int[] SmallestFirst(ReadOnlySpan<LabelledBox> boxes)
    {
        var indices = new List<int>(boxes.Length);
        var areas = new float[boxes.Length];
        for (var index = 0; index < boxes.Length; index++)
        {
            areas[index] = boxes[index].Area;
            if (boxes[index].X2 > boxes[index].X1 && boxes[index].Y2 > boxes[index].Y1)
            {
                indices.Add(index);
            }
        }

        return [.. indices.OrderBy(index => areas[index])];
    }

    static bool AnswersFor(DetectorPosition position, LabelledBox box)
    {
        var distances = SideDistances.Between(position, box);
        var radius = CentreRadius * position.Level.Stride;
        return distances.Least > 0
            && MathF.Abs(position.X - ((box.X1 + box.X2) / 2)) < radius
            && MathF.Abs(position.Y - ((box.Y1 + box.Y2) / 2)) < radius
            && distances.Largest > position.Level.ReachFrom
            && distances.Largest <= position.Level.ReachTo;
    }

    static int NearestFree(ReadOnlySpan<DetectorPosition> positions, int[] assigned, LabelledBox box)
    {
        var (best, bestDistance) = (None, float.PositiveInfinity);
        for (var place = 0; place < positions.Length; place++)
        {
            var x = positions[place].X - ((box.X1 + box.X2) / 2);
            var y = positions[place].Y - ((box.Y1 + box.Y2) / 2);
            var distance = (x * x) + (y * y);
            if (assigned[place] == None && distance < bestDistance && SideDistances.Between(positions[place], box).Least > 0)
            {
                (best, bestDistance) = (place, distance);
            }
        }

        return best;
    }
}
