using System.Security.Cryptography;
using Studio.Contracts.Jobs;

namespace Studio.Training.Worker;

/// <summary>
/// Files waiting to be uploaded, named by their hash. An event that names a blob is sent only after its blob, so the
/// studio never learns of a checkpoint it does not have; a killed process finds its files here again.
/// </summary>
sealed class BlobOutbox(string folder)
{
    readonly HashSet<string> uploaded = [];

    /// <summary>Writes a file durably and answers its address.</summary>
    /// <exception cref="IOException">The disk is full or failed; nothing is left behind.</exception>
    public BlobReference Add(ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(folder);
        var blob = new BlobReference(Convert.ToHexStringLower(SHA256.HashData(content)), content.Length);
        var path = PathOf(blob);
        if (!File.Exists(path))
        {
            var temporary = path + ".part";
            try
            {
                using (var file = File.Create(temporary))
                {
                    file.Write(content);
                    file.Flush(flushToDisk: true);
                }

                File.Move(temporary, path, overwrite: true);
            }
            catch (IOException)
            {
                File.Delete(temporary);
                throw;
            }
        }

        return blob;
    }

    /// <summary>Uploads what the event names and is not yet with the studio.</summary>
    public async Task UploadForAsync(JobEvent item, StudioClient studio, CancellationToken cancellationToken)
    {
        foreach (var blob in BlobsOf(item).Where(blob => !uploaded.Contains(blob.Sha256)))
        {
            var path = PathOf(blob);
            if (File.Exists(path))
            {
                await studio.PutAsync(blob, path, cancellationToken);
            }

            // A missing file was uploaded and removed by an earlier attempt whose acknowledgement got lost.
            uploaded.Add(blob.Sha256);
        }
    }

    /// <summary>Removes the files of an event that the studio has stored.</summary>
    public void Release(JobEvent item)
    {
        foreach (var blob in BlobsOf(item))
        {
            File.Delete(PathOf(blob));
        }
    }

    static IEnumerable<BlobReference> BlobsOf(JobEvent item) => item switch
    {
        CheckpointSaved checkpoint => [checkpoint.Weights],
        PackageWritten package => package.Files.Select(file => file.Blob),
        _ => [],
    };

    string PathOf(BlobReference blob) => Path.Combine(folder, blob.Sha256);
}
