namespace Studio.Imaging.Labelmaps;

/// <summary>Builds a <see cref="LabelmapPatch"/> from ascending runs, joining neighbours of the same class.</summary>
internal sealed class PatchRunWriter
{
    private readonly List<byte> _patch = [LabelmapPatch.FormatVersion];
    private int _writtenEnd;
    private int _start;
    private int _length;
    private byte _class;

    public void Add(int start, int length, byte value)
    {
        if (_length > 0 && start == _start + _length && value == _class)
        {
            _length += length;
            return;
        }

        Flush();
        (_start, _length, _class) = (start, length, value);
    }

    public byte[] ToPatch()
    {
        Flush();
        return [.. _patch];
    }

    private void Flush()
    {
        if (_length == 0)
        {
            return;
        }

        Leb128.Write(_patch, (uint)(_start - _writtenEnd));
        Leb128.Write(_patch, (uint)_length);
        _patch.Add(_class);
        _writtenEnd = _start + _length;
        _length = 0;
    }
}
