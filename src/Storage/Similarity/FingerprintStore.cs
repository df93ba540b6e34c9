using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Studio.Imaging.Similarity;

namespace Studio.Storage;

/// <summary>Fingerprints of images, so that each is made once.</summary>
public sealed class FingerprintStore(Database database)
    : PictureFactStore<PictureFingerprint>(database, "image_fingerprint", "The fingerprints of images", PictureFingerprint.Version)
{
    const int HashBytes = 16;
    const int Hashes = 4;

    protected override byte[] Pack(PictureFingerprint fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var content = new byte[(Hashes * HashBytes) + fact.Ranks.Length];
        PictureHash[] hashes = [fact.Plain, fact.TurnedLeft, fact.TurnedRight, fact.Transposed];
        foreach (var (place, hash) in hashes.Index())
        {
            BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(place * HashBytes), hash.Low);
            BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan((place * HashBytes) + sizeof(ulong)), hash.High);
        }

        MemoryMarshal.AsBytes<sbyte>(fact.Ranks).CopyTo(content.AsSpan(Hashes * HashBytes));
        return content;
    }

    protected override PictureFingerprint Unpack(byte[] content)
    {
        var hashes = Enumerable.Range(0, Hashes).Select(place => new PictureHash(
            BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(place * HashBytes)),
            BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan((place * HashBytes) + sizeof(ulong))))).ToArray();
        var ranks = MemoryMarshal.Cast<byte, sbyte>(content.AsSpan(Hashes * HashBytes)).ToArray();
        return new PictureFingerprint(hashes[0], hashes[1], hashes[2], hashes[3], ranks);
    }
}
