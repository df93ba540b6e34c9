using Studio.Imaging.Tables;
using Studio.Storage;

namespace Studio.Features.Images.Metadata;

/// <summary>A table that came from a browser, in the staging folder as long as somebody looks at it.</summary>
sealed class StagedTable : IDisposable
{
    static readonly TimeSpan KeepForgotten = TimeSpan.FromDays(1);
    const int BufferBytes = 1 << 16;

    StagedTable(string path, string name) => (Path, Name) = (path, name);

    public string Path { get; }

    /// <summary>Of the file as it was chosen; shown, never stored.</summary>
    public string Name { get; }

    /// <param name="content">At most <see cref="TableText.MaxBytes"/> bytes.</param>
    /// <param name="tell">Is told how many bytes are here.</param>
    public static async Task<StagedTable> ReceiveAsync(DataFolder data, string name, Stream content, Action<long> tell, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(data.Staging, "tables"));
        foreach (var forgotten in folder.EnumerateFiles().Where(file => file.LastWriteTimeUtc < DateTime.UtcNow - KeepForgotten))
            forgotten.Delete();
        var staged = new StagedTable(System.IO.Path.Combine(folder.FullName, Guid.NewGuid().ToString("N")), name);
        try
        {
            await using var file = File.Create(staged.Path);
            var buffer = new byte[BufferBytes];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                tell(file.Length);
            }

            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);
}
