namespace Studio.Imaging.Labelmaps;

/// <summary>A change of labels whose classes may overlap: every class is a layer of its own.</summary>
/// <remarks>
/// Format 2: one byte 0x02, then sections until the end, in ascending order of class. A section is one byte with the class
/// (1 to 255), its length in bytes as unsigned LEB128, and a <see cref="LabelmapPatch"/> of format 1 whose runs say 1 where
/// the class is added and 0 where it is taken away. An empty change is the single byte 0x02.
/// tests/vectors/layer-patch.json fixes the format for the server and the browser.
/// </remarks>
public static class LayerPatch
{
    public const byte FormatVersion = 2;

    /// <summary>Checks a change from outside.</summary>
    /// <param name="pixelCount">Rows × columns of the image.</param>
    /// <param name="maxClass">Highest class of the project, 1 to 255.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Validate(ReadOnlySpan<byte> patch, int pixelCount, int maxClass)
    {
        var sections = new SectionReader(patch);
        while (sections.MoveNext())
        {
            if (sections.Class > maxClass)
            {
                return $"The change sets class {sections.Class}, but the highest class is {maxClass}.";
            }

            if (LabelmapPatch.Validate(sections.Runs, pixelCount, maxClass: 1) is { } fault)
            {
                return fault;
            }
        }

        return sections.Error;
    }

    /// <summary>Walks the sections of a change and stops at the first fault.</summary>
    internal ref struct SectionReader
    {
        private readonly ReadOnlySpan<byte> _patch;
        private int _offset;

        public SectionReader(ReadOnlySpan<byte> patch)
        {
            _patch = patch;
            _offset = 1;
            if (patch.IsEmpty || patch[0] != FormatVersion)
            {
                Error = "The change does not have the format of overlapping classes. Reload the page.";
            }
        }

        /// <summary>What is wrong, or null so far.</summary>
        public string? Error { get; private set; }

        public byte Class { get; private set; }

        /// <summary>A patch of format 1.</summary>
        public ReadOnlySpan<byte> Runs { get; private set; }

        public bool MoveNext()
        {
            if (Error is not null || _offset == _patch.Length)
            {
                return false;
            }

            byte next = _patch[_offset++];
            if (next <= Class || !Leb128.TryRead(_patch, ref _offset, out uint length) || length > _patch.Length - _offset)
            {
                Error = "The change is damaged: a class is out of order or ends early.";
                return false;
            }

            Class = next;
            Runs = _patch.Slice(_offset, (int)length);
            _offset += (int)length;
            return true;
        }
    }
}
