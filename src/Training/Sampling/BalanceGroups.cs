using Studio.Contracts.Recipes;
using Studio.Training.Data;

namespace Studio.Training.Sampling;

/// <summary>Which training images take turns: each group is looked at as often, and each image within it.</summary>
static class BalanceGroups
{
    /// <param name="training">Indices into the cache; not empty.</param>
    /// <param name="output">What the network answers says which classes count: those of pixels, of tags or of boxes.</param>
    /// <returns>
    /// One group for none; one for each patient; one for each category, images without any being one more; one for each
    /// class, to which an image belongs that holds it, images without any being one more. No group is empty.
    /// </returns>
    public static IReadOnlyList<IReadOnlyList<int>> Of(SampleCache cache, IReadOnlyList<int> training, string balance, OutputKind output) => balance switch
    {
        "patient" => ByKey(training, sample => cache.Samples[sample].PatientKey),
        "category" => ByKey(training, sample => cache.Samples[sample].Category ?? ""),
        "class" => ByClass(cache, training, output),
        _ => [training],
    };

    static IReadOnlyList<IReadOnlyList<int>> ByKey(IReadOnlyList<int> training, Func<int, string> key) =>
        [.. training.GroupBy(key).Select(group => (IReadOnlyList<int>)[.. group])];

    static IReadOnlyList<IReadOnlyList<int>> ByClass(SampleCache cache, IReadOnlyList<int> training, OutputKind output)
    {
        var groups = new SortedDictionary<int, List<int>>();
        foreach (var sample in training)
        {
            var classes = ClassesOf(cache, sample, output);
            foreach (var index in classes.Count == 0 ? [0] : classes)
            {
                if (!groups.TryGetValue(index, out var members))
                {
                    groups[index] = members = [];
                }

                members.Add(sample);
            }
        }

        return [.. groups.Values];
    }

    /// <summary>Classes (from 1) that an image holds; a tag that nobody is sure of is none.</summary>
    static IReadOnlyList<int> ClassesOf(SampleCache cache, int sample, OutputKind output)
    {
        var spec = cache.Samples[sample];
        return output switch
        {
            OutputKind.ClassMap => [.. cache.ClassCounts[sample].Index().Where(pair => pair is { Index: > 0, Item: > 0 }).Select(pair => pair.Index)],
            OutputKind.Tags => [.. spec.Tags.Where(tag => tag.Answer == true).Select(tag => tag.ClassIndex).Distinct().Order()],
            _ => [.. spec.Boxes.Select(box => box.ClassIndex).Distinct().Order()],
        };
    }
}
