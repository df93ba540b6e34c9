using TorchSharp;

namespace Studio.Torch;

/// <summary>
/// Tensors by name in one file, readable without running code. Layout: length of the header (8 bytes, little endian),
/// JSON header with type, shape and place of each tensor, then the elements row by row.
/// Source: https://github.com/huggingface/safetensors, format section.
/// </summary>
public static class SafeTensors
{
    /// <summary>Writes the file beside its place, flushes it to the disk and renames it: a crash leaves the old file or the new one.</summary>
    /// <param name="path">File to create or replace.</param>
    /// <param name="tensors">Tensors on any device; float64/32/16, bfloat16, int64/32/16/8, uint8, bool.</param>
    /// <param name="metadata">Free text by key, kept in the header.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is reserved.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, torch.Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        // Wide elements first: every tensor then starts at a multiple of its element size, as readers that map the file expect.
        var items = tensors
            .Select(pair => (Name: pair.Key, Tensor: pair.Value.detach().cpu().contiguous()))
            .OrderByDescending(item => item.Tensor.ElementSize)
            .ToList();
        var header = SafeTensorsHeader.Write(items, metadata ?? new Dictionary<string, string>());
        var temporary = path + ".writing";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(header);
                foreach (var (_, tensor) in items)
                    stream.Write(tensor.bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads every tensor of a file onto the CPU. The caller, or its dispose scope, owns them.</summary>
    /// <exception cref="InvalidDataException">The file is not a whole SafeTensors file; the message names it and says what is wrong.</exception>
    public static Dictionary<string, torch.Tensor> Read(string path)
    {
        using var scope = torch.NewDisposeScope();
        using var stream = File.OpenRead(path);
        var header = SafeTensorsHeader.Read(stream, path);
        var tensors = new Dictionary<string, torch.Tensor>();
        foreach (var entry in header.Entries)
        {
            var tensor = torch.empty(entry.Shape, dtype: entry.Type);
            stream.Position = header.DataStart + entry.Begin;
            stream.ReadExactly(tensor.bytes);
            tensors.Add(entry.Name, tensor);
        }
        foreach (var tensor in tensors.Values)
            scope.MoveToOuter(tensor);
        return tensors;
    }

    /// <summary>Reads the free text of a file without its tensors.</summary>
    /// <exception cref="InvalidDataException">The file is not a whole SafeTensors file.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        using var stream = File.OpenRead(path);
        return SafeTensorsHeader.Read(stream, path).Metadata;
    }
}
