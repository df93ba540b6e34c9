using System.IO.Compression;

namespace Studio.Features.Versions.Export;

/// <summary>A zip that is written as it is sent.</summary>
/// <param name="folder">The one folder in it.</param>
public sealed class ZipTarget(ZipArchive zip, string folder, DateTimeOffset time) : IExportTarget
{
    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        // Pictures are packed already.
        var entry = zip.CreateEntry(
            $"{folder}/{path}", path.EndsWith(".png", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
        entry.LastWriteTime = time;
        await using var target = await entry.OpenAsync(cancellationToken);
        await content.CopyToAsync(target, cancellationToken);
    }
}
