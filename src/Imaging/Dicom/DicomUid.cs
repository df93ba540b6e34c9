using System.Globalization;
using System.Numerics;

namespace Studio.Imaging.Dicom;

/// <summary>Unique identifiers derived from UUIDs (PS3.5 annex B.2).</summary>
public static class DicomUid
{
    /// <summary>A new UID: "2.25." and the UUID as one decimal number, at most 44 characters.</summary>
    public static string Create() => FromUuid(Guid.NewGuid());

    /// <summary>The UID of a UUID; the same UUID always gives the same UID.</summary>
    public static string FromUuid(Guid uuid) =>
        "2.25." + new BigInteger(uuid.ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
}
