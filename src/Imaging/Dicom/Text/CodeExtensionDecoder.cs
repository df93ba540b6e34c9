using System.Text;

namespace Studio.Imaging.Dicom.Text;

/// <summary>Follows the escape sequences of ISO 2022 through a text (PS3.5 section 6.1.2.5).</summary>
/// <param name="initial">First value of (0008,0005): active at the start and again behind each delimiter; null for an unknown one.</param>
internal sealed class CodeExtensionDecoder(CodedSet? initial)
{
    private const byte Escape = 0x1B;
    private const byte FirstGraphic = 0x21;
    private const byte LastLower = 0x7E;

    public string Decode(ReadOnlySpan<byte> bytes, bool isPersonName)
    {
        var text = new StringBuilder(bytes.Length);
        (CodedSet lower, CodedSet? upper) = Start();
        int at = 0;
        while (at < bytes.Length)
        {
            byte one = bytes[at];
            if (one == Escape && CodedSet.OfEscape(bytes[at..]) is var (set, length))
            {
                (lower, upper) = set.IsUpper ? (lower, set) : (set, upper);
                at += length;
                continue;
            }

            CodedSet? active = one > LastLower ? upper : one >= FirstGraphic ? lower : CodedSet.Ascii;
            if (active is { BytesPerCharacter: 2 } && at + 1 < bytes.Length && IsGraphic(bytes[at + 1], active))
            {
                text.Append(active.Decode(one, bytes[at + 1]));
                at += 2;
                continue;
            }

            // A lone byte of a two-byte set or of an unknown one stays visible as Latin-1.
            text.Append(active is { BytesPerCharacter: 1 } ? active.Decode(one, 0) : ((char)one).ToString());
            at++;
            if (EndsExtension(one, isPersonName))
            {
                (lower, upper) = Start();
            }
        }

        return text.ToString();
    }

    /// <summary>An initial set of the lower half with two bytes per character is against the standard; texts then start in ASCII.</summary>
    private (CodedSet Lower, CodedSet? Upper) Start() => (CodedSet.Ascii, initial is { IsUpper: true } ? initial : null);

    private static bool IsGraphic(byte two, CodedSet set) =>
        set.IsUpper ? two > 0xA0 : two is >= FirstGraphic and <= LastLower;

    private static bool EndsExtension(byte one, bool isPersonName) =>
        one is (byte)'\\' or 0x09 or 0x0A or 0x0C or 0x0D || (isPersonName && one is (byte)'^' or (byte)'=');
}
