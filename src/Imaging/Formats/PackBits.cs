namespace Studio.Imaging.Formats;

/// <summary>PackBits run-length coding (TIFF 6.0 section 9, PS3.5 annex G.3.1).</summary>
internal static class PackBits
{
    /// <summary>Unpacks until the target is full or the source ends; returns the number of bytes written.</summary>
    public static int Unpack(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int from = 0;
        int to = 0;
        while (from < source.Length && to < target.Length)
        {
            int control = (sbyte)source[from++];
            if (control >= 0)
            {
                int length = Math.Min(Math.Min(control + 1, source.Length - from), target.Length - to);
                source.Slice(from, length).CopyTo(target[to..]);
                from += length;
                to += length;
            }
            else if (control != -128 && from < source.Length)
            {
                int length = Math.Min(1 - control, target.Length - to);
                target.Slice(to, length).Fill(source[from++]);
                to += length;
            }
        }

        return to;
    }
}
