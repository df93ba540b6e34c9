using System.Text;
using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.Text;
using static Studio.Imaging.Tests.Dicom.DatasetBuilder;

namespace Studio.Imaging.Tests.Dicom.Text;

/// <summary>The examples of PS3.5 annexes H to K and one character of every other set, written as bytes.</summary>
public sealed class DicomCharacterSetTests
{
    /// <summary>Set, hexadecimal bytes, text.</summary>
    public static TheoryData<string, string, string> Names => new()
    {
        // PS3.5 H.3.1
        { "\\ISO 2022 IR 87", "59616D6164615E5461726F753D 1B24423B3345441B28425E1B244242404F3A1B28423D 1B24422464245E24401B28425E1B2442243F246D24261B2842", "Yamada^Tarou=山田^太郎=やまだ^たろう" },
        // PS3.5 H.3.2
        { "ISO 2022 IR 13\\ISO 2022 IR 87", "D4CFC0DE5EC0DBB33D 1B24423B3345441B284A5E1B244242404F3A1B284A3D 1B24422464245E24401B284A5E1B2442243F246D24261B284A", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう" },
        // PS3.5 I.2
        { "\\ISO 2022 IR 149", "486F6E675E47696C646F6E673D 1B242943FBF35E1B242943D1CED4D73D 1B242943C8AB5E1B242943B1E6B5BF", "Hong^Gildong=洪^吉洞=홍^길동" },
        // PS3.5 J.2 and J.3, K.2
        { "ISO_IR 192", "57616E675E5869616F446F6E673D E78E8B5EE5B08FE69DB13D", "Wang^XiaoDong=王^小東=" },
        { "GB18030", "57616E675E5869616F446F6E673D CDF55ED0A1B6AB3D", "Wang^XiaoDong=王^小东=" },
        { "\\ISO 2022 IR 58", "5A68616E675E5869616F446F6E673D 1B242941D5C55E1B242941D0A1B6AB3D", "Zhang^XiaoDong=张^小东=" },
        { "GBK", "CDF55ED0A1B6AB", "王^小东" },
        { "ISO_IR 6", "4275635E4AE972F46D65", "Buc^Jérôme" },
        { "ISO_IR 100", "4275635E4AE972F46D65", "Buc^Jérôme" },
        { "ISO_IR 101", "5761B3EA7361", "Wałęsa" },
        { "ISO_IR 109", "A9", "İ" },
        { "ISO_IR 110", "A1", "Ą" },
        { "ISO_IR 126", "C4E9EFEDF5F3E9EFF2", "Διονυσιος" },
        { "ISO_IR 127", "E2C8C7E6EA5EE4E6D2C7D1", "قباني^لنزار" },
        { "ISO_IR 138", "F9F8E5EF5EE3E1E5F8E4", "שרון^דבורה" },
        { "ISO_IR 144", "BBEEDA", "Люк" },
        { "ISO_IR 148", "DD", "İ" },
        { "ISO_IR 166", "A1D2", "กา" },
        { "ISO_IR 203", "A4", "€" },
        { "ISO_IR 13", "D4CFC0DE", "ﾔﾏﾀﾞ" },
        // Two Latin sets and Greek, switched by escapes
        { "ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126", "446970E97265 3D 1B2D4CBBEEDA 3D 1B2D46C4E9EF", "Dipére=Люк=Διο" },
        // JIS X 0212
        { "\\ISO 2022 IR 159", "1B24284430211B2842", "丂" },
        // Spellings in circulation
        { "ISO-IR 101", "5761B3", "Wał" },
        { "ISO_2022_IR_6\\ISO_2022_IR_87", "1B24423B3345441B2842", "山田" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_OfAName_IsDecoded(string set, string hex, string expected)
    {
        DicomDataset dataset = Of(
            Chars(0x00080005, DicomVr.CS, set),
            Bytes(0x00100010, DicomVr.PN, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

        Assert.True(dataset.CharacterSet.IsKnown);
        Assert.Equal(expected, dataset.Text(DicomTag.PatientName));
    }

    [Fact]
    public void Texts_BehindABackslash_StartInTheFirstSetAgain()
    {
        // The escape of the first value is not closed; the second value is ASCII nevertheless.
        DicomDataset dataset = Of(
            Chars(0x00080005, DicomVr.CS, "\\ISO 2022 IR 149"),
            Bytes(0x00081080, DicomVr.LO, [0x1B, 0x24, 0x29, 0x43, 0xC8, 0xAB, (byte)'\\', (byte)'A', 0xC8]));

        Assert.Equal(["홍", "AÈ"], dataset.Texts(Tag(0x00081080)));
    }

    [Fact]
    public void Texts_OfChineseTrailByte5C_AreOneValue()
    {
        DicomDataset dataset = Of(Chars(0x00080005, DicomVr.CS, "GBK"), Bytes(0x00081080, DicomVr.LO, 0x81, 0x5C));

        Assert.Equal(["乗"], dataset.Texts(Tag(0x00081080)));
    }

    [Fact]
    public void Texts_OfJapaneseTrailByte5C_AreOneValue()
    {
        // JIS X 0208 row 0x25, cell 0x5C: katakana RU is 0x256B; 0x255C is BO.
        DicomDataset dataset = Of(
            Chars(0x00080005, DicomVr.CS, "\\ISO 2022 IR 87"),
            Bytes(0x00081080, DicomVr.LO, 0x1B, 0x24, 0x42, 0x25, 0x5C, 0x1B, 0x28, 0x42));

        Assert.Equal(["ボ"], dataset.Texts(Tag(0x00081080)));
    }

    [Fact]
    public void Text_OfALongText_KeepsItsBackslashes() => Assert.Equal(
        @"a\b",
        Of(Chars(0x00104000, DicomVr.LT, @"a\b ")).Text(Tag(0x00104000)));

    [Fact]
    public void Text_InAnItem_FollowsTheDatasetAround()
    {
        byte[] file =
        [
            0x08, 0, 0x05, 0, (byte)'C', (byte)'S', 10, 0, .. "ISO_IR 144"u8,
            0x08, 0, 0x32, 0x10, (byte)'S', (byte)'Q', 0, 0, 18, 0, 0, 0,
            0xFE, 0xFF, 0, 0xE0, 10, 0, 0, 0,
            0x08, 0, 0x04, 0x01, (byte)'L', (byte)'O', 2, 0, 0xBB, 0xEE,
        ];

        DicomDataset dataset = new DicomParser(file, isBigEndian: false).ReadMain(0, isExplicit: true);

        Assert.Equal("Лю", dataset.FirstItem(Tag(0x00081032))!.Text(DicomTag.CodeMeaning));
    }

    [Theory]
    [InlineData("ISO_IR 999")]
    [InlineData("\\ISO 2022 IR 999")]
    [InlineData("KLINGON")]
    public void Of_UnknownSet_IsLatin1AndSaysSo(string set)
    {
        DicomCharacterSet characters = DicomCharacterSet.Of(set.Split('\\'));

        Assert.False(characters.IsKnown);
        Assert.Equal("Jérôme", characters.Decode(Encoding.Latin1.GetBytes("Jérôme"), isPersonName: false));
    }

    [Fact]
    public void Decode_AnyBytes_NeverThrows()
    {
        var random = new Random(3);
        foreach (string set in (string[])["\\ISO 2022 IR 87\\ISO 2022 IR 159", "ISO 2022 IR 13\\ISO 2022 IR 149", "GB18030", "ISO_IR 192", "ISO_IR 166"])
        {
            DicomCharacterSet characters = DicomCharacterSet.Of(set.Split('\\'));
            for (int i = 0; i < 2000; i++)
            {
                byte[] bytes = new byte[random.Next(12)];
                random.NextBytes(bytes);
                if (bytes.Length > 4)
                {
                    bytes[0] = 0x1B;
                    bytes[1] = (byte)(random.Next(2) == 0 ? 0x24 : 0x28);
                }

                Assert.NotNull(characters.Decode(bytes, isPersonName: true));
            }
        }
    }
}
