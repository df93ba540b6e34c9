using Studio.Training.Data;
using Studio.Training.Randomness;
using Studio.Training.Trainer;

namespace Studio.Training.Sampling;

/// <summary>
/// Patches whose middle pixel is of each class as often, as two-phase training starts with (Havaei et al., "Brain tumor
/// segmentation with deep neural networks", Medical Image Analysis 35, 2017, section 3.2).
/// </summary>
static class ClassPatches
{
    /// <param name="looks">Samples as often as they were to be looked at. A class takes them in that proportion, among those that hold it.</param>
    public static IReadOnlyList<SampleDraw> Of(
        SampleCache cache, IEnumerable<int> looks, PatchGeometry patch, long seed, int epoch, SeededRandom random)
    {
        int[] samples = [.. looks];
        (int Sample, int Looks)[] images = [.. samples.CountBy(sample => sample).Select(pair => (pair.Key, pair.Value))];
        byte[] classes = [.. Enumerable.Range(0, 256).Where(index => images.Any(image => Count(cache, image.Sample, index) > 0)).Select(index => (byte)index)];
        var shares = EvenShares.Split(samples.Length, classes.Length, random);
        var wanted = new List<(int Sample, byte Class)>(samples.Length);
        foreach (var (index, share) in classes.Zip(shares))
        {
            var holding = images.Where(image => Count(cache, image.Sample, index) > 0).ToList();
            var counts = EvenShares.SplitBy(share, [.. holding.Select(image => image.Looks)], random);
            wanted.AddRange(holding.Zip(counts).SelectMany(pair => Enumerable.Repeat((pair.First.Sample, index), pair.Second)));
        }

        var order = Enumerable.Range(0, wanted.Count).ToArray();
        random.Shuffle(order);
        return Place(cache, [.. order.Select(position => wanted[position])], patch, seed, epoch);
    }

    static long Count(SampleCache cache, int sample, int index) =>
        cache.ClassCounts[sample] is var counts && index < counts.Length ? counts[index] : 0;

    /// <summary>Draws the pixels of one image after the other: its labels are read once, and only its pixels are held in memory.</summary>
    static SampleDraw[] Place(SampleCache cache, (int Sample, byte Class)[] wanted, PatchGeometry patch, long seed, int epoch)
    {
        var draws = new SampleDraw[wanted.Length];
        var copies = new CopyCounter();
        for (var position = 0; position < draws.Length; position++)
        {
            draws[position] = new SampleDraw(wanted[position].Sample, copies.Next(wanted[position].Sample));
        }

        foreach (var looks in Enumerable.Range(0, draws.Length).GroupBy(position => wanted[position].Sample))
        {
            var places = PlacesOf(cache, looks.Key, [.. looks.Select(position => wanted[position].Class).Distinct()]);
            foreach (var position in looks)
            {
                var random = new SeededRandom(seed, DrawPurpose.Patches, epoch, looks.Key, draws[position].Copy);
                var ofClass = places[wanted[position].Class]!;
                var pixel = ofClass[random.NextIndex(ofClass.Length)];
                var (top, left) = patch.Around(pixel / cache.Input.Width, pixel % cache.Input.Width);
                draws[position] = draws[position] with { Top = top, Left = left };
            }
        }

        return draws;
    }

    /// <summary>Pixels of each class that is asked for, by class.</summary>
    static int[]?[] PlacesOf(SampleCache cache, int sample, byte[] classes)
    {
        var labels = cache.Labels(sample);
        var places = new int[256][];
        var filled = new int[256];
        foreach (var index in classes)
        {
            places[index] = new int[Count(cache, sample, index)];
        }

        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            var index = labels[pixel];
            if (places[index] is { } ofClass)
            {
                ofClass[filled[index]++] = pixel;
            }
        }

        return places;
    }
}
