using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Imaging.Labelmaps;
using Studio.Training.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Data;

/// <summary>Fetches what a sample is made of.</summary>
static class SampleBlobs
{
    /// <exception cref="JobFailureException">A blob is missing or does not fit the sample; the image is named.</exception>
    public static async Task<InputSource> SourceAsync(
        SampleSpec sample, InputRecipe input, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var planes = InputSource.Choose(sample, input);
        var wanted = planes.Count == 0 ? [sample.Pixels] : planes.Select(plane => plane.Pixels).ToList();
        var contents = new List<byte[]>(wanted.Count);
        foreach (var (position, blob) in wanted.Index())
        {
            // The outermost slice stands several times in its row of neighbours.
            var same = wanted.IndexOf(blob);
            contents.Add(same < position ? contents[same] : await GetAsync(sample, blob, blobs, cancellationToken));
        }

        return InputSource.Of(sample, planes, contents);
    }

    /// <exception cref="JobFailureException">The blob is missing or damaged; the image is named.</exception>
    public static async Task<byte[]> GetAsync(SampleSpec sample, BlobReference blob, IBlobSource blobs, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.GetAsync(blob, cancellationToken);
        }
        catch (JobFailureException problem)
        {
            throw new JobFailureException($"{sample.Name}: {problem.Message}", problem);
        }
    }

    /// <summary>Class indices [rows, columns] of a packed labelmap.</summary>
    /// <exception cref="JobFailureException">It does not fit the image.</exception>
    public static byte[] Unpack(SampleSpec sample, byte[] packed) =>
        LabelmapPacking.TryUnpack(packed, sample.Rows, sample.Columns, out var classes, out var error)
            ? classes
            : throw new JobFailureException(
                $"{sample.Name}: its label does not fit the image of {sample.Columns}×{sample.Rows} pixels. {error} Save or import the label again.");
}
