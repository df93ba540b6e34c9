namespace Studio.Imaging.Labelmaps;

/// <summary>Walks the runs of a <see cref="LabelmapPatch"/> and stops at the first fault.</summary>
internal ref struct PatchRunReader
{
    private readonly ReadOnlySpan<byte> _patch;
    private readonly int _pixelCount;
    private int _offset;

    public PatchRunReader(ReadOnlySpan<byte> patch, int pixelCount)
    {
        _patch = patch;
        _pixelCount = pixelCount;
        _offset = 1;
        if (patch.IsEmpty)
        {
            Error = "The change is empty.";
        }
        else if (patch[0] != LabelmapPatch.FormatVersion)
        {
            Error = $"The change has format {patch[0]}; format {LabelmapPatch.FormatVersion} is expected. Reload the page.";
        }
    }

    /// <summary>What is wrong, or null so far.</summary>
    public string? Error { get; private set; }

    /// <summary>First pixel of the current run.</summary>
    public int Start { get; private set; }

    public int Length { get; private set; }

    public byte Class { get; private set; }

    public bool MoveNext()
    {
        if (Error is not null || _offset == _patch.Length)
        {
            return false;
        }

        if (!Leb128.TryRead(_patch, ref _offset, out uint gap) || !Leb128.TryRead(_patch, ref _offset, out uint length) || _offset == _patch.Length)
        {
            Error = "The change is damaged: it ends inside a run.";
            return false;
        }

        long start = (long)Start + Length + gap;
        if (length == 0 || start + length > _pixelCount)
        {
            Error = length == 0
                ? "The change is damaged: a run has no pixels."
                : $"The change reaches pixel {start + length}, but the picture has {_pixelCount}.";
            return false;
        }

        Start = (int)start;
        Length = (int)length;
        Class = _patch[_offset++];
        return true;
    }
}
