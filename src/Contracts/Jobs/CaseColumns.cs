namespace Studio.Contracts.Jobs;

/// <summary>Entries that belong to images by position, any number to each, e.g. boxes that were answered.</summary>
public sealed record CaseEntries(int[] Cases, double[] Values);

/// <summary>
/// What an evaluation says of its images, as columns by name, NaN where undefined: all <see cref="ImageResult.Values"/>; of tags
/// <c>probability.NAME</c>, <c>truth.NAME</c>; of boxes <c>truths.NAME</c> (how many are labelled) and the entries
/// <c>found.NAME</c> (confidence) with <c>hits.NAME</c> (<see cref="FoundBoxResult.Hits"/>) beside them, in the same order.
/// </summary>
/// <param name="Columns">[images] each.</param>
public sealed record CaseColumns(IReadOnlyDictionary<string, double[]> Columns, IReadOnlyDictionary<string, CaseEntries> Entries)
{
    /// <param name="classes">Index and name of each class.</param>
    public static CaseColumns Of(IReadOnlyList<ImageResult> images, IReadOnlyList<(int Index, string Name)> classes)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(classes);
        var columns = new Dictionary<string, double[]>();
        var entries = new Dictionary<string, CaseEntries>();
        foreach (var name in images.SelectMany(image => image.Values.Keys).Distinct())
        {
            columns[name] = [.. images.Select(image => image.Values.GetValueOrDefault(name) ?? double.NaN)];
        }

        foreach (var (index, name) in images.Any(image => image.Tags.Count > 0) ? classes : [])
        {
            var tags = images.Select(image => image.Tags.FirstOrDefault(tag => tag.ClassIndex == index)).ToList();
            columns[$"probability.{name}"] = [.. tags.Select(tag => tag?.Probability ?? double.NaN)];
            columns[$"truth.{name}"] = [.. tags.Select(tag => tag?.Truth switch { true => 1, false => 0, null => double.NaN })];
        }

        foreach (var (index, name) in images.Any(image => image.Found.Count + image.LabelledBoxes.Count > 0) ? classes : [])
        {
            columns[$"truths.{name}"] = [.. images.Select(image => (double)image.LabelledBoxes.GetValueOrDefault(index))];
            var found = images.SelectMany((image, place) => image.Found.Where(box => box.ClassIndex == index).Select(box => (Place: place, Box: box))).ToList();
            int[] cases = [.. found.Select(item => item.Place)];
            entries[$"found.{name}"] = new CaseEntries(cases, [.. found.Select(item => item.Box.Confidence)]);
            entries[$"hits.{name}"] = new CaseEntries(cases, [.. found.Select(item => (double)item.Box.Hits)]);
        }

        return new CaseColumns(columns, entries);
    }
}
