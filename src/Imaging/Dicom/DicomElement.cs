namespace Studio.Imaging.Dicom;

/// <summary>One data element as it lies in the file.</summary>
internal sealed record DicomElement(DicomTag Tag, DicomVr Vr, bool IsBigEndian)
{
    /// <summary>The value's bytes; empty for sequences and fragments.</summary>
    public ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>Items of a sequence.</summary>
    public IReadOnlyList<DicomDataset>? Items { get; init; }

    /// <summary>Items of encapsulated pixel data; the first is the basic offset table (PS3.5 annex A.4).</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Fragments { get; init; }

    /// <summary>Length the file announces, when it ends before; otherwise the length of the value.</summary>
    public long AnnouncedLength { get; init; }
}
