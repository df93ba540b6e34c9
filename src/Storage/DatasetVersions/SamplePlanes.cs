using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;

namespace Studio.Storage;

/// <summary>
/// Gives samples the planes that a recipe asks for: the slices beside each, or the channels of its case.
/// A plane that does not exist is left out; whoever starts a run refuses it before.
/// </summary>
static class SamplePlanes
{
    public static IReadOnlyList<SampleSpec> Arrange(
        DatabaseSession session,
        IReadOnlyList<SampleSpec> samples,
        InputRecipe input)
    {
        if (input.CaseChannels.Count > 0)
        {
            return Channels(samples, PlacedImage.OfCases(session, samples), input.CaseChannels);
        }

        return input.Neighbours > 0 ? Neighbours(samples, PlacedImage.OfSeries(session, samples), input.Neighbours) : samples;
    }

    /// <summary>Slices −n … +n of the series around each sample; at its ends, and of a picture of its own, the last one is repeated.</summary>
    static List<SampleSpec> Neighbours(IReadOnlyList<SampleSpec> samples, List<PlacedImage> placed, int reach)
    {
        var places = placed.GroupBy(image => image.SeriesId)
            .SelectMany(series => WithPlaces([.. series]))
            .ToDictionary(entry => entry.ImageId);
        return [.. samples.Select(sample => sample with
        {
            Planes =
            [
                .. Enumerable.Range(-reach, (2 * reach) + 1).Select(offset => Neighbour(sample, offset)).OfType<PlaneSpec>(),
            ],
        })];

        PlaneSpec? Neighbour(SampleSpec sample, int offset)
        {
            if (!places.TryGetValue(sample.ImageId, out var own))
            {
                return sample.SamplesPerPixel == 1 ? Alone(sample, offset) : null;
            }

            var beside = own.Slices[Math.Clamp(own.Place + offset, 0, own.Slices.Count - 1)];
            return beside.FitsBeside(sample) ? beside.ToPlane(null, offset) : null;
        }
    }

    static IEnumerable<(long ImageId, List<PlacedImage> Slices, int Place)> WithPlaces(List<PlacedImage> slices) =>
        slices.Select((image, place) => (image.Id, slices, place));

    static PlaneSpec Alone(SampleSpec sample, int offset) => new(
        null, offset, sample.BytesPerSample, sample.BitsStored, sample.IsSigned, sample.IsMonochrome1,
        sample.RescaleSlope, sample.RescaleIntercept, sample.Pixels);

    /// <summary>
    /// One sample for each slice of a case, whichever of its channels were labelled: that with a label, of several the
    /// channel with most labels in the case, then the one named first.
    /// </summary>
    static List<SampleSpec> Channels(IReadOnlyList<SampleSpec> samples, List<PlacedImage> placed, IReadOnlyList<string> names)
    {
        var places = placed.ToDictionary(image => image.Id);
        var planes = placed.Where(image => image.Channel is not null)
            .ToLookup(image => (image.CaseKey, image.SliceIndex, Name: image.Channel!.ToUpperInvariant()));
        var labels = samples.Where(sample => HasLabel(sample) && places.ContainsKey(sample.ImageId))
            .CountBy(sample => places[sample.ImageId].SeriesId).ToDictionary();
        var chosen = samples.GroupBy(sample => places.TryGetValue(sample.ImageId, out var place)
                ? (place.CaseKey, place.SliceIndex, 0L)
                : (null, null, sample.ImageId))
            .Select(slice => slice.OrderByDescending(HasLabel).ThenByDescending(LabelsOfSeries).ThenBy(OrderOfName).ThenBy(sample => sample.ImageId).First())
            .Select(sample => sample.ImageId).ToHashSet();
        return [.. samples.Where(sample => chosen.Contains(sample.ImageId)).Select(sample => sample with
        {
            Planes = places.TryGetValue(sample.ImageId, out var place)
                ? [.. names.Select(name => planes[(place.CaseKey, place.SliceIndex, name.ToUpperInvariant())]
                    .FirstOrDefault(image => image.FitsBeside(sample))?.ToPlane(name, 0)).OfType<PlaneSpec>()]
                : [],
        })];

        int LabelsOfSeries(SampleSpec sample) => places.TryGetValue(sample.ImageId, out var place) ? labels.GetValueOrDefault(place.SeriesId) : 0;

        int OrderOfName(SampleSpec sample)
        {
            var channel = places.TryGetValue(sample.ImageId, out var place) ? place.Channel : null;
            var order = names.TakeWhile(name => !name.Equals(channel, StringComparison.OrdinalIgnoreCase));
            return order.Count();
        }
    }

    static bool HasLabel(SampleSpec sample) => sample.Labelmap is not null || sample.Boxes.Count > 0 || sample.Tags.Count > 0;
}
