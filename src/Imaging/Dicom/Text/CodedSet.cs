using System.Text;

namespace Studio.Imaging.Dicom.Text;

/// <summary>One registered set of characters and the half of the code table it is called into (PS3.3 C.12.1.1.2, ISO 2022).</summary>
/// <param name="IsUpper">G1, bytes 0xA1 to 0xFF; else G0, bytes 0x21 to 0x7E.</param>
/// <param name="BytesPerCharacter">1 or 2.</param>
/// <param name="Decode">Turns the bytes of one character, as in the file, into text.</param>
internal sealed record CodedSet(bool IsUpper, int BytesPerCharacter, Func<byte, byte, string> Decode)
{
    private const int JapaneseTwoByte = 20932;
    private const int Korean = 51949;
    private const int SimplifiedChinese = 936;
    private const int HalfwidthKatakana = 0xFF61 - 0xA1;

    public static CodedSet Ascii { get; } = new(IsUpper: false, 1, (one, _) => ((char)one).ToString());

    private static CodedSet Katakana { get; } =
        new(IsUpper: true, 1, (one, _) => one is >= 0xA1 and <= 0xDF ? ((char)(one + HalfwidthKatakana)).ToString() : "\uFFFD");

    /// <summary>The set of a defined term without "ISO" and "IR"; null for an unknown one. Most also have ASCII as G0.</summary>
    public static CodedSet? OfTerm(string term) => (term.StartsWith("2022 ", StringComparison.Ordinal) ? term[5..] : term) switch
    {
        "" or "6" => Ascii,
        "13" => Katakana,
        "14" => Ascii,
        "58" => TwoByte(SimplifiedChinese, isUpper: true),
        "87" => TwoByte(JapaneseTwoByte, isUpper: false),
        "100" => Latin(28591),
        "101" => Latin(28592),
        "109" => Latin(28593),
        "110" => Latin(28594),
        "126" => Latin(28597),
        "127" => Latin(28596),
        "138" => Latin(28598),
        "144" => Latin(28595),
        "148" => Latin(28599),
        "149" => TwoByte(Korean, isUpper: true),
        "159" => Supplementary,
        "166" => Latin(874),
        "203" => Latin(28605),
        _ => null,
    };

    /// <summary>The set that an escape sequence calls, with the sequence's length; null for an unknown one (PS3.3 tables C.12-3 and C.12-4).</summary>
    public static (CodedSet Set, int Length)? OfEscape(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x1B, 0x28, 0x42, ..] or [0x1B, 0x28, 0x4A, ..] => (Ascii, 3),
        [0x1B, 0x29, 0x49, ..] => (Katakana, 3),
        [0x1B, 0x2D, 0x41, ..] => (Latin(28591), 3),
        [0x1B, 0x2D, 0x42, ..] => (Latin(28592), 3),
        [0x1B, 0x2D, 0x43, ..] => (Latin(28593), 3),
        [0x1B, 0x2D, 0x44, ..] => (Latin(28594), 3),
        [0x1B, 0x2D, 0x46, ..] => (Latin(28597), 3),
        [0x1B, 0x2D, 0x47, ..] => (Latin(28596), 3),
        [0x1B, 0x2D, 0x48, ..] => (Latin(28598), 3),
        [0x1B, 0x2D, 0x4C, ..] => (Latin(28595), 3),
        [0x1B, 0x2D, 0x4D, ..] => (Latin(28599), 3),
        [0x1B, 0x2D, 0x54, ..] => (Latin(874), 3),
        [0x1B, 0x2D, 0x62, ..] => (Latin(28605), 3),
        [0x1B, 0x24, 0x42, ..] => (TwoByte(JapaneseTwoByte, isUpper: false), 3),
        [0x1B, 0x24, 0x28, 0x44, ..] => (Supplementary, 4),
        [0x1B, 0x24, 0x29, 0x43, ..] => (TwoByte(Korean, isUpper: true), 4),
        [0x1B, 0x24, 0x29, 0x41, ..] => (TwoByte(SimplifiedChinese, isUpper: true), 4),
        _ => null,
    };

    /// <summary>A code page of the framework, without a registration that would change the whole process.</summary>
    public static Encoding CodePage(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number) ?? Encoding.GetEncoding(number);

    private static CodedSet Latin(int codePage)
    {
        Encoding encoding = CodePage(codePage);
        return new CodedSet(IsUpper: true, 1, (one, _) => encoding.GetString([one]));
    }

    /// <summary>Code pages keep two-byte sets with both high bits set; the file may use either half.</summary>
    private static CodedSet TwoByte(int codePage, bool isUpper)
    {
        Encoding encoding = CodePage(codePage);
        return new CodedSet(isUpper, 2, (one, two) => encoding.GetString([(byte)(one | 0x80), (byte)(two | 0x80)]));
    }

    /// <summary>JIS X 0212, which code page 20932 keeps with a high bit in the first byte only.</summary>
    private static CodedSet Supplementary
    {
        get
        {
            Encoding encoding = CodePage(JapaneseTwoByte);
            return new CodedSet(IsUpper: false, 2, (one, two) => encoding.GetString([(byte)(one | 0x80), (byte)(two & 0x7F)]));
        }
    }
}
