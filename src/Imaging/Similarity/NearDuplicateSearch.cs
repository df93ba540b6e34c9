using System.Collections.Concurrent;

namespace Studio.Imaging.Similarity;

/// <summary>Two pictures that are copies of each other or nearly so.</summary>
/// <param name="First">Index of the picture; the lower of the two.</param>
/// <param name="Orientation">How the second must be mirrored to lie like the first.</param>
public sealed record SimilarPair(int First, int Second, Orientation Orientation, PictureComparison Comparison)
{
    /// <summary>From here on the grain of two pictures is the same, as only a copy has it or a picture taken within a moment.</summary>
    public const double LeastDetail = 0.65;
}

/// <summary>
/// Finds copies among many pictures. Every pair's hashes are compared, in every mirrored position and somewhat turned; what
/// is close is compared by ranks, and what is still alike is laid onto each other and compared by its grain.
/// </summary>
public static class NearDuplicateSearch
{
    /// <summary>Bits of 128. Unlike pictures differ in half of them, copies turned by 3° in about 12 from the closest hash.</summary>
    private const int MostBits = 30;

    /// <summary>Correlation of ranks before pictures are laid onto each other.</summary>
    private const float LeastAlike = 0.6f;

    /// <summary>Most pictures that one is laid onto: in a set where all are alike, the closest ones.</summary>
    private const int MostCandidates = 32;

    private static readonly Orientation[] Mirrorings =
    [
        Orientation.Same, Orientation.MirroredColumns, Orientation.MirroredRows, Orientation.MirroredColumns | Orientation.MirroredRows,
    ];

    private readonly record struct Candidate(int First, int Second, Orientation Orientation, int Distance);

    /// <param name="load">The picture of an index, for those few that are laid onto each other; called from several threads.</param>
    /// <param name="progress">Share of the work that is done, 0–1; called from several threads.</param>
    /// <returns>In the order of the pictures.</returns>
    public static IReadOnlyList<SimilarPair> Find(
        IReadOnlyList<PictureFingerprint> pictures, Func<int, GreyPicture> load, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(load);
        IReadOnlyList<Candidate> candidates = FindCandidates(pictures, progress, cancellation);
        var found = new ConcurrentBag<SimilarPair>();
        Parallel.ForEach(candidates, new ParallelOptions { CancellationToken = cancellation }, candidate =>
        {
            PictureComparison comparison = PictureComparison.Of(load(candidate.First), load(candidate.Second).Turned(candidate.Orientation));
            if (comparison.Detail >= SimilarPair.LeastDetail)
            {
                found.Add(new SimilarPair(candidate.First, candidate.Second, candidate.Orientation, comparison));
            }
        });
        progress?.Invoke(1);
        return [.. found.GroupBy(pair => (pair.First, pair.Second)).Select(same => same.MaxBy(pair => pair.Comparison.Detail)!)
            .OrderBy(pair => pair.First).ThenBy(pair => pair.Second)];
    }

    private static List<Candidate> FindCandidates(
        IReadOnlyList<PictureFingerprint> pictures, Action<double>? progress, CancellationToken cancellation)
    {
        PictureHash[] plain = [.. pictures.Select(picture => picture.Plain)];
        PictureHash[] left = [.. pictures.Select(picture => picture.TurnedLeft)];
        PictureHash[] right = [.. pictures.Select(picture => picture.TurnedRight)];
        bool[] isFlat = [.. pictures.Select(picture => picture.IsFlat)];
        var found = new List<Candidate>[pictures.Count];
        int done = 0;
        Parallel.For(0, pictures.Count, new ParallelOptions { CancellationToken = cancellation }, first =>
        {
            found[first] = isFlat[first] ? [] : Closest(first);
            int now = Interlocked.Increment(ref done);
            if (now % 1000 == 0)
            {
                // Every row is shorter than the one before.
                double rest = 1 - ((double)now / pictures.Count);
                progress?.Invoke(0.9 * (1 - (rest * rest)));
            }
        });
        return [.. found.SelectMany(candidates => candidates)];

        List<Candidate> Closest(int first)
        {
            var close = new List<Candidate>();
            foreach (Orientation mirroring in Mirrorings)
            {
                PictureHash hash = plain[first].Mirrored(mirroring);
                Collect(plain, hash, mirroring);
                Collect(left, hash, mirroring);
                Collect(right, hash, mirroring);
                Collect(plain, pictures[first].Transposed.Mirrored(mirroring), ToSecond(mirroring));
            }

            return [.. close.Where(candidate => !isFlat[candidate.Second])
                .GroupBy(candidate => (candidate.Second, candidate.Orientation)).Select(same => same.MinBy(candidate => candidate.Distance))
                .Where(candidate => AreAlike(pictures[first], pictures[candidate.Second], candidate.Orientation))
                .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Second).Take(MostCandidates)];

            void Collect(PictureHash[] others, PictureHash hash, Orientation orientation)
            {
                for (int second = first + 1; second < others.Length; second++)
                {
                    int distance = hash.Distance(others[second]);
                    if (distance <= MostBits)
                    {
                        close.Add(new Candidate(first, second, orientation, distance));
                    }
                }
            }
        }
    }

    /// <summary>
    /// The first, transposed and then mirrored, looks like the second: then the second, transposed and mirrored the other way
    /// round, looks like the first.
    /// </summary>
    private static Orientation ToSecond(Orientation mirroring) => Orientation.Transposed
        | (mirroring.HasFlag(Orientation.MirroredColumns) ? Orientation.MirroredRows : Orientation.Same)
        | (mirroring.HasFlag(Orientation.MirroredRows) ? Orientation.MirroredColumns : Orientation.Same);

    private static bool AreAlike(PictureFingerprint first, PictureFingerprint second, Orientation orientation)
    {
        const int side = PictureHash.Side;
        float[] own = ToFloats(first.Ranks);
        float[] other = new GreyPicture(side, side, ToFloats(second.Ranks)).Turned(orientation).Values;
        return Product.Of(own, other) >= LeastAlike * MathF.Sqrt(Product.Of(own, own) * Product.Of(other, other));
    }

    private static float[] ToFloats(sbyte[] ranks) => Array.ConvertAll(ranks, rank => (float)rank);
}
