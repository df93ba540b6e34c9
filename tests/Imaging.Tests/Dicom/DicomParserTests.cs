using Studio.Imaging.Dicom;
using static Studio.Imaging.Tests.Dicom.DatasetBuilder;

namespace Studio.Imaging.Tests.Dicom;

/// <summary>What the parser forgives and what it does not, byte by byte.</summary>
public sealed class DicomParserTests
{
    private static readonly byte[] ModalityExplicit = [0x08, 0, 0x60, 0, (byte)'C', (byte)'S', 2, 0, (byte)'M', (byte)'R'];
    private static readonly byte[] ModalityImplicit = [0x08, 0, 0x60, 0, 2, 0, 0, 0, (byte)'M', (byte)'R'];
    private static readonly byte[] ItemEnd = [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0];
    private static readonly byte[] SequenceEnd = [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
    private static readonly byte[] OpenItem = [0xFE, 0xFF, 0x00, 0xE0, 255, 255, 255, 255];

    /// <summary>(0008,1140) of undefined length.</summary>
    private static readonly byte[] OpenSequence = [0x08, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 255, 255, 255, 255];

    [Fact]
    public void ReadMeta_WithoutGroupLength_StopsAtTheNextGroup()
    {
        var parser = new DicomParser(Join([2, 0, 0x10, 0, (byte)'U', (byte)'I', 4, 0, .. "1.2\0"u8], ModalityExplicit), isBigEndian: false);

        DicomDataset meta = parser.ReadMeta(0);

        Assert.Equal("1.2", meta.Text(DicomTag.TransferSyntaxUid));
        Assert.Equal(12, parser.Offset);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadMain_VrAnnouncedWrongly_IsTakenFromTheFirstElement(bool isAnnounced)
    {
        Assert.Equal("MR", Parse(ModalityExplicit, isAnnounced).Text(DicomTag.Modality));
        Assert.Equal("MR", Parse(ModalityImplicit, isAnnounced).Text(DicomTag.Modality));
    }

    [Fact]
    public void ReadMain_ImplicitItemInAnExplicitFile_IsRead()
    {
        DicomDataset dataset = Parse(Join(OpenSequence, OpenItem, ModalityImplicit, ItemEnd, SequenceEnd, ModalityExplicit));

        Assert.Equal("MR", dataset.FirstItem(Tag(0x00081140))!.Text(DicomTag.Modality));
        Assert.Equal("MR", dataset.Text(DicomTag.Modality));
    }

    [Fact]
    public void ReadMain_UnknownVr_HasALongLength()
    {
        DicomDataset dataset = Parse(Join([0x08, 0, 0x99, 0x99, (byte)'Z', (byte)'Z', 0, 0, 2, 0, 0, 0, 1, 2], ModalityExplicit));

        Assert.Equal(DicomVr.UN, dataset.Find(Tag(0x00089999))!.Vr);
        Assert.Equal("MR", dataset.Text(DicomTag.Modality));
    }

    [Fact]
    public void ReadMain_UnOfUndefinedLength_IsImplicitItems()
    {
        byte[] un = [0x09, 0, 0x10, 0x10, (byte)'U', (byte)'N', 0, 0, 255, 255, 255, 255];

        DicomDataset dataset = Parse(Join(un, OpenItem, ModalityImplicit, ItemEnd, SequenceEnd, ModalityExplicit));

        Assert.Equal("MR", dataset.FirstItem(Tag(0x00091010))!.Text(DicomTag.Modality));
        Assert.Equal("MR", dataset.Text(DicomTag.Modality));
    }

    [Fact]
    public void ReadMain_KnownSequenceWrittenAsUn_IsImplicitItems()
    {
        byte[] un = [0x08, 0, 0x40, 0x11, (byte)'U', (byte)'N', 0, 0, 18, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, 10, 0, 0, 0];

        DicomDataset dataset = Parse(Join(un, ModalityImplicit, ModalityExplicit));

        Assert.Equal("MR", dataset.FirstItem(Tag(0x00081140))!.Text(DicomTag.Modality));
    }

    [Fact]
    public void ReadMain_KnownTextWrittenAsUn_HasItsVr()
    {
        byte[] un = [0x10, 0, 0x10, 0, (byte)'U', (byte)'N', 0, 0, 4, 0, 0, 0, .. "A^B "u8];

        Assert.Equal(DicomVr.PN, Parse(un).Find(DicomTag.PatientName)!.Vr);
    }

    [Fact]
    public void ReadMain_StrayDelimiters_AreSkipped() =>
        Assert.Equal("MR", Parse(Join(ItemEnd, SequenceEnd, ModalityExplicit)).Text(DicomTag.Modality));

    [Fact]
    public void ReadMain_ItemNotClosed_IsClosedByItsSequence()
    {
        DicomDataset dataset = Parse(Join(OpenSequence, OpenItem, ModalityExplicit, SequenceEnd, ModalityExplicit));

        Assert.Equal("MR", dataset.FirstItem(Tag(0x00081140))!.Text(DicomTag.Modality));
        Assert.True(dataset.Contains(DicomTag.Modality));
    }

    [Fact]
    public void ReadMain_PaddingBehindTheLastElement_IsIgnored() =>
        Assert.Equal(1, Parse(Join(ModalityExplicit, [0, 0, 0])).Count);

    [Fact]
    public void ReadMain_RepeatedElement_LastOneCounts()
    {
        byte[] other = [.. ModalityExplicit[..8], (byte)'C', (byte)'T'];

        Assert.Equal("CT", Parse(Join(ModalityExplicit, other)).Text(DicomTag.Modality));
    }

    [Fact]
    public void ReadMain_ElementBeyondTheFile_IsDamaged() => AssertDamaged(ModalityExplicit[..^1]);

    [Fact]
    public void ReadMain_ElementBeyondItsItem_IsDamaged() =>
        AssertDamaged(Join(OpenSequence, [0xFE, 0xFF, 0x00, 0xE0, 9, 0, 0, 0], ModalityExplicit, SequenceEnd, ModalityExplicit));

    [Fact]
    public void ReadMain_ItemBeyondItsSequence_IsDamaged()
    {
        byte[] sequence = [0x08, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 18, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, 11, 0, 0, 0];

        AssertDamaged(Join(sequence, ModalityExplicit, ModalityExplicit));
    }

    [Fact]
    public void ReadMain_DisguisedSequenceBeyondItself_IsDamaged()
    {
        byte[] un = [0x08, 0, 0x40, 0x11, (byte)'U', (byte)'N', 0, 0, 18, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, 11, 0, 0, 0];

        AssertDamaged(Join(un, ModalityImplicit, ModalityExplicit));
    }

    [Fact]
    public void ReadMain_SequenceNotClosed_IsDamaged() => AssertDamaged(Join(OpenSequence, OpenItem, ModalityExplicit, ItemEnd));

    [Fact]
    public void ReadMain_SomethingElseThanAnItem_IsDamaged() => AssertDamaged(Join(OpenSequence, ModalityExplicit, SequenceEnd));

    [Fact]
    public void ReadMain_SixtyFourLevels_AreReadAndOneMoreIsNot()
    {
        byte[] Nested(int levels) => Join(
            [.. Enumerable.Repeat(Join(OpenSequence, OpenItem), levels).SelectMany(bytes => bytes)],
            [.. Enumerable.Repeat(Join(ItemEnd, SequenceEnd), levels).SelectMany(bytes => bytes)]);

        Assert.Equal(1, Parse(Nested(64)).Count);
        Assert.Contains("deep", Assert.Throws<UnreadableImageException>(() => Parse(Nested(65))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadMain_DisguisedSequencesTooDeep_AreRefused()
    {
        byte[] value = ModalityImplicit;
        for (int level = 0; level < 70; level++)
        {
            byte[] item = Join([0xFE, 0xFF, 0x00, 0xE0], BitConverter.GetBytes(value.Length), value);
            value = Join([0x08, 0, 0x40, 0x11], BitConverter.GetBytes(item.Length), item);
        }

        Assert.Contains("deep", Assert.Throws<UnreadableImageException>(() => Parse(value, isExplicit: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadMain_MillionsOfEmptyItems_AreRefused()
    {
        byte[] items = new byte[OpenSequence.Length + (8 * 2_000_001)];
        OpenSequence.CopyTo(items, 0);
        for (int at = OpenSequence.Length; at < items.Length; at += 8)
        {
            ((byte[])[0xFE, 0xFF, 0x00, 0xE0]).CopyTo(items, at);
        }

        Assert.Contains("elements", Assert.Throws<UnreadableImageException>(() => Parse(items)).Message, StringComparison.Ordinal);
    }

    private static void AssertDamaged(byte[] file) =>
        Assert.Contains("damaged", Assert.Throws<UnreadableImageException>(() => Parse(file)).Message, StringComparison.Ordinal);

    private static DicomDataset Parse(byte[] file, bool isExplicit = true) => new DicomParser(file, isBigEndian: false).ReadMain(0, isExplicit);

    private static byte[] Join(params ReadOnlySpan<byte[]> parts)
    {
        var file = new List<byte>();
        foreach (byte[] part in parts)
        {
            file.AddRange(part);
        }

        return [.. file];
    }
}
