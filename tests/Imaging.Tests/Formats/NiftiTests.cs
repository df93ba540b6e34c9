using System.Buffers.Binary;

namespace Studio.Imaging.Tests.Formats;

public sealed class NiftiTests
{
    private const int UInt8 = 2;
    private const int Int16 = 4;
    private const int Float32 = 16;

    /// <summary>2 columns, 3 rows, 2 slices: voxel (i, j, k) = 100 k + 10 j + i.</summary>
    private static readonly byte[] Counted = [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121];

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(1, true, true)]
    [InlineData(2, false, true)]
    [InlineData(2, true, false)]
    public void Decode_VersionsByteOrdersAndGzip_GiveTheSameVolume(int version, bool isBigEndian, bool isPacked)
    {
        NiftiBuilder builder = NiftiBuilder.Create(Int16, [2, 1, 1], version, isBigEndian).Sform(-1, 0, 0, 5, 0, -2, 0, 6, 0, 0, 3, 7);
        byte[] voxels = isBigEndian ? [0x01, 0x02, 0xFF, 0xFE] : [0x02, 0x01, 0xFE, 0xFF];

        DecodedFile file = TestImages.Decode(isPacked ? builder.BuildPacked(voxels) : builder.Build(voxels));

        Assert.Equal("NIfTI", file.Facts.Format);
        Assert.Equal(new RasterLayout(1, 2, 1, 2, 16, IsSigned: true), file.Facts.Layout);
        Assert.Equal([0x02, 0x01, 0xFE, 0xFF], file.Frames[0].Samples);
        Assert.Equal(new PatientVector(-5, -6, 7), file.Facts.PerFrame[0].Plane!.Position);
        Assert.Equal(new PixelSpacing(2, 1), file.Facts.PixelSpacing);
    }

    [Fact]
    public void Decode_AxialRas_TurnsLeftToTheRightAndPosteriorDown()
    {
        // Indices grow towards right, anterior and superior, as most programs of the neurosciences write.
        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 3, 2]).Sform(1, 0, 0, -10, 0, 2, 0, -20, 0, 0, 3, -30).Build(Counted));

        Assert.Equal((3, 2), (file.Facts.Layout.Rows, file.Facts.Layout.Columns));
        Assert.Equal([21, 20, 11, 10, 1, 0], file.Frames[0].Samples);
        Assert.Equal([121, 120, 111, 110, 101, 100], file.Frames[1].Samples);

        // The first pixel is voxel (1, 2, 0): right −9, anterior −16, superior −30.
        AssertPlane(file, 0, new PatientVector(9, 16, -30), new PatientVector(1, 0, 0), new PatientVector(0, 1, 0));
        AssertPlane(file, 1, new PatientVector(9, 16, -27), new PatientVector(1, 0, 0), new PatientVector(0, 1, 0));
    }

    [Fact]
    public void Decode_SlicesFromHeadToFeet_StartAtTheFeet()
    {
        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 3, 2]).Sform(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -3, 0).Build(Counted));

        Assert.Equal([100, 101, 110, 111, 120, 121], file.Frames[0].Samples);
        Assert.Equal(-3, file.Facts.PerFrame[0].Plane!.DistanceMm);
        Assert.Equal(0, file.Facts.PerFrame[1].Plane!.DistanceMm);
    }

    [Fact]
    public void Decode_Coronal_ShowsLeftOnTheRightAndInferiorBelow()
    {
        // i towards right, j towards superior, k towards posterior.
        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 3, 2]).Sform(1, 0, 0, 0, 0, 0, -4, 0, 0, 1, 0, 0).Build(Counted));

        Assert.Equal([21, 20, 11, 10, 1, 0], file.Frames[0].Samples);
        AssertPlane(file, 1, new PatientVector(-1, 4, 2), new PatientVector(1, 0, 0), new PatientVector(0, 0, -1));
    }

    [Fact]
    public void Decode_SagittalStoredByColumns_IsTransposed()
    {
        // i towards superior, j towards anterior, k towards right: columns come from j, rows from i, both turned.
        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 3, 2]).Sform(0, 0, 5, 0, 0, 2, 0, 0, 1, 0, 0, 0).Build(Counted));

        Assert.Equal((2, 3), (file.Facts.Layout.Rows, file.Facts.Layout.Columns));
        Assert.Equal(new PixelSpacing(1, 2), file.Facts.PixelSpacing);
        Assert.Equal([21, 11, 1, 20, 10, 0], file.Frames[0].Samples);

        // The normal points to the right; k does too, so that the order stays: from left to right.
        AssertPlane(file, 0, new PatientVector(0, -4, 1), new PatientVector(0, 1, 0), new PatientVector(0, 0, -1));
        Assert.True(file.Facts.PerFrame[1].Plane!.DistanceMm > file.Facts.PerFrame[0].Plane!.DistanceMm);
    }

    [Fact]
    public void Decode_Qform_TurnsByTheQuaternion()
    {
        // b = c = d = 1/2 turns i → anterior, j → superior, k → right; qfac −1 turns k to the left.
        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 3, 2]).PixDim(-1, 2, 3, 4).Qform(0.5, 0.5, 0.5, 10, 20, 30).Build(Counted));

        // Sagittal: columns towards posterior (i turned), rows towards inferior (j turned), frames from left to right (k turned).
        Assert.Equal([121, 120, 111, 110, 101, 100], file.Frames[0].Samples);
        AssertPlane(file, 0, new PatientVector(-10 + 4, -20 - 2, 30 + 6), new PatientVector(0, 1, 0), new PatientVector(0, 0, -1));
        Assert.Equal(new PixelSpacing(3, 2), file.Facts.PixelSpacing);
    }

    [Fact]
    public void Decode_SformAndQform_TakesTheSform()
    {
        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 3, 2]).Qform(0.5, 0.5, 0.5, 10, 20, 30).Sform(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 7).Build(Counted));

        Assert.Equal(new PatientVector(0, 0, 7), file.Facts.PerFrame[0].Plane!.Position);
    }

    [Theory]
    [InlineData(1, 2000, 3000)]
    [InlineData(2, 2, 3)]
    [InlineData(3, 0.002, 0.003)]
    [InlineData(10, 2, 3)]
    public void Decode_Units_BecomeMillimetres(byte units, double rows, double columns)
    {
        NiftiBuilder builder = NiftiBuilder.Create(UInt8, [2, 3, 2]).PixDim(1, 3, 2, 1).Units(units);

        PixelSpacing unplaced = TestImages.Decode(builder.Build(Counted)).Facts.PixelSpacing!.Value;
        PixelSpacing placed = TestImages.Decode(builder.Sform(-3, 0, 0, 0, 0, -2, 0, 0, 0, 0, 1, 0).Build(Counted)).Facts.PixelSpacing!.Value;

        Assert.Equal((rows, columns), (unplaced.RowMm, unplaced.ColumnMm));
        Assert.Equal((rows, columns), (placed.RowMm, placed.ColumnMm));
    }

    [Fact]
    public void Decode_WithoutOrientation_KeepsTheOrderAndWarns()
    {
        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 3, 2]).Build(Counted));

        Assert.Equal(Counted, file.Frames.SelectMany(frame => frame.Samples));
        Assert.Empty(file.Facts.PerFrame);
        Assert.Contains("left and right are not known", Assert.Single(file.Facts.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_FlatMatrix_IsTakenAsNone()
    {
        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 3, 2]).Sform(1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0).Build(Counted));

        Assert.Empty(file.Facts.PerFrame);
        Assert.Single(file.Facts.Warnings);
    }

    [Fact]
    public void Decode_SkewedSlices_HaveNoPlanes()
    {
        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 3, 2]).Sform(-1, -0.3, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0).Build(Counted));

        Assert.Empty(file.Facts.PerFrame);
        Assert.Contains("skewed", Assert.Single(file.Facts.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 1, false, false)]
    [InlineData(256, 1, true, false)]
    [InlineData(4, 2, true, false)]
    [InlineData(512, 2, false, false)]
    [InlineData(8, 4, true, false)]
    [InlineData(768, 4, false, false)]
    [InlineData(16, 4, true, true)]
    [InlineData(64, 8, true, true)]
    public void Decode_EveryType_StaysAsItIs(int dataType, int bytes, bool isSigned, bool isFloat)
    {
        var voxels = new byte[6 * bytes];
        new Random(dataType).NextBytes(voxels);

        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(dataType, [3, 2]).Build(voxels));

        Assert.Equal(new RasterLayout(2, 3, 1, bytes, 8 * bytes, isSigned, isFloat), file.Facts.Layout);
        Assert.Equal(voxels, file.Frames[0].Samples);
    }

    [Fact]
    public void Decode_WideWholeNumbers_AreNarrowedWhereTheyFit()
    {
        static byte[] Voxels(params long[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
        static double[] Read(int type, byte[] voxels)
        {
            RasterImage frame = TestImages.Decode(NiftiBuilder.Create(type, [2, 1]).Build(voxels)).Frames[0];
            return [frame.ValueAt(0), frame.ValueAt(1)];
        }

        Assert.Equal([-5, int.MaxValue], Read(1024, Voxels(-5, int.MaxValue)));
        Assert.Equal([0, uint.MaxValue], Read(1024, Voxels(0, uint.MaxValue)));
        Assert.Equal([7, uint.MaxValue], Read(1280, Voxels(7, uint.MaxValue)));
        Assert.Contains("more than 32 bits", TestImages.Reject(NiftiBuilder.Create(1024, [2, 1]).Build(Voxels(-1, uint.MaxValue))), StringComparison.Ordinal);
        Assert.Contains("more than 32 bits", TestImages.Reject(NiftiBuilder.Create(1280, [2, 1]).Build(Voxels(0, -1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_Colours_KeepRedGreenBlue()
    {
        DecodedFile rgb = TestImages.Decode(NiftiBuilder.Create(128, [2, 1]).Sform(1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0).Build([1, 2, 3, 4, 5, 6]));
        DecodedFile rgba = TestImages.Decode(NiftiBuilder.Create(2304, [2, 1]).Build([1, 2, 3, 255, 4, 5, 6, 0]));

        Assert.Equal(Photometric.Rgb, rgb.Facts.Photometric);
        Assert.Equal([4, 5, 6, 1, 2, 3], rgb.Frames[0].Samples);
        Assert.Equal([1, 2, 3, 4, 5, 6], rgba.Frames[0].Samples);
    }

    [Fact]
    public void Decode_Rescale_IsKeptApartFromTheSamples()
    {
        ImageFacts given = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 1]).Rescale(0.5, -3).DisplayRange(-2, 8).Build([1, 2])).Facts;
        ImageFacts none = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 1]).Rescale(0, 9).Build([1, 2])).Facts;
        ImageFacts notANumber = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 1]).Rescale(double.NaN, 9).Build([1, 2])).Facts;

        Assert.Equal((0.5, -3.0), (given.RescaleSlope, given.RescaleIntercept));
        Assert.Equal(new DisplayWindow("", 3, 10, WindowFunction.LinearExact), Assert.Single(given.Windows));
        Assert.Equal((1.0, 0.0), (none.RescaleSlope, none.RescaleIntercept));
        Assert.Equal((1.0, 0.0), (notANumber.RescaleSlope, notANumber.RescaleIntercept));
        Assert.Empty(none.Windows);
    }

    [Fact]
    public void Decode_FourDimensions_AreChannelsOneAfterTheOther()
    {
        byte[] voxels = [1, 2, 3, 4, 5, 6];

        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [1, 1, 3, 2]).Sform(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0).Build(voxels));

        Assert.Equal([3, 2, 1, 6, 5, 4], file.Frames.Select(frame => (int)frame.Samples[0]));
        Assert.Equal([0, 0, 0, 1, 1, 1], file.Facts.PerFrame.Select(frame => frame.Channel!.Value));
        Assert.Equal(file.Facts.PerFrame[0].Plane, file.Facts.PerFrame[3].Plane);
    }

    [Fact]
    public void Decode_Extension_IsPassedOver()
    {
        byte[] extension = new byte[16];

        DecodedFile file = TestImages.Decode(NiftiBuilder.Create(UInt8, [2, 1]).VoxelOffset(368).Build([.. extension, 8, 9]));

        Assert.Equal([8, 9], file.Frames[0].Samples);
    }

    [Theory]
    [InlineData(false, "The file ends early: 2 slices are announced, 1 are there. Copy or export it again.")]
    [InlineData(true, "2 slices are announced")]
    public void Decode_CutFile_SaysHowManySlicesAreThere(bool isPacked, string expected)
    {
        byte[] noise = new byte[8_000];
        new Random(3).NextBytes(noise);
        NiftiBuilder builder = NiftiBuilder.Create(UInt8, [50, 80, 2]);
        byte[] whole = isPacked ? builder.BuildPacked(noise) : builder.Build(noise);

        Assert.Contains(expected, TestImages.Reject(whole[..^2000]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32, "complex numbers")]
    [InlineData(1792, "complex numbers")]
    [InlineData(1536, "128 bits")]
    [InlineData(1, "single bits")]
    [InlineData(77, "unknown kind (77)")]
    public void Decode_UnsupportedType_IsNamed(int dataType, string expected) =>
        Assert.Contains(expected, TestImages.Reject(NiftiBuilder.Create(dataType, [2, 1]).Build(new byte[64])), StringComparison.Ordinal);

    [Fact]
    public void Decode_Vectors_AreRejected() =>
        Assert.Contains("3 numbers in every voxel", TestImages.Reject(NiftiBuilder.Create(Float32, [2, 1, 1, 1, 3]).Build(new byte[24])), StringComparison.Ordinal);

    [Fact]
    public void Decode_HalfOfAPair_SaysWhatToDo()
    {
        byte[] nifti = NiftiBuilder.Create(UInt8, [2, 1]).Magic("ni1").Build([])[..348];
        byte[] analyze = NiftiBuilder.Create(UInt8, [2, 1]).Magic("\0\0\0").Build([])[..348];

        Assert.Contains("one half of a volume in two files", TestImages.Reject(nifti), StringComparison.Ordinal);
        Assert.Contains("one half of a volume in two files", TestImages.Reject(analyze), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_MoreThanMemoryAllows_IsRejectedBeforeItIsTaken()
    {
        NiftiBuilder builder = NiftiBuilder.Create(64, [1, 1, 1], version: 2).Dim(1, 60_000).Dim(2, 60_000).Dim(3, 60_000);

        Assert.Contains("too large", TestImages.Reject(builder.BuildPacked([1, 2, 3])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 9, "9 dimensions")]
    [InlineData(1, -4, "length -4")]
    [InlineData(4, 0, "length 0")]
    public void Decode_ImpossibleSize_IsNamed(int index, int value, string expected) =>
        Assert.Contains(expected, TestImages.Reject(NiftiBuilder.Create(UInt8, [2, 1, 1, 1]).Dim(index, value).Build([1, 2])), StringComparison.Ordinal);

    [Fact]
    public void Decode_OtherGzip_IsNoVolume() =>
        Assert.Contains("not a picture that can be read", TestImages.Reject(NiftiBuilder.Gzip(new byte[4000])), StringComparison.Ordinal);

    [Fact]
    public void Decode_FloatingPoint_KeepsEveryBit()
    {
        var voxels = new byte[8];
        BinaryPrimitives.WriteSingleLittleEndian(voxels, float.NaN);
        BinaryPrimitives.WriteSingleLittleEndian(voxels.AsSpan(4), -0.1f);

        RasterImage frame = TestImages.Decode(NiftiBuilder.Create(Float32, [2, 1]).Build(voxels)).Frames[0];

        Assert.True(double.IsNaN(frame.ValueAt(0)));
        Assert.Equal(-0.1f, frame.ValueAt(1));
    }

    private static void AssertPlane(DecodedFile file, int frame, PatientVector position, PatientVector row, PatientVector column)
    {
        FramePlane plane = file.Facts.PerFrame[frame].Plane!;
        Assert.True((plane.Position - position).Length < 1e-5, $"Position {plane.Position}, expected {position}.");
        Assert.True((plane.RowDirection - row).Length < 1e-5, $"Row direction {plane.RowDirection}, expected {row}.");
        Assert.True((plane.ColumnDirection - column).Length < 1e-5, $"Column direction {plane.ColumnDirection}, expected {column}.");
    }
}
