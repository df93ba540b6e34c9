using System.Text;
using Studio.Imaging.Masks;

namespace Studio.Imaging.Tests.Formats;

public sealed class NrrdTests
{
    private const string Placed = "space: left-posterior-superior\nspace directions: (1,0,0) (0,2,0) (0,0,3)\nspace origin: (10,20,30)\n";

    /// <summary>2 columns, 3 rows, 2 slices: voxel (i, j, k) = 100 k + 10 j + i.</summary>
    private static readonly byte[] Counted = [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121];

    [Theory]
    [InlineData("raw")]
    [InlineData("gzip")]
    [InlineData("ascii")]
    public void Decode_EveryEncoding_GivesTheSamePlacedVolume(string encoding)
    {
        DecodedFile file = TestImages.Decode(Build("uchar", "2 3 2", encoding, Placed, Counted));

        Assert.Equal("NRRD", file.Facts.Format);
        Assert.Equal(Counted, file.Frames.SelectMany(frame => frame.Samples));
        Assert.Equal(new PixelSpacing(2, 1), file.Facts.PixelSpacing);
        Assert.Equal(new FramePlane(new PatientVector(10, 20, 33), new PatientVector(1, 0, 0), new PatientVector(0, 1, 0)), file.Facts.PerFrame[1].Plane);
        Assert.False(file.Facts.IsTurned);
        Assert.Empty(file.Facts.Warnings);
    }

    [Theory]
    [InlineData("right-anterior-superior", -10, -24)]
    [InlineData("RAS", -10, -24)]
    [InlineData("left-anterior-superior", 10, -24)]
    public void Decode_OtherSpaces_AreTurnedTowardsLeftAndPosterior(string space, double left, double posterior)
    {
        DecodedFile file = TestImages.Decode(Build("uchar", "2 3 2", "raw", Placed.Replace("left-posterior-superior", space, StringComparison.Ordinal), Counted));

        // Anterior rows are turned round, so that the first pixel is that of j = 2.
        PatientVector position = file.Facts.PerFrame[0].Plane!.Position;
        Assert.Equal((left - (left < 0 ? 1 : 0), posterior, 30), (position.Left, position.Posterior, position.Superior));
        Assert.Equal(left < 0 ? 21 : 20, file.Frames[0].Samples[0]);
    }

    [Theory]
    [InlineData("short", "little", new byte[] { 0x34, 0x12, 0xFE, 0xFF })]
    [InlineData("short", "big", new byte[] { 0x12, 0x34, 0xFF, 0xFE })]
    public void Decode_ByteOrders_GiveLittleEndian(string type, string endian, byte[] stored) =>
        Assert.Equal([0x34, 0x12, 0xFE, 0xFF], TestImages.Decode(Build(type, "2 1 1", "raw", $"endian: {endian}\n", stored)).Frames[0].Samples);

    [Theory]
    [InlineData("signed char", 1, true, false)]
    [InlineData("uint16", 2, false, false)]
    [InlineData("int", 4, true, false)]
    [InlineData("uint32_t", 4, false, false)]
    [InlineData("float", 4, true, true)]
    [InlineData("double", 8, true, true)]
    public void Decode_Types_KeepTheirLayout(string type, int bytes, bool isSigned, bool isFloat) => Assert.Equal(
        new RasterLayout(1, 2, 1, bytes, 8 * bytes, isSigned, isFloat),
        TestImages.Decode(Build(type, "2 1 1", "raw", "endian: little\n", new byte[2 * bytes])).Facts.Layout);

    [Fact]
    public void Decode_WrittenNumbers_AreCheckedAgainstTheType()
    {
        RasterImage floats = TestImages.Decode(Build("float", "3 1 1", "ascii", "", "-1.5 2e3\nnan"u8.ToArray(), isRawText: true)).Frames[0];
        RasterImage wide = TestImages.Decode(Build("int64", "2 1 1", "ascii", "", "-7, 70000"u8.ToArray(), isRawText: true)).Frames[0];

        Assert.Equal((-1.5, 2000), (floats.ValueAt(0), floats.ValueAt(1)));
        Assert.True(double.IsNaN(floats.ValueAt(2)));
        Assert.Equal((-7, 70_000), (wide.ValueAt(0), wide.ValueAt(1)));
        Assert.Contains("“256”", TestImages.Reject(Build("uchar", "1 1 1", "ascii", "", "256"u8.ToArray(), isRawText: true)), StringComparison.Ordinal);
        Assert.Contains("“x”", TestImages.Reject(Build("double", "1 1 1", "ascii", "", "x"u8.ToArray(), isRawText: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_ColourAxis_GivesRgb()
    {
        const string fields = "kinds: RGB-color domain domain domain\nspace: LPS\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\nspace origin: (0,0,0)\n";

        DecodedFile file = TestImages.Decode(Build("uchar", "3 2 1 1", "raw", fields, [1, 2, 3, 4, 5, 6]));

        Assert.Equal(Photometric.Rgb, file.Facts.Photometric);
        Assert.Equal([1, 2, 3, 4, 5, 6], Assert.Single(file.Frames).Samples);
    }

    [Theory]
    [InlineData("2 2 1 2", "list domain domain domain", new byte[] { 1, 5, 2, 6, 3, 7, 4, 8 })]
    [InlineData("2 1 2 2", "domain domain domain list", new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void Decode_ListAxis_GivesChannelsOneAfterTheOther(string sizes, string kinds, byte[] voxels)
    {
        DecodedFile file = TestImages.Decode(Build("uchar", sizes, "raw", $"kinds: {kinds}\n", voxels));

        Assert.Equal([[1, 2], [3, 4], [5, 6], [7, 8]], file.Frames.Select(frame => frame.Samples));
        Assert.Equal([0, 0, 1, 1], file.Facts.PerFrame.Select(frame => frame.Channel!.Value));
    }

    [Fact]
    public void Decode_Skips_AreHonoured()
    {
        Assert.Equal([8, 9], TestImages.Decode(Build("uchar", "2 1 1", "raw", "line skip: 1\nbyte skip: 2\n", [65, 10, 0, 0, 8, 9])).Frames[0].Samples);
        Assert.Equal([8, 9], TestImages.Decode(Build("uchar", "2 1 1", "raw", "byte skip: -1\n", [1, 2, 3, 8, 9])).Frames[0].Samples);
        Assert.Equal([8, 9], TestImages.Decode(Build("uchar", "2 1 1", "gzip", "byte skip: 1\n", [1, 8, 9])).Frames[0].Samples);
    }

    [Fact]
    public void Decode_SpacingsOnly_KeepTheOrderAndWarn()
    {
        DecodedFile file = TestImages.Decode(Build("uchar", "2 3 2", "raw", "spacings: 0.5 0.25 3\n", Counted));

        Assert.Equal(new PixelSpacing(0.25, 0.5), file.Facts.PixelSpacing);
        Assert.Empty(file.Facts.PerFrame);
        Assert.Single(file.Facts.Warnings);
    }

    [Theory]
    [InlineData("uchar", "2 3", "raw", "data file: a.raw\n", "lie in other files")]
    [InlineData("block", "2 3", "raw", "", "“block”")]
    [InlineData("uchar", "2 3", "bzip2", "", "“bzip2”")]
    [InlineData("uchar", "2 3 2 2 2", "raw", "", "5 axes")]
    [InlineData("uchar", "2 0 2", "raw", "", "length “0”")]
    [InlineData("short", "2 3", "raw", "", "no endian")]
    [InlineData("uchar", "2 3 2", "raw", "", "2 slices are announced, 1 are there")]
    [InlineData("uchar", "60000 60000 60000", "raw", "", "too large")]
    public void Decode_WhatCannotBeRead_IsNamed(string type, string sizes, string encoding, string fields, string expected) =>
        Assert.Contains(expected, TestImages.Reject(Build(type, sizes, encoding, fields, new byte[6])), StringComparison.Ordinal);

    [Fact]
    public void Decode_HeaderAlone_SaysWhatToDo() =>
        Assert.Contains("(.nhdr)", TestImages.Reject("NRRD0004\ntype: uchar\ndata file: a.raw\n"u8.ToArray()), StringComparison.Ordinal);

    [Theory]
    [InlineData("heart_seg.nrrd")]
    [InlineData("liver_seg.nrrd")]
    [InlineData("24x38x3/nrrd/label.nrrd")]
    public void Read_RealSegmentation_IsAMaskOfThreePlacedSlices(string name)
    {
        string path = Path.Combine(TestPaths.SharedData("dcmqi_ct_seg"), "data", "segmentations", name);
        var reader = new MaskReader(TestImages.Decoder);

        MaskFile mask = Assert.IsType<MaskOutcome.Read>(reader.Read(File.ReadAllBytes(path), name)).File;

        Assert.Equal(3, mask.FrameCount);
        Assert.True(mask.Grid.IsPlaced);
        Assert.Equal(Expected[name], mask.Distinct.Select(entry => (entry.Value, entry.Pixels)));
    }

    /// <summary>Labels and their voxels, counted with NumPy.</summary>
    private static readonly Dictionary<string, (int Value, long Voxels)[]> Expected = new()
    {
        ["heart_seg.nrrd"] = [(0, 744_983), (3, 41_449)],
        ["liver_seg.nrrd"] = [(0, 679_334), (1, 107_098)],
        ["24x38x3/nrrd/label.nrrd"] = [(0, 2_421), (1, 315)],
    };

    private static byte[] Build(string type, string sizes, string encoding, string fields, byte[] voxels, bool isRawText = false)
    {
        int dimension = sizes.Split(' ').Length;
        string header = $"NRRD0004\n# made here\ntype: {type}\ndimension: {dimension}\nsizes: {sizes}\nencoding: {encoding}\n{fields}note:=not a field: at all\n\n";
        byte[] data = encoding switch
        {
            "gzip" => NiftiBuilder.Gzip(voxels),
            "ascii" when !isRawText => Encoding.ASCII.GetBytes(string.Join(' ', voxels)),
            _ => voxels,
        };
        return [.. Encoding.ASCII.GetBytes(header), .. data];
    }
}
