using System.Text.Json;
using System.Text.Json.Nodes;
using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.Json;
using static Studio.Imaging.Tests.Dicom.DatasetBuilder;

namespace Studio.Imaging.Tests.Dicom.Json;

/// <summary>PS3.18 annex F, member by member.</summary>
public sealed class DicomJsonTests
{
    [Fact]
    public void Write_EachKindOfValue_IsAsInAnnexF()
    {
        DicomDataset dataset = Of(
            Chars(0x00080005, DicomVr.CS, "ISO_IR 100"),
            Chars(0x00080008, DicomVr.CS, "DERIVED\\\\OTHER"),
            Chars(0x00080050, DicomVr.SH, ""),
            Bytes(0x00100010, DicomVr.PN, [.. "Buc^J"u8, 0xE9, .. "r=X=Y"u8, (byte)' ']),
            Chars(0x00101030, DicomVr.DS, "72.50\\1e2"),
            Chars(0x00200013, DicomVr.IS, "+12"),
            Bytes(0x00280009, DicomVr.AT, 0x18, 0x00, 0x63, 0x10),
            Bytes(0x00280010, DicomVr.US, 0xFF, 0xFF),
            Bytes(0x00280106, DicomVr.SS, 0xFF, 0xFF),
            Bytes(0x00189073, DicomVr.FD, [.. BitConverter.GetBytes(0.1)]),
            Bytes(0x00091001, DicomVr.UN, 1, 2, 3, 4),
            Sequence(0x00081140, Of(Chars(0x00081155, DicomVr.UI, "1.2.3"))),
            Bytes(0x7FE00010, DicomVr.OW, new byte[8]));
        var leftOut = new List<DicomTag>();

        string json = DicomJson.Write(dataset, leftOut);

        const string Expected = """
            {"00080005":{"vr":"CS","Value":["ISO_IR 192"]},
             "00080008":{"vr":"CS","Value":["DERIVED",null,"OTHER"]},
             "00080050":{"vr":"SH"},
             "00081140":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2.3"]}}]},
             "00091001":{"vr":"UN","InlineBinary":"AQIDBA=="},
             "00100010":{"vr":"PN","Value":[{"Alphabetic":"Buc^Jér","Ideographic":"X","Phonetic":"Y"}]},
             "00101030":{"vr":"DS","Value":[72.5,100]},
             "00189073":{"vr":"FD","Value":[0.1]},
             "00200013":{"vr":"IS","Value":[12]},
             "00280009":{"vr":"AT","Value":["00181063"]},
             "00280010":{"vr":"US","Value":[65535]},
             "00280106":{"vr":"SS","Value":[-1]},
             "7FE00010":{"vr":"OW"}}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Expected), JsonNode.Parse(json)), json);
        Assert.Equal([DicomTag.PixelData], leftOut);
    }

    [Fact]
    public void Write_LongBinary_IsLeftOutAndListed()
    {
        var leftOut = new List<DicomTag>();

        string json = DicomJson.Write(Of(Bytes(0x00281201, DicomVr.OW, new byte[DicomJson.LongestBinaryBytes + 2])), leftOut);

        Assert.Equal("""{"00281201":{"vr":"OW"}}""", json);
        Assert.Equal([Tag(0x00281201)], leftOut);
    }

    [Fact]
    public void Write_NumbersThatAreNone_AreStrings()
    {
        DicomDataset dataset = Of(Bytes(0x00189073, DicomVr.FD, BitConverter.GetBytes(double.NaN)), Chars(0x00101030, DicomVr.DS, "heavy"));

        Assert.Equal("""{"00101030":{"vr":"DS","Value":["heavy"]},"00189073":{"vr":"FD","Value":["NaN"]}}""", DicomJson.Write(dataset));
    }

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameJson()
    {
        foreach (string path in Directory.GetFiles(TestPaths.SharedData("pydicom_data"), "*.dcm"))
        {
            if (DicomHeader.TryRead(File.ReadAllBytes(path), DecodeLimits.Default, null, out DicomHeader? header, out _))
            {
                Assert.Equal(header!.Json, DicomJson.Write(DicomJson.Read(header.Json)));
            }
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"0008":1}""")]
    [InlineData("""{"zz":{"vr":"CS"}}""")]
    [InlineData("""{"00080060":{"vr":"QQ"}}""")]
    [InlineData("""{"00280010":{"vr":"US","Value":[1.5]}}""")]
    [InlineData("""{"00280010":{"vr":"US","Value":["x"]}}""")]
    [InlineData("""{"00280010":{}}""")]
    public void Read_SomethingElse_IsAFormatException(string json) => Assert.Throws<FormatException>(() => DicomJson.Read(json));
}
