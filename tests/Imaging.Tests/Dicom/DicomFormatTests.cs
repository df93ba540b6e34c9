using Studio.Imaging.Dicom;

namespace Studio.Imaging.Tests.Dicom;

public sealed class DicomFormatTests
{
    [Fact]
    public void Write_ThenDecode_KeepsPixelsAndFacts()
    {
        RasterImage frame = DicomBuilder.SignedGradient(5, 7);
        DicomImageDescription description = DicomBuilder.Description with
        {
            PixelSpacing = new PixelSpacing(0.5, 0.25),
            RescaleSlope = 2,
            RescaleIntercept = -1024,
            Windows = [new DisplayWindow("Lung", -600, 1500), new DisplayWindow("Soft tissue", 40, 400)],
            InstanceNumber = 3,
        };

        DecodedFile file = TestImages.Decode(DicomWriter.Write(frame, description));

        ImageFacts facts = file.Facts;
        Assert.Equal(frame.Samples, Assert.Single(file.Frames).Samples);
        Assert.Equal(frame.Layout, facts.Layout);
        Assert.Equal(("DICOM", "CT", "Müller^7"), (facts.Format, facts.Modality, facts.PatientId));
        Assert.Equal(("2.25.1", "2.25.2", "2.25.3", 3), (facts.StudyUid, facts.SeriesUid, facts.SopInstanceUid, facts.InstanceNumber));
        Assert.Equal(new PixelSpacing(0.5, 0.25), facts.PixelSpacing);
        Assert.Equal((2, -1024), (facts.RescaleSlope, facts.RescaleIntercept));
        Assert.Equal(description.Windows, facts.Windows);
        Assert.Equal(new SampleStatistics(-17, 17, -17, 17), facts.Statistics);
        Assert.Empty(facts.Warnings);
    }

    [Fact]
    public void Write_Colour_RoundTrips()
    {
        RasterImage frame = TestImages.Noise(new RasterLayout(3, 3, 3, 1, 8), 2);

        DecodedFile file = TestImages.Decode(DicomWriter.Write(frame, DicomBuilder.Description with { Modality = "US" }));

        Assert.Equal(Photometric.Rgb, file.Facts.Photometric);
        Assert.Equal(frame.Samples, file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_Monochrome1_IsKeptAsAFact()
    {
        byte[] file = DicomWriter.Write(DicomBuilder.SignedGradient(2, 2), DicomBuilder.Description with { Photometric = Photometric.Monochrome1 });

        Assert.Equal(Photometric.Monochrome1, TestImages.Decode(file).Facts.Photometric);
    }

    [Fact]
    public void Decode_WithoutPreambleAndMeta_ReadsImplicitElements()
    {
        DecodedFile file = TestImages.Decode(DicomBuilder.Implicit(rows: 1, columns: 2, bitsStored: 12, pixels: [0x34, 0xF2, 0xFF, 0x0F]));

        // The bits above bit 11 are old overlays and are cleared.
        Assert.Equal([0x234, 0xFFF], [file.Frames[0].SampleAt(0), file.Frames[0].SampleAt(1)]);
        Assert.Equal(2, file.Facts.Warnings.Count);
    }

    [Fact]
    public void Decode_Deflated_EqualsThePlainFile()
    {
        byte[] plain = DicomWriter.Write(DicomBuilder.SignedGradient(9, 9), DicomBuilder.Description);

        DecodedFile deflated = TestImages.Decode(DicomBuilder.Deflate(plain));

        Assert.Equal(TestImages.Decode(plain).Frames[0].Samples, deflated.Frames[0].Samples);
        Assert.Contains("deflated", deflated.Facts.Encoding, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_DeflatedBomb_IsRejected()
    {
        byte[] plain = [.. DicomWriter.Write(DicomBuilder.SignedGradient(2, 2), DicomBuilder.Description), .. new byte[1 << 20]];
        var limits = new DecodeLimits { FreeExpansionBytes = 1 << 18 };
        var decoder = new ImageDecoder(Imaging.Formats.ImageFormatCatalog.Create(), limits);

        var outcome = Assert.IsType<DecodeOutcome.Rejected>(decoder.Decode(DicomBuilder.Deflate(plain), "bomb.dcm"));

        Assert.Contains("no real picture", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_MissingRows_AreCounted()
    {
        byte[] file = DicomWriter.Write(DicomBuilder.SignedGradient(10, 8), DicomBuilder.Description);

        Assert.Equal("The file ends early: 10 rows are announced, 7 are there.", TestImages.Reject(file[..^(3 * 16)]));
    }

    [Fact]
    public void Decode_CutAnywhereBeforeThePixels_IsRejectedAsEndingEarly()
    {
        byte[] file = DicomWriter.Write(DicomBuilder.SignedGradient(10, 8), DicomBuilder.Description);

        for (int length = 140; length < file.Length - 160; length += 7)
        {
            Assert.Matches("ends (early|before it|behind its header)", TestImages.Reject(file[..length]));
        }
    }

    [Fact]
    public void Decode_SequencesTooDeep_AreRejected()
    {
        // Open sequences inside open items, 100 deep: (0008,1140) SQ of undefined length, item of undefined length.
        byte[] level = [0x08, 0x00, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 255, 255, 255, 255, 0xFE, 0xFF, 0x00, 0xE0, 255, 255, 255, 255];
        byte[] file = [.. new byte[128], .. "DICM"u8, .. Enumerable.Repeat(level, 100).SelectMany(bytes => bytes)];

        Assert.Contains("deep", TestImages.Reject(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OtherTransferSyntax_IsNamedInWords()
    {
        byte[] file = DicomBuilder.WithTransferSyntax(DicomWriter.Write(DicomBuilder.SignedGradient(2, 2), DicomBuilder.Description), "1.2.840.10008.1.2.4.90");

        Assert.Equal("The picture is compressed with lossless JPEG 2000, which this version cannot read yet.", TestImages.Reject(file));
    }

    [Fact]
    public void Decode_HugeAnnouncedSize_IsRejectedBeforeMemoryIsTaken() =>
        Assert.Contains("too large", TestImages.Reject(DicomBuilder.Implicit(65_000, 65_000, 16, [1, 2])), StringComparison.Ordinal);

    [Fact]
    public void FromUuid_KnownUuid_IsItsDecimalNumber() =>
        Assert.Equal("2.25.329800735698586629295641978511506172918", DicomUid.FromUuid(Guid.Parse("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")));
}
