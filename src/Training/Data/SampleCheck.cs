using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Training.Jobs;

namespace Studio.Training.Data;

/// <summary>Finds, from what is known of the images without reading them, those that a recipe's network cannot look at.</summary>
static class SampleCheck
{
    /// <summary>More sentences would only hide the first ones.</summary>
    const int MostNamed = 5;

    /// <exception cref="JobFailureException">Names the images and what is wrong with each.</exception>
    public static void Require(IReadOnlyList<SampleSpec> samples, InputRecipe input)
    {
        var problems = samples.Select(sample => ProblemOf(sample, input)).OfType<string>().ToList();
        if (problems.Count > 0)
        {
            var more = problems.Count > MostNamed ? $" {problems.Count - MostNamed} further images cannot be used either." : "";
            throw new JobFailureException(string.Join(' ', problems.Take(MostNamed)) + more);
        }
    }

    /// <summary>One channel of the network, the plane that fills it (null: missing), and its name in words.</summary>
    public readonly record struct WantedPlane(string Name, PlaneSpec? Plane);

    /// <summary>The planes of a case or of a series in the order of the network's channels; none where the image alone is wanted.</summary>
    public static IEnumerable<WantedPlane> Wanted(SampleSpec sample, InputRecipe input)
    {
        if (input.CaseChannels.Count > 0)
        {
            return input.CaseChannels.Select(name => new WantedPlane($"channel {name}", sample.Planes.FirstOrDefault(plane => IsNamed(plane, name))));
        }

        // A picture that is no slice of a series is its own neighbour.
        return input.Neighbours == 0 || sample.Planes.Count == 0
            ? []
            : Enumerable.Range(-input.Neighbours, input.Channels).Select(offset => new WantedPlane(
                offset == 0 ? "the slice itself" : FormattableString.Invariant($"the slice {offset:+0;-0} from it"),
                sample.Planes.FirstOrDefault(plane => plane.Channel is null && plane.Offset == offset)));
    }

    /// <summary>Why the network cannot look at an image; null where it can.</summary>
    public static string? ProblemOf(SampleSpec sample, InputRecipe input)
    {
        foreach (var (name, plane) in Wanted(sample, input))
        {
            if (plane is null)
            {
                return input.CaseChannels.Count > 0 ? MissingChannel(sample, name) : MissingSlice(sample, name, input.Neighbours);
            }

            if (plane.Pixels.Length != (long)sample.Rows * sample.Columns * plane.BytesPerSample)
            {
                return $"{sample.Name}: {name} has another size than the image of {sample.Columns}×{sample.Rows} pixels. "
                    + "All that the network sees at once must have one size: leave the image out, or import it anew at the size of the others.";
            }
        }

        return input.Neighbours > 0 && sample.SamplesPerPixel != 1
            ? $"{sample.Name}: the image is in colour, and neighbouring slices must be grey. Leave the image out, or set input.neighbours to 0."
            : null;
    }

    static string MissingChannel(SampleSpec sample, string name)
    {
        var known = sample.Planes.Select(plane => plane.Channel).OfType<string>().ToList();
        return $"{sample.Name}: {name} is missing. "
            + (known.Count == 0 ? "The image is not part of a case with channels. " : $"Its case has {string.Join(", ", known)}. ")
            + "Add the channel, leave the image out, or name other channels in input.caseChannels.";
    }

    static string MissingSlice(SampleSpec sample, string name, int neighbours) =>
        $"{sample.Name}: {name} is missing, the recipe asks for {neighbours} on either side. Make a new dataset version, or set input.neighbours to 0.";

    static bool IsNamed(PlaneSpec plane, string name) => string.Equals(plane.Channel, name, StringComparison.OrdinalIgnoreCase);
}
