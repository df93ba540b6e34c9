using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Everything that replaces an identity, derived from a secret key: the same input gives the same output.</summary>
/// <remarks>HMAC-SHA256 with a name of the purpose in front, so that no output for one purpose tells about another.</remarks>
internal sealed class PseudonymKey
{
    private const int KeyBytes = 32;
    private const int UidBytes = 16;
    private const int PseudonymCharacters = 8;
    private const int LongestShiftDays = 3650;

    /// <summary>Digits and capitals without I, L, O and U, which are misread.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The key has less than 32 bytes.</exception>
    public PseudonymKey(ReadOnlySpan<byte> key)
    {
        if (key.Length < KeyBytes)
        {
            throw new ArgumentException($"The key of a project has at least {KeyBytes} bytes.", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <summary>"P-" and 8 characters, 40 bits: two of 10,000 patients share one with a chance of 1 in 22,000.</summary>
    public string PseudonymOf(string identity)
    {
        ulong bits = BinaryPrimitives.ReadUInt64BigEndian(Hash("patient", identity));
        var text = new StringBuilder("P-");
        for (int i = 0; i < PseudonymCharacters; i++)
        {
            text.Append(Alphabet[(int)(bits >> 59)]);
            bits <<= 5;
        }

        return text.ToString();
    }

    /// <summary>Days into the past, 1 to 3650.</summary>
    public int DaysOf(string identity) => 1 + (int)(BinaryPrimitives.ReadUInt64BigEndian(Hash("dates", identity)) % LongestShiftDays);

    /// <summary>"2.25." and 128 bits as a decimal number, at most 44 characters (PS3.5 annex B.2).</summary>
    public string UidOf(string uid) =>
        "2.25." + new BigInteger(Hash("uid", uid).AsSpan(0, UidBytes), isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    private byte[] Hash(string purpose, string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(purpose + "\0" + text));
}
