using Studio.Contracts.Recipes;
using Studio.Imaging;

namespace Studio.Training.Data;

/// <summary>What a network sees of a picture that comes from a file and not from the studio.</summary>
static class FileInput
{
    /// <param name="file">In working form.</param>
    /// <param name="source">One frame, or with neighbours the frames around it; the outermost frame is repeated.</param>
    /// <param name="reason">Why the network cannot look at this file, in words for people.</param>
    public static bool TryMake(DecodedFile file, int frame, InputRecipe input, out InputSource? source, out string reason)
    {
        source = null;
        reason = "";
        if (input.CaseChannels.Count > 0)
        {
            reason = $"The model looks at {string.Join(", ", input.CaseChannels)} of a case at once, a file holds one of them. Import the case and predict in the studio.";
            return false;
        }

        if (input.Neighbours > 0 && file.Frames[frame].SamplesPerPixel != 1)
        {
            reason = "The model looks at neighbouring slices, which must be grey; the file is in colour.";
            return false;
        }

        source = input.Neighbours == 0
            ? new InputSource(OfFrame(file, frame))
            : new InputSource([.. Enumerable.Range(frame - input.Neighbours, input.Channels)
                .Select(index => OfFrame(file, Math.Clamp(index, 0, file.Frames.Count - 1)))]);
        return true;
    }

    static PixelSource OfFrame(DecodedFile file, int frame)
    {
        var (image, facts) = (file.Frames[frame], file.Facts);
        var own = facts.PerFrame.Count > frame ? facts.PerFrame[frame] : null;
        return new PixelSource(
            image.Rows, image.Columns, image.SamplesPerPixel, image.BytesPerSample, image.BitsStored, image.IsSigned,
            facts.Photometric == Photometric.Monochrome1, image.Samples)
        {
            RescaleSlope = own?.RescaleSlope ?? facts.RescaleSlope,
            RescaleIntercept = own?.RescaleIntercept ?? facts.RescaleIntercept,
        };
    }
}
