using System.Buffers.Binary;

namespace Studio.Imaging.Dicom;

/// <summary>Reads the elements of a dataset (PS3.5 section 7), lenient where files in circulation are wrong.</summary>
/// <remarks>
/// Accepted: implicit elements inside explicit files and the reverse, unknown value representations, UN of undefined
/// length (implicit little endian), UN for an element of the standard, stray delimiters, repeated elements, a last few
/// bytes too many. Reading stops behind the pixel data. An element that reaches beyond the file or its sequence means
/// damaged.
/// </remarks>
internal sealed class DicomParser(ReadOnlyMemory<byte> file, bool isBigEndian)
{
    private const uint UndefinedLength = 0xFFFF_FFFF;
    private const int MaxDepth = 64;
    private const int MaxElements = 2_000_000;
    private const int HeaderBytes = 8;

    private int _elementCount;

    /// <summary>Next byte to read.</summary>
    public int Offset { get; private set; }

    /// <summary>Reads the file meta group 0002 and stops in front of the next group.</summary>
    public DicomDataset ReadMeta(int offset)
    {
        Offset = offset;
        var meta = new DicomDataset();
        while (file.Length - Offset >= HeaderBytes && PeekTag().Group == 0x0002)
        {
            meta.Add(ReadElement(isExplicit: true, file.Length, depth: 0, meta));
        }

        return meta;
    }

    /// <summary>Reads the dataset up to and including its pixel data.</summary>
    public DicomDataset ReadMain(int offset, bool isExplicit)
    {
        Offset = offset;
        return ReadDataset(file.Length, isExplicit, depth: 0, untilDelimiter: false, parent: null);
    }

    private DicomDataset ReadDataset(int end, bool isExplicit, int depth, bool untilDelimiter, DicomDataset? parent)
    {
        if (depth > MaxDepth)
        {
            throw new UnreadableImageException($"The DICOM file is damaged: sequences lie more than {MaxDepth} deep in each other.");
        }

        var dataset = new DicomDataset(parent);
        bool? isExplicitHere = null;
        while (end - Offset >= HeaderBytes)
        {
            DicomTag tag = PeekTag();
            if (tag == DicomTag.ItemDelimitation || tag == DicomTag.SequenceDelimitation)
            {
                if (untilDelimiter && tag == DicomTag.SequenceDelimitation)
                {
                    // An item that was not closed: the sequence's own end closes it.
                    return dataset;
                }

                Offset += HeaderBytes;
                if (untilDelimiter)
                {
                    return dataset;
                }

                continue;
            }

            isExplicitHere ??= LooksExplicit(isExplicit);
            DicomElement element = ReadElement(isExplicitHere.Value, end, depth, dataset);
            dataset.Add(element);
            if (depth == 0 && tag == DicomTag.PixelData)
            {
                return dataset;
            }
        }

        if (untilDelimiter)
        {
            throw EndsEarly("a sequence is not closed");
        }

        // Fewer bytes than an element needs: padding.
        Offset = end;
        return dataset;
    }

    private DicomElement ReadElement(bool isExplicit, int end, int depth, DicomDataset owner)
    {
        CountElement();
        DicomTag tag = PeekTag();
        Offset += 4;
        (DicomVr vr, uint length, bool wasExplicit) = ReadVrAndLength(tag, isExplicit, end);
        if (length == UndefinedLength)
        {
            return tag == DicomTag.PixelData && depth == 0
                ? new DicomElement(tag, vr, isBigEndian) { Fragments = ReadFragments(end) }
                : new DicomElement(tag, DicomVr.SQ, isBigEndian) { Items = ReadItems(vr, wasExplicit, end, depth, isOpen: true, owner) };
        }

        int available = end - Offset;
        if (length > available)
        {
            return tag == DicomTag.PixelData && depth == 0
                ? new DicomElement(tag, vr, isBigEndian) { Value = Take(available), AnnouncedLength = length, IsVrAssumed = !wasExplicit }
                : throw EndsEarly($"element {tag} announces {length} bytes, {available} are there");
        }

        if (vr == DicomVr.SQ)
        {
            return new DicomElement(tag, vr, isBigEndian) { Items = ReadItems(vr, wasExplicit, Offset + (int)length, depth, isOpen: false, owner) };
        }

        if (vr == DicomVr.UN && DicomDictionary.VrOf(tag) is not DicomVr.UN and var known)
        {
            return ReadDisguised(tag, known, (int)length, depth, owner);
        }

        return new DicomElement(tag, vr, isBigEndian) { Value = Take((int)length), AnnouncedLength = length, IsVrAssumed = !wasExplicit };
    }

    /// <summary>An element of the standard that a program without its dictionary wrote as UN: implicit little endian (PS3.5 section 6.2.2).</summary>
    private DicomElement ReadDisguised(DicomTag tag, DicomVr known, int length, int depth, DicomDataset owner)
    {
        ReadOnlyMemory<byte> value = Take(length);
        if (known != DicomVr.SQ)
        {
            return new DicomElement(tag, known, IsBigEndian: false) { Value = value, AnnouncedLength = length, IsVrAssumed = true };
        }

        var parser = new DicomParser(value, isBigEndian: false) { _elementCount = _elementCount };
        List<DicomDataset> items = parser.ReadItems(DicomVr.UN, isExplicit: false, value.Length, depth, isOpen: false, owner);
        _elementCount = parser._elementCount;
        return DicomElement.OfItems(tag, items);
    }

    private void CountElement()
    {
        if (++_elementCount > MaxElements)
        {
            throw new UnreadableImageException($"The DICOM file has more than {MaxElements:N0} elements; that is no real picture.");
        }
    }

    private (DicomVr Vr, uint Length, bool WasExplicit) ReadVrAndLength(DicomTag tag, bool isExplicit, int end)
    {
        ReadOnlySpan<byte> rest = file.Span[Offset..];
        if (!isExplicit || !AreLetters(rest[0], rest[1]))
        {
            Offset += 4;
            return (DicomDictionary.VrOf(tag), ReadUInt32(rest), false);
        }

        // An unknown VR has the long form, as every VR added since 1993 (PS3.5 section 7.1.2).
        bool isKnown = DicomVrFacts.TryParse(rest[0], rest[1], out DicomVr vr);
        vr = isKnown ? vr : DicomVr.UN;
        if (!vr.HasLongLength())
        {
            Offset += 4;
            return (vr, ReadUInt16(rest[2..]), true);
        }

        if (end - Offset < 8)
        {
            throw EndsEarly($"element {tag} is cut off");
        }

        Offset += 8;
        return (vr, ReadUInt32(rest[4..]), true);
    }

    private List<DicomDataset> ReadItems(DicomVr vr, bool isExplicit, int end, int depth, bool isOpen, DicomDataset owner)
    {
        // PS3.5 section 6.2.2, note: UN of undefined length holds implicit little endian.
        bool isItemExplicit = isExplicit && vr != DicomVr.UN;
        var items = new List<DicomDataset>();
        while (end - Offset >= HeaderBytes)
        {
            DicomTag tag = PeekTag();
            uint length = ReadUInt32(file.Span[(Offset + 4)..]);
            Offset += HeaderBytes;
            if (tag == DicomTag.SequenceDelimitation)
            {
                if (isOpen)
                {
                    return items;
                }

                continue;
            }

            if (tag == DicomTag.ItemDelimitation)
            {
                continue;
            }

            if (tag != DicomTag.Item)
            {
                throw new UnreadableImageException($"The DICOM file is damaged: {tag} stands where an item of a sequence is expected.");
            }

            bool isOpenItem = length == UndefinedLength;
            if (!isOpenItem && length > end - Offset)
            {
                throw EndsEarly($"an item announces {length} bytes, {end - Offset} are there");
            }

            CountElement();
            items.Add(ReadDataset(isOpenItem ? end : Offset + (int)length, isItemExplicit, depth + 1, isOpenItem, owner));
        }

        if (isOpen)
        {
            throw EndsEarly("a sequence is not closed");
        }

        Offset = end;
        return items;
    }

    private List<ReadOnlyMemory<byte>> ReadFragments(int end)
    {
        var fragments = new List<ReadOnlyMemory<byte>>();
        while (end - Offset >= HeaderBytes)
        {
            DicomTag tag = PeekTag();
            uint length = ReadUInt32(file.Span[(Offset + 4)..]);
            Offset += HeaderBytes;
            if (tag != DicomTag.Item)
            {
                return tag == DicomTag.SequenceDelimitation
                    ? fragments
                    : throw new UnreadableImageException($"The DICOM file is damaged: {tag} stands inside the pixel data.");
            }

            if (length > end - Offset)
            {
                throw EndsEarly($"a part of the pixels announces {length} bytes, {end - Offset} are there");
            }

            fragments.Add(Take((int)length));
            if (fragments.Count > MaxElements)
            {
                throw new UnreadableImageException($"The pixels are cut into more than {MaxElements:N0} parts; that is no real picture.");
            }
        }

        // A missing end mark is common and harmless when the parts themselves are complete.
        return fragments;
    }

    /// <summary>Whether the next element carries a VR; where none is announced, it must be one of the standard's.</summary>
    private bool LooksExplicit(bool isAnnounced)
    {
        ReadOnlySpan<byte> rest = file.Span[Offset..];
        return DicomVrFacts.TryParse(rest[4], rest[5], out _) || (isAnnounced && AreLetters(rest[4], rest[5]));
    }

    private static bool AreLetters(byte first, byte second) =>
        char.IsAsciiLetterUpper((char)first) && char.IsAsciiLetterUpper((char)second);

    private DicomTag PeekTag()
    {
        ReadOnlySpan<byte> rest = file.Span[Offset..];
        return new DicomTag(ReadUInt16(rest), ReadUInt16(rest[2..]));
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        ReadOnlyMemory<byte> value = file.Slice(Offset, length);
        Offset += length;
        return value;
    }

    private ushort ReadUInt16(ReadOnlySpan<byte> bytes) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint ReadUInt32(ReadOnlySpan<byte> bytes) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static UnreadableImageException EndsEarly(string what) => new($"The DICOM file ends early or is damaged: {what}.");
}
