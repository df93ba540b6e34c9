using System.Buffers.Binary;
using System.IO.Compression;
using Studio.Imaging.Dicom;
using Studio.Imaging.Display;

namespace Studio.Imaging.Tests.Dicom;

public sealed class DicomPixelTests
{
    private const string DeflatedFrames = "1.2.840.10008.1.2.8.1";

    [Fact]
    public void Decode_ThirtyTwoBitSigned_KeepsEveryBit()
    {
        byte[] pixels = [1, 2, 3, 0x80, 0xFF, 0xFF, 0xFF, 0x7F];

        DecodedFile file = Decode(DicomDatasetBuilder.Image(1, 2, 32, isSigned: true).Bytes(DicomTag.PixelData, DicomVr.OW, pixels));

        Assert.Equal(pixels, file.Frames[0].Samples);
        Assert.Equal(int.MaxValue, file.Facts.Statistics.Maximum);
        Assert.Equal(unchecked((int)0x80030201), file.Facts.Statistics.Minimum);
    }

    [Theory]
    [InlineData(8, 11, 5)]
    [InlineData(8, 15, 9)]
    [InlineData(3, 15, 21)]
    public void Decode_StoredBitsAnywhere_AreShiftedCleanedAndSigned(int stored, int high, int columns)
    {
        var pixels = new byte[2 * columns];
        new Random(columns).NextBytes(pixels);
        DicomDatasetBuilder dataset = DicomDatasetBuilder.Image(1, columns, 16, isSigned: true)
            .Shorts(DicomTag.BitsStored, stored).Shorts(DicomTag.HighBit, high).Bytes(DicomTag.PixelData, DicomVr.OW, pixels);

        RasterImage frame = Decode(dataset).Frames[0];

        for (int i = 0; i < columns; i++)
        {
            int value = (BinaryPrimitives.ReadUInt16LittleEndian(pixels.AsSpan(2 * i)) >> (high + 1 - stored)) & ((1 << stored) - 1);
            Assert.Equal(value >= 1 << (stored - 1) ? value - (1 << stored) : value, frame.SampleAt(i));
        }
    }

    [Fact]
    public void Decode_DoubleFloat_KeepsValues()
    {
        var pixels = new byte[16];
        BinaryPrimitives.WriteDoubleLittleEndian(pixels, -1e300);
        BinaryPrimitives.WriteDoubleLittleEndian(pixels.AsSpan(8), 0.1);

        DecodedFile file = Decode(DicomDatasetBuilder.Image(1, 2, 64).Bytes(DicomTag.DoubleFloatPixelData, DicomVr.OD, pixels));

        Assert.Equal((true, 8), (file.Facts.Layout.IsFloat, file.Facts.Layout.BytesPerSample));
        Assert.Equal((-1e300, 0.1), (file.Frames[0].ValueAt(0), file.Frames[0].ValueAt(1)));
    }

    [Theory]
    [InlineData("YBR_FULL_422", new byte[] { 76, 150, 85, 255 }, new byte[] { 254, 0, 0, 255, 74, 74 })]
    [InlineData("YBR_PARTIAL_422", new byte[] { 16, 235, 128, 128 }, new byte[] { 0, 0, 0, 255, 255, 255 })]
    public void Decode_SubsampledColours_BecomeRgb(string photometric, byte[] pixels, byte[] expected)
    {
        DecodedFile file = Decode(DicomDatasetBuilder.Image(1, 2, 8, photometric, samples: 3).Bytes(DicomTag.PixelData, DicomVr.OB, pixels));

        Assert.Equal(expected, file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_ColoursCalledSubsampledWithoutBeingSo_AreReadInFull()
    {
        byte[] pixels = [100, 128, 128, 200, 128, 128];

        DecodedFile file = Decode(DicomDatasetBuilder.Image(1, 2, 8, "YBR_FULL_422", samples: 3).Bytes(DicomTag.PixelData, DicomVr.OB, pixels));

        Assert.Equal([100, 100, 100, 200, 200, 200], file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_Palette_StaysIndicesUntilTheWorkingForm()
    {
        DicomDatasetBuilder dataset = DicomDatasetBuilder.Image(1, 4, 8, "PALETTE COLOR").Bytes(DicomTag.PixelData, DicomVr.OB, [0, 5, 6, 255]);
        for (int channel = 0; channel < 3; channel++)
        {
            dataset.Shorts(DicomTag.RedPaletteDescriptor with { Element = (ushort)(0x1101 + channel) }, 2, 5, 16);
            dataset.Shorts(DicomTag.RedPaletteData with { Element = (ushort)(0x1201 + channel) }, channel << 8, (channel + 100) << 8);
        }

        DecodedFile file = Decode(dataset);

        Assert.Equal([0, 5, 6, 255], file.Frames[0].Samples);
        Assert.Equal([0, 1, 2, 0, 1, 2, 100, 101, 102, 100, 101, 102], WorkingForm.Of(file).Frames[0].Samples);
        Assert.Equal(Photometric.Rgb, WorkingForm.Of(file).Facts.Photometric);
    }

    [Fact]
    public void Decode_LookupTables_AreFactsAndTheDisplayTableIsTheDefaultWindow()
    {
        DicomDatasetBuilder modality = new DicomDatasetBuilder()
            .Shorts(DicomTag.LutDescriptor, 3, -1 & 0xFFFF, 16).Shorts(DicomTag.LutData, 7, 8, 9);
        DicomDatasetBuilder voi = new DicomDatasetBuilder()
            .Shorts(DicomTag.LutDescriptor, 3, 7, 8).Text(DicomTag.LutExplanation, DicomVr.LO, "Bone").Shorts(DicomTag.LutData, 0, 51, 255);
        DecodedFile file = WorkingForm.Of(Decode(DicomDatasetBuilder.Image(1, 3, 8, isSigned: true)
            .Bytes(DicomTag.PixelData, DicomVr.OB, [0xFF, 0, 1])
            .Items(DicomTag.ModalityLutSequence, modality)
            .Items(DicomTag.VoiLutSequence, voi)));

        DisplayWindow window = DefaultWindow.Of(file.Facts);
        byte[] lut = DisplayLut.Build(file.Facts, window);

        Assert.Equal([7, 8, 9], Enumerable.Range(0, 3).Select(file.Frames[0].SampleAt));
        Assert.Equal(("Bone", 8, 3), (window.Name, window.Center, window.Width));
        Assert.Equal([0, 0, 51, 255, 255], [lut[0], lut[7], lut[8], lut[9], lut[1000]]);
    }

    [Fact]
    public void Decode_DamagedLookupTables_AreLeftOutWithAWarning()
    {
        DicomDatasetBuilder damaged = new DicomDatasetBuilder().Shorts(DicomTag.LutDescriptor, 300, 0, 16).Shorts(DicomTag.LutData, 1, 2);
        DecodedFile file = Decode(DicomDatasetBuilder.Image(1, 1, 8)
            .Bytes(DicomTag.PixelData, DicomVr.OB, [3])
            .Items(DicomTag.ModalityLutSequence, damaged)
            .Items(DicomTag.VoiLutSequence, damaged));

        Assert.Null(file.Facts.ModalityLut);
        Assert.Empty(file.Facts.VoiLuts);
        Assert.Equal(2, file.Facts.Warnings.Count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Decode_FragmentsOfSeveralFrames_AreJoinedByEitherOffsetTable(int offsetBytes)
    {
        byte[] first = Deflate([1, 2, 3, 4]);
        byte[] second = Deflate([5, 6, 7, 8]);
        long secondStart = (2 * 8) + first.Length;
        byte[] table = offsetBytes == 4
            ? [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes((int)secondStart)]
            : [.. BitConverter.GetBytes(0L), .. BitConverter.GetBytes(secondStart)];
        DicomDatasetBuilder dataset = DicomDatasetBuilder.Image(2, 2, 8, frames: 2)
            .Fragments(offsetBytes == 4 ? table : [], first[..2], first[2..], second);
        if (offsetBytes == 8)
        {
            dataset.Bytes(DicomTag.ExtendedOffsetTable, DicomVr.OV, table);
        }

        DecodedFile file = TestImages.Decode(dataset.ToFile(DeflatedFrames));

        Assert.Equal([[1, 2, 3, 4], [5, 6, 7, 8]], file.Frames.Select(frame => frame.Samples));
    }

    [Fact]
    public void Decode_FragmentsThatNoTableCuts_AreRejected()
    {
        byte[] part = Deflate([1, 2, 3, 4]);

        string reason = TestImages.Reject(DicomDatasetBuilder.Image(2, 2, 8, frames: 2).Fragments([], part, part, part).ToFile(DeflatedFrames));

        Assert.Contains("2 frames are announced, 3 compressed parts", reason, StringComparison.Ordinal);
    }

    private static DecodedFile Decode(DicomDatasetBuilder dataset) => TestImages.Decode(dataset.ToFile());

    private static byte[] Deflate(byte[] samples)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(samples);
        }

        byte[] bytes = packed.ToArray();
        return bytes.Length % 2 == 0 ? bytes : [.. bytes, 0];
    }
}
