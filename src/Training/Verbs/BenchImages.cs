using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Studio.Training.Randomness;
using Studio.Training.Worker;

namespace Studio.Training.Verbs;

/// <summary>Blobs as files under their hash, read and checked as the studio's are, but without the network between.</summary>
sealed class BenchBlobs(string folder) : IBlobSource
{
    public BlobReference Add(ReadOnlySpan<byte> content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        File.WriteAllBytes(Path.Combine(folder, hash), content);
        return new BlobReference(hash, content.Length);
    }

    public async Task<byte[]> GetAsync(BlobReference blob, CancellationToken cancellationToken)
    {
        var content = await File.ReadAllBytesAsync(Path.Combine(folder, blob.Sha256), cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == blob.Sha256
            ? content
            : throw new InvalidDataException($"{blob.Sha256} is damaged.");
    }
}

/// <summary>Folders of one measurement, removed at its end.</summary>
sealed class BenchFolder : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("studio-bench-").FullName;

    public BenchFolder() => Blobs = new BenchBlobs(New());

    public BenchBlobs Blobs { get; }

    public string New() => Directory.CreateDirectory(Path.Combine(root, Guid.NewGuid().ToString("N"))).FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);
}

/// <summary>Made-up pictures of 512×512 and 12 of 16 bits: a bright ellipse (class 1) and a dark one (class 2) on noise.</summary>
static class BenchImages
{
    const int Side = 512;

    public static IReadOnlyList<SampleSpec> DrawAll(int count, BenchBlobs blobs) =>
        [.. Enumerable.Range(0, count).Select(index => Draw(index, blobs))];

    static SampleSpec Draw(int index, BenchBlobs blobs)
    {
        var random = new SeededRandom(index);
        var (pixels, classes) = (new ushort[Side * Side], new byte[Side * Side]);
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            pixels[pixel] = (ushort)(1024 + random.NextIndex(1024));
        }

        Fill(pixels, classes, random, 1, 1024);
        Fill(pixels, classes, random, 2, -768);
        return new SampleSpec(
            index + 1, $"image {index + 1}", $"patient {index + 1}", Split.Training, Side, Side, 1, 2, 12, false, false, null, null,
            blobs.Add(MemoryMarshal.AsBytes<ushort>(pixels)), blobs.Add(LabelmapPacking.Pack(classes)));
    }

    static void Fill(ushort[] pixels, byte[] classes, SeededRandom random, byte index, int change)
    {
        var (width, height) = (20 + random.NextIndex(80), 20 + random.NextIndex(80));
        var (x, y) = (100 + random.NextIndex(Side - 200), 100 + random.NextIndex(Side - 200));
        for (var row = y - height; row < y + height; row++)
        {
            for (var column = x - width; column < x + width; column++)
            {
                var (across, down) = ((double)(column - x) / width, (double)(row - y) / height);
                if ((across * across) + (down * down) < 1)
                {
                    pixels[(row * Side) + column] = (ushort)(pixels[(row * Side) + column] + change);
                    classes[(row * Side) + column] = index;
                }
            }
        }
    }
}
