using System.Globalization;
using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Nrrd;

/// <summary>Turns written numbers into little-endian voxels.</summary>
internal static class NrrdNumbers
{
    /// <exception cref="UnreadableImageException">The word is no number of this type.</exception>
    public static byte[] Encode(string word, VoxelType type)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (type.IsFloat)
        {
            return double.TryParse(word, NumberStyles.Float, invariant, out double number)
                ? type.SampleBytes == 4 ? BitConverter.GetBytes((float)number) : BitConverter.GetBytes(number)
                : throw NoNumber(word);
        }

        if (!Int128.TryParse(word, NumberStyles.AllowLeadingSign, invariant, out Int128 whole))
        {
            throw NoNumber(word);
        }

        int bits = 8 * type.SampleBytes;
        Int128 lowest = type.IsSigned ? -(Int128.One << (bits - 1)) : 0;
        Int128 highest = (Int128.One << (type.IsSigned ? bits - 1 : bits)) - 1;
        return whole >= lowest && whole <= highest
            ? BitConverter.GetBytes(unchecked((long)whole))[..type.SampleBytes]
            : throw NoNumber(word);
    }

    private static UnreadableImageException NoNumber(string word) =>
        new($"The NRRD file is damaged: “{word}” stands where a value of its type is expected.");
}
