using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Studio.Contracts.Jobs;
using Studio.Imaging.Similarity;

namespace Studio.Storage;

/// <summary>Fingerprints of images, so that each is made once.</summary>
public sealed class FingerprintStore(Database database)
{
    const int HashBytes = 16;
    const int Hashes = 4;

    sealed record Row
    {
        public long ImageId { get; init; }
        public required byte[] Content { get; init; }
    }

    /// <summary>By image; missing where there is none of the image's present pixels.</summary>
    public Task<IReadOnlyDictionary<long, PictureFingerprint>> ListAsync(
        IEnumerable<SampleSpec> samples, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<long, PictureFingerprint>>(
            session => session.Query<Row>(
                """
                SELECT fingerprint.image_id, fingerprint.content FROM json_each(@wanted) sample
                JOIN image_fingerprint fingerprint ON fingerprint.image_id = sample.value ->> 'imageId'
                WHERE fingerprint.version = @version AND fingerprint.pixel_sha256 = sample.value ->> 'sha256'
                """,
                new
                {
                    wanted = StoredJson.Write(samples.Select(sample => new { sample.ImageId, sample.Pixels.Sha256 })),
                    version = PictureFingerprint.Version,
                }).ToDictionary(row => row.ImageId, row => Unpack(row.Content)),
            cancellationToken);

    public Task SaveAsync(
        IReadOnlyCollection<(SampleSpec Sample, PictureFingerprint Fingerprint)> made, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The fingerprints of images",
            session =>
            {
                foreach (var (sample, fingerprint) in made)
                {
                    session.Execute(
                        """
                        INSERT INTO image_fingerprint (image_id, version, pixel_sha256, content)
                        SELECT @ImageId, @version, @Sha256, @content WHERE EXISTS (SELECT 1 FROM image WHERE id = @ImageId)
                        ON CONFLICT (image_id) DO UPDATE SET version = @version, pixel_sha256 = @Sha256, content = @content
                        """,
                        new { sample.ImageId, version = PictureFingerprint.Version, sample.Pixels.Sha256, content = Pack(fingerprint) });
                }

                return made.Count;
            },
            cancellationToken);

    static byte[] Pack(PictureFingerprint fingerprint)
    {
        var content = new byte[(Hashes * HashBytes) + fingerprint.Ranks.Length];
        PictureHash[] hashes = [fingerprint.Plain, fingerprint.TurnedLeft, fingerprint.TurnedRight, fingerprint.Transposed];
        foreach (var (place, hash) in hashes.Index())
        {
            BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(place * HashBytes), hash.Low);
            BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan((place * HashBytes) + sizeof(ulong)), hash.High);
        }

        MemoryMarshal.AsBytes<sbyte>(fingerprint.Ranks).CopyTo(content.AsSpan(Hashes * HashBytes));
        return content;
    }

    static PictureFingerprint Unpack(byte[] content)
    {
        var hashes = Enumerable.Range(0, Hashes).Select(place => new PictureHash(
            BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(place * HashBytes)),
            BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan((place * HashBytes) + sizeof(ulong))))).ToArray();
        var ranks = MemoryMarshal.Cast<byte, sbyte>(content.AsSpan(Hashes * HashBytes)).ToArray();
        return new PictureFingerprint(hashes[0], hashes[1], hashes[2], hashes[3], ranks);
    }
}
