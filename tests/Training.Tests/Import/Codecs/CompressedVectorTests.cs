using Studio.Imaging;
using Studio.Imaging.Formats;
using Studio.Training.Import.Codecs;

namespace Studio.Training.Tests.Import.Codecs;

/// <summary>One picture in every transfer syntax, as written by DCMTK, GDCM and OpenJPEG, against its uncompressed original.</summary>
public sealed class CompressedVectorTests
{
    static readonly ImageDecoder Decoder = new(ImageFormatCatalog.Create(new NativeJpegCodec(), NativeFrameCodec.All));

    public static IEnumerable<TheoryDataRow<string>> Files => CompressedVectors.Names.Select(name => new TheoryDataRow<string>(name));

    public static IEnumerable<TheoryDataRow<string>> Encapsulated => CompressedVectors.Names
        .Where(name => !name.EndsWith("-big", StringComparison.Ordinal) && !name.EndsWith("-implicit", StringComparison.Ordinal) && !name.EndsWith("-deflated", StringComparison.Ordinal))
        .Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Files))]
    public void Decode_CompressedPicture_EqualsTheOriginal(string name)
    {
        var original = Decode(CompressedVectors.Read(name.Split('-')[0]));

        var file = Decode(CompressedVectors.Read(name));

        Assert.Equal(original.Frames.Count, file.Frames.Count);
        Assert.Equal(original.Facts.Layout, file.Facts.Layout);
        Assert.Equal(original.Facts.Photometric, file.Facts.Photometric);
        var tolerance = Tolerance(name);
        for (var frame = 0; frame < file.Frames.Count; frame++)
        {
            for (var i = 0; i < file.Facts.Layout.SampleCount; i++)
            {
                var expected = original.Frames[frame].ValueAt(i);
                Assert.InRange(file.Frames[frame].ValueAt(i), expected - tolerance, expected + tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Encapsulated))]
    public void Decode_FrameCutOff_IsRejectedInsteadOfPaintedGrey(string name)
    {
        var file = CompressedVectors.Read(name);
        foreach (var kept in (double[])[0.8, 0.5, 0.1])
        {
            var outcome = Assert.IsType<DecodeOutcome.Rejected>(Decoder.Decode(CompressedVectors.CutLastFragment(file, kept), "cut.dcm"));

            Assert.Matches("damaged|ends? (early|inside)", outcome.Reason);
        }
    }

    /// <summary>Neither offset table is there, so the first marker of each codestream must part the frames.</summary>
    [Theory]
    [InlineData("frames8-jpeg-baseline")]
    [InlineData("frames8-jpegls")]
    [InlineData("frames8-jpeg2000-lossless")]
    public void Decode_FragmentsWithoutATable_ArePartedByTheirMarkers(string name)
    {
        var file = CompressedVectors.Read(name);

        var parted = Decode(CompressedVectors.SplitFirstFragment(file));

        Assert.Equal(Decode(file).Frames.Select(frame => frame.Samples), parted.Frames.Select(frame => frame.Samples));
    }

    /// <summary>
    /// 0 for lossless kinds. The lossy ones are bounded by what their encoders promise: near-lossless JPEG-LS by its own
    /// limit of 2; JPEG by what quality 95 takes from a smooth ramp, more where chrominance is shared by pixels and where
    /// 12 bits carry noise (GDCM's own decoder is off by 65 there, as this one is).
    /// </summary>
    static int Tolerance(string name) => name[(name.IndexOf('-') + 1)..] switch
    {
        "jpegls-near" => 2,
        "jpeg2000" => 2,
        "jpeg-baseline-rgb" => 4,
        "jpeg-baseline" or "jpeg-baseline-422" => 8,
        "jpeg-extended" => 65,
        _ => 0,
    };

    static DecodedFile Decode(byte[] file)
    {
        var outcome = Decoder.Decode(file, "vector.dcm");
        Assert.True(outcome is DecodeOutcome.Decoded, (outcome as DecodeOutcome.Rejected)?.Reason);
        return ((DecodeOutcome.Decoded)outcome).File;
    }
}
