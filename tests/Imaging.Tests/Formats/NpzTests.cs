using System.IO.Compression;
using Studio.Contracts.Projects;

namespace Studio.Imaging.Tests.Formats;

public sealed class NpzTests
{
    private static readonly byte[] TwoPictures = NpzBuilder.Array("|u1", "2, 1, 2", [1, 2, 3, 4]);

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Decode_Set_GivesEveryPictureItsSplitAndClass(CompressionLevel level)
    {
        DecodedFile file = TestImages.Decode(NpzBuilder.Build(
            level,
            ("test_images", NpzBuilder.Array("|u1", "1, 1, 2", [9, 8])),
            ("test_labels", NpzBuilder.Array("|u1", "1, 1", [5])),
            ("train_images", TwoPictures),
            ("train_labels", NpzBuilder.Array("<i8", "2,", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))));

        Assert.Equal("NPZ", file.Facts.Format);
        Assert.Equal([[1, 2], [3, 4], [9, 8]], file.Frames.Select(frame => frame.Samples));
        Assert.Equal([Split.Training, Split.Training, Split.Test], file.Facts.PerFrame.Select(frame => frame.Split!.Value));
        Assert.Equal([[1], [0], [5]], file.Facts.PerFrame.Select(frame => frame.Tags!));
    }

    [Fact]
    public void Decode_ZerosAndOnes_AreSeveralClasses()
    {
        DecodedFile file = TestImages.Decode(NpzBuilder.Build(
            ("val_images", TwoPictures), ("val_labels", NpzBuilder.Array("<f4", "2, 3", [.. ((float[])[1, 0, 1, 0, 0, 0]).SelectMany(BitConverter.GetBytes)]))));

        Assert.Equal([[0, 2], []], file.Facts.PerFrame.Select(frame => frame.Tags!));
        Assert.Equal(Split.Validation, file.Facts.PerFrame[0].Split);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Decode_HeaderVersions_AreRead(int version) =>
        Assert.Equal([7, 8], TestImages.Decode(NpzBuilder.Build(("train_images", NpzBuilder.Array("|u1", "1, 1, 2", [7, 8], version)))).Frames[0].Samples);

    [Theory]
    [InlineData("<u2", new byte[] { 0x34, 0x12 })]
    [InlineData(">u2", new byte[] { 0x12, 0x34 })]
    public void Decode_ByteOrders_GiveLittleEndian(string descr, byte[] stored) =>
        Assert.Equal([0x34, 0x12], TestImages.Decode(NpzBuilder.Build(("train_images", NpzBuilder.Array(descr, "1, 1, 1", stored)))).Frames[0].Samples);

    [Fact]
    public void Decode_ColoursAndSingleChannel_AreTold()
    {
        DecodedFile colours = TestImages.Decode(NpzBuilder.Build(("train_images", NpzBuilder.Array("|u1", "1, 1, 2, 3", [1, 2, 3, 4, 5, 6]))));
        DecodedFile single = TestImages.Decode(NpzBuilder.Build(("train_images", NpzBuilder.Array("|u1", "1, 1, 2, 1", [1, 2]))));

        Assert.Equal(Photometric.Rgb, colours.Facts.Photometric);
        Assert.Equal(1, single.Facts.Layout.SamplesPerPixel);
        Assert.Contains("no labels", Assert.Single(single.Facts.Warnings), StringComparison.Ordinal);
        Assert.Null(single.Facts.PerFrame[0].Tags);
    }

    public static TheoryData<string, string, string, byte[], bool, string> Unreadable => new()
    {
        { "train_images", "|u1", "1, 1, 2", [1, 2], true, "by columns" },
        { "train_images", "|u1", "4, 1, 2", [1, 2], false, "announces 8 bytes, 2 are there" },
        { "train_images", "|O", "1, 1, 2", [1, 2], false, "“|O”" },
        { "train_images", "|u1", "1, 2", [1, 2], false, "shape 1×2" },
        { "train_images", "|u1", "1, 2, 2, 2", new byte[8], false, "shape 1×2×2×2" },
        { "train_images", "|u1", "1, 0, 2", [], false, "is empty" },
        { "weights", "|u1", "1, 1, 2", [1, 2], false, "Its arrays are: weights" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Decode_WhatCannotBeRead_IsNamed(string name, string descr, string shape, byte[] data, bool isFortran, string expected) =>
        Assert.Contains(expected, TestImages.Reject(NpzBuilder.Build((name, NpzBuilder.Array(descr, shape, data, isFortran: isFortran)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("|u1", "3, 1", new byte[] { 1, 2, 3 }, "labels for 3 pictures, 2 are there")]
    [InlineData("|i1", "2, 1", new byte[] { 1, 255 }, "holds -1")]
    [InlineData("|u1", "2, 2", new byte[] { 0, 1, 0, 2 }, "holds 0, 2")]
    [InlineData("<f4", "2,", new byte[] { 0, 0, 0, 63, 0, 0, 0, 0 }, "holds 0.5")]
    public void Decode_LabelsThatAreNone_AreNamed(string descr, string shape, byte[] labels, string expected) => Assert.Contains(
        expected,
        TestImages.Reject(NpzBuilder.Build(("train_images", TwoPictures), ("train_labels", NpzBuilder.Array(descr, shape, labels)))),
        StringComparison.Ordinal);

    [Fact]
    public void Decode_ChangedByte_IsFoundByTheChecksum()
    {
        byte[] file = NpzBuilder.Build(("train_images", TwoPictures));
        int at = file.AsSpan().IndexOf((byte[])[1, 2, 3, 4]);
        file[at] = 9;

        Assert.Contains("checksum", TestImages.Reject(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_RealPneumoniaSet_GivesEveryPicture()
    {
        DecodedFile file = TestImages.Decode(File.ReadAllBytes(Path.Combine(TestPaths.SharedData("pneumoniamnist_balanced"), "pneumoniamnist.npz")));

        Assert.Equal(3_166, file.Frames.Count);
        Assert.Equal(new RasterLayout(28, 28, 1, 1, 8), file.Facts.Layout);
        Assert.Equal([(Split.Training, 2_428), (Split.Validation, 270), (Split.Test, 468)], file.Facts.PerFrame.CountBy(frame => frame.Split!.Value).Select(entry => (entry.Key, entry.Value)));
        Assert.Equal([1_214, 1_214], [.. file.Facts.PerFrame.Take(2_428).CountBy(frame => frame.Tags!.Single()).Select(entry => entry.Value)]);
    }
}
