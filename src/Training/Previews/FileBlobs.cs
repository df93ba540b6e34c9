using System.Security.Cryptography;
using Studio.Contracts.Jobs;
using Studio.Training.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Previews;

/// <summary>Blobs that lie on this machine.</summary>
/// <param name="files">Path by hash.</param>
sealed class FileBlobs(IReadOnlyDictionary<string, string> files) : IBlobSource
{
    /// <exception cref="JobFailureException">The file is missing or damaged.</exception>
    public async Task<byte[]> GetAsync(BlobReference blob, CancellationToken cancellationToken)
    {
        if (!files.TryGetValue(blob.Sha256, out var path) || !File.Exists(path))
        {
            throw new JobFailureException($"The studio's data folder lacks the file {blob.Sha256}. Run verify to see what is missing.");
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == blob.Sha256
            ? content
            : throw new JobFailureException($"The file {blob.Sha256} in the studio's data folder is damaged. Run verify to see what else is.");
    }
}
