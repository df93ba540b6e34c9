namespace Studio.Imaging.Embedding;

/// <summary>A place on a map, both from 0 to 1; y downwards.</summary>
public readonly record struct MapPlace(float X, float Y);

/// <summary>A map on which pictures that look alike lie together. Distances beyond a point's surroundings mean little, directions nothing.</summary>
public static class PictureMap
{
    /// <summary>
    /// So many pictures at most are laid out against each other. Of more a sample is, and each other picture is put where those
    /// of the sample lie that it looks most like.
    /// </summary>
    public const int Landmarks = 20_000;

    /// <summary>Numbers of a picture that count; the rest is mostly noise. A multiple of what the processor takes at once.</summary>
    private const int Components = 48;

    /// <summary>Pictures from which the components are taken.</summary>
    private const int FittedPictures = 4_000;

    private const double Perplexity = 20;
    private const int PerPerplexity = 3;

    /// <summary>Those of the map that a new picture's place is the mean of.</summary>
    private const int Guides = 5;

    /// <summary>Fewer pictures have no surroundings: their two widest components are the map.</summary>
    private const int LeastNeighbours = 4;

    /// <summary>How far apart places are in the beginning: so little that all of them still feel each other.</summary>
    private const float BeginningSpread = 1e-4f;

    /// <summary>Left free at the edge, so that a picture on it can still be surrounded.</summary>
    private const double Margin = 0.02;

    // Shares of the time with as many pictures as there are landmarks.
    private const double FittedShare = 0.05;
    private const double NeighboursShare = 0.25;

    /// <param name="seed">Another one gives another map, as good as the first.</param>
    /// <param name="progress">Share that is done, 0–1; called from several threads.</param>
    /// <returns>[pictures].</returns>
    public static MapPlace[] Lay(
        IReadOnlyList<PictureDescriptor> pictures, int seed, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return Lay(pictures, seed, Landmarks, progress, cancellation);
    }

    internal static MapPlace[] Lay(
        IReadOnlyList<PictureDescriptor> pictures, int seed, int mostLandmarks, Action<double>? progress, CancellationToken cancellation)
    {
        PointTable points = Reduce(pictures, seed);
        if (points.Count <= mostLandmarks)
        {
            return ToUnit(LayAll(points, seed, progress, cancellation));
        }

        int[] landmarks = Sample(points.Count, mostLandmarks, seed);
        PointTable sample = points.Take(landmarks);
        float placing = (float)(points.Count - mostLandmarks) / points.Count;
        MapPlace[] known = ToUnit(LayAll(sample, seed, share => progress?.Invoke(share * (1 - (placing / 2))), cancellation));
        int[] rest = [.. Enumerable.Range(0, points.Count).Except(landmarks)];
        MapPlace[] others = Guide(points.Take(rest), sample, known, share => progress?.Invoke(1 - ((1 - share) * placing / 2)), cancellation);
        var all = new MapPlace[points.Count];
        foreach ((int index, int landmark) in landmarks.Index())
        {
            all[landmark] = known[index];
        }

        foreach ((int index, int picture) in rest.Index())
        {
            all[picture] = others[index];
        }

        return all;
    }

    /// <summary>Puts further pictures on a map that there is, which stays as it is.</summary>
    /// <param name="placed">Pictures of the map; at least one.</param>
    /// <param name="places">Where they lie.</param>
    /// <returns>[newcomers].</returns>
    public static MapPlace[] Place(
        IReadOnlyList<PictureDescriptor> newcomers,
        IReadOnlyList<PictureDescriptor> placed,
        IReadOnlyList<MapPlace> places,
        Action<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(newcomers);
        ArgumentNullException.ThrowIfNull(placed);
        ArgumentOutOfRangeException.ThrowIfZero(placed.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(places.Count, placed.Count);
        PointTable points = Reduce([.. newcomers, .. placed], seed: 0);
        PointTable fresh = points.Take([.. Enumerable.Range(0, newcomers.Count)]);
        PointTable known = points.Take([.. Enumerable.Range(newcomers.Count, placed.Count)]);
        return Guide(fresh, known, places, progress, cancellation);
    }

    private static PointTable Reduce(IReadOnlyList<PictureDescriptor> pictures, int seed)
    {
        int[] sample = Sample(pictures.Count, FittedPictures, seed);
        var components = PrincipalComponents.Fit(PointTable.Of([.. sample.Select(index => pictures[index])]), Components, seed);
        // In parts: the numbers of all pictures at once would take ten times the room of what is kept.
        var values = new List<float>(pictures.Count * Components);
        foreach (PictureDescriptor[] part in pictures.Chunk(FittedPictures))
        {
            values.AddRange(components.Project(PointTable.Of(part)).Values);
        }

        return new PointTable(pictures.Count, Components, [.. values]);
    }

    /// <returns>[points, 2].</returns>
    private static float[] LayAll(PointTable points, int seed, Action<double>? progress, CancellationToken cancellation)
    {
        progress?.Invoke(FittedShare);
        float[] places = Begin(points, seed);
        int neighbours = Math.Min((int)(PerPerplexity * Perplexity), points.Count - 1);
        if (neighbours < LeastNeighbours)
        {
            return places;
        }

        var closest = NearestNeighbours.Find(
            points, points, areSame: true, neighbours, share => progress?.Invoke(FittedShare + (NeighboursShare * share)), cancellation);
        var affinities = Affinities.Of(closest, Math.Min(Perplexity, (double)neighbours / PerPerplexity));
        const double before = FittedShare + NeighboursShare;
        NeighbourEmbedding.Run(affinities, places, share => progress?.Invoke(before + ((1 - before) * share)), cancellation);
        return places;
    }

    /// <summary>The two widest components, which keep the rough order of things (Kobak and Berens 2019), and a little noise to part equal pictures.</summary>
    private static float[] Begin(PointTable points, int seed)
    {
        var random = new Random(seed);
        double squares = 0;
        for (int point = 0; point < points.Count; point++)
        {
            squares += points[point][0] * points[point][0];
        }

        double scale = squares > 0 ? BeginningSpread / Math.Sqrt(squares / points.Count) : 0;
        var places = new float[2 * points.Count];
        for (int place = 0; place < places.Length; place++)
        {
            double noise = (random.NextDouble() - 0.5) * BeginningSpread / 10;
            places[place] = (float)((points[place / 2][place % 2] * scale) + noise);
        }

        return places;
    }

    /// <summary>The mean of where the most alike pictures lie, the closer ones counting more.</summary>
    private static MapPlace[] Guide(
        PointTable points, PointTable known, IReadOnlyList<MapPlace> places, Action<double>? progress, CancellationToken cancellation)
    {
        var closest = NearestNeighbours.Find(points, known, areSame: false, Math.Min(Guides, known.Count), progress, cancellation);
        var result = new MapPlace[points.Count];
        for (int point = 0; point < points.Count; point++)
        {
            (double x, double y, double sum) = (0, 0, 0);
            ReadOnlySpan<float> distances = closest.SquaredDistances.AsSpan(point * closest.PerPoint, closest.PerPoint);
            for (int place = 0; place < distances.Length; place++)
            {
                // Half as far away counts sixteen times: of pictures in two places the mean is in neither.
                double closeness = Math.Pow((distances[0] + 1e-9) / (distances[place] + 1e-9), 2);
                MapPlace guide = places[closest.Indexes[(point * closest.PerPoint) + place]];
                (x, y, sum) = (x + (closeness * guide.X), y + (closeness * guide.Y), sum + closeness);
            }

            result[point] = new MapPlace((float)(x / sum), (float)(y / sum));
        }

        return result;
    }

    private static int[] Sample(int count, int most, int seed)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        if (count <= most)
        {
            return all;
        }

        new Random(seed).Shuffle(all);
        int[] sample = all[..most];
        Array.Sort(sample);
        return sample;
    }

    /// <summary>Into the unit square, as large as fits, in its middle; turned so that the longer way is across, as screens are.</summary>
    private static MapPlace[] ToUnit(float[] places)
    {
        int count = places.Length / 2;
        if (count == 0)
        {
            return [];
        }

        (double x, double y) = (0, 0);
        for (int point = 0; point < count; point++)
        {
            (x, y) = (x + (places[2 * point] / count), y + (places[(2 * point) + 1] / count));
        }

        (double xx, double xy, double yy) = (0, 0, 0);
        for (int point = 0; point < count; point++)
        {
            (double dx, double dy) = (places[2 * point] - x, places[(2 * point) + 1] - y);
            (xx, xy, yy) = (xx + (dx * dx), xy + (dx * dy), yy + (dy * dy));
        }

        // The principal axis of the places.
        (double sin, double cos) = Math.SinCos(Math.Atan2(2 * xy, xx - yy) / 2);
        double[] across = [.. Enumerable.Range(0, count).Select(point => (cos * (places[2 * point] - x)) + (sin * (places[(2 * point) + 1] - y)))];
        double[] down = [.. Enumerable.Range(0, count).Select(point => (cos * (places[(2 * point) + 1] - y)) - (sin * (places[2 * point] - x)))];
        (double middleX, double middleY) = ((across.Min() + across.Max()) / 2, (down.Min() + down.Max()) / 2);
        double extent = Math.Max(across.Max() - across.Min(), down.Max() - down.Min());
        double scale = extent > 0 ? (1 - (2 * Margin)) / extent : 0;
        return [.. across.Select((value, point) => new MapPlace(
            (float)(0.5 + ((value - middleX) * scale)), (float)(0.5 + ((down[point] - middleY) * scale))))];
    }
}
