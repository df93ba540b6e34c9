namespace Studio.Imaging.Labelmaps;

/// <summary>A change of a labelmap, proportional in size to what changed; the wire format of a stroke.</summary>
/// <remarks>
/// Format 1: one byte 0x01, then runs until the end. A run is the gap in pixels from the end of the previous run
/// (row-major linear index, starting at 0) and its length (≥ 1), both unsigned LEB128 of at most 32 bits, then one
/// byte with the new class. Runs ascend and stay inside rows × columns. An empty patch is the single byte 0x01.
/// tests/vectors/labelmap-patch.json fixes the format for the server and the browser.
/// </remarks>
public static class LabelmapPatch
{
    public const byte FormatVersion = 1;

    /// <summary>Checks a patch from outside.</summary>
    /// <param name="pixelCount">Rows × columns of the labelmap.</param>
    /// <param name="maxClass">Highest class of the project, 0 to 255.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Validate(ReadOnlySpan<byte> patch, int pixelCount, int maxClass)
    {
        var runs = new PatchRunReader(patch, pixelCount);
        while (runs.MoveNext())
        {
            if (runs.Class > maxClass)
            {
                return $"The change sets class {runs.Class}, but the highest class is {maxClass}.";
            }
        }

        return runs.Error;
    }

    /// <summary>Applies a patch in place; a labelmap is left untouched when the patch is wrong.</summary>
    /// <exception cref="ArgumentException">The patch is damaged or does not fit.</exception>
    public static void Apply(Span<byte> labelmap, ReadOnlySpan<byte> patch)
    {
        RequireValid(patch, labelmap.Length);
        var runs = new PatchRunReader(patch, labelmap.Length);
        while (runs.MoveNext())
        {
            labelmap.Slice(runs.Start, runs.Length).Fill(runs.Class);
        }
    }

    /// <summary>The smallest patch that turns one labelmap into another of the same size.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static byte[] Diff(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (before.Length != after.Length)
        {
            throw new ArgumentException($"Labelmaps of {before.Length} and {after.Length} pixels cannot be compared.", nameof(after));
        }

        var writer = new PatchRunWriter();
        int index = 0;
        while (index < before.Length)
        {
            index += before[index..].CommonPrefixLength(after[index..]);
            if (index == before.Length)
            {
                break;
            }

            int start = index;
            byte value = after[index];
            while (index < before.Length && after[index] == value && before[index] != value)
            {
                index++;
            }

            writer.Add(start, index - start, value);
        }

        return writer.ToPatch();
    }

    /// <summary>The patch that takes the change back.</summary>
    /// <param name="labelmap">The labelmap as it is before <paramref name="patch"/> is applied.</param>
    /// <exception cref="ArgumentException">The patch is damaged or does not fit.</exception>
    public static byte[] Invert(ReadOnlySpan<byte> labelmap, ReadOnlySpan<byte> patch)
    {
        RequireValid(patch, labelmap.Length);
        var writer = new PatchRunWriter();
        var runs = new PatchRunReader(patch, labelmap.Length);
        while (runs.MoveNext())
        {
            for (int index = runs.Start; index < runs.Start + runs.Length; index++)
            {
                if (labelmap[index] != runs.Class)
                {
                    writer.Add(index, 1, labelmap[index]);
                }
            }
        }

        return writer.ToPatch();
    }

    private static void RequireValid(ReadOnlySpan<byte> patch, int pixelCount)
    {
        if (Validate(patch, pixelCount, byte.MaxValue) is { } error)
        {
            throw new ArgumentException(error, nameof(patch));
        }
    }
}
