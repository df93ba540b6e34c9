using System.Runtime.InteropServices;

namespace Studio.Imaging.Masks;

/// <summary>Counts the pixels of each value.</summary>
internal sealed class MaskValueCounter
{
    private readonly Dictionary<int, long> _counts = [];

    /// <summary>Every value that occurred, ascending.</summary>
    public IReadOnlyList<MaskValueCount> Distinct =>
        [.. _counts.OrderBy(entry => entry.Key).Select(entry => new MaskValueCount(entry.Key, entry.Value))];

    /// <exception cref="UnreadableImageException">There are more values than a mask can have.</exception>
    public void Add(ReadOnlySpan<int> values)
    {
        int start = 0;
        while (start < values.Length)
        {
            // Masks are made of long runs of one value.
            int length = values[start..].IndexOfAnyExcept(values[start]);
            length = length < 0 ? values.Length - start : length;
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, values[start], out _) += length;
            if (_counts.Count > MaskReader.MaxDistinctValues)
            {
                throw new UnreadableImageException(
                    $"The mask has more than {MaskReader.MaxDistinctValues} different values, so it is a picture and no mask. Masks saved as JPEG look like this; export them as PNG.");
            }

            start += length;
        }
    }
}
