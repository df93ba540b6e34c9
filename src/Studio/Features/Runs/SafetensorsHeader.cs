using System.Buffers.Binary;
using System.Text.Json;

namespace Studio.Features.Runs;

/// <summary>
/// The beginning of a safetensors file: eight bytes with the length of the header, little-endian, then the header, a JSON
/// object that names each tensor with its dtype, shape and place, then the tensors (format of huggingface/safetensors).
/// </summary>
public static class SafetensorsHeader
{
    /// <summary>The format's own limit.</summary>
    const int LargestHeader = 100_000_000;

    const string Metadata = "__metadata__";

    /// <summary>What keeps a file from being weights, in words that follow its name; null where it is whole.</summary>
    public static string? FindFault(Stream file)
    {
        Span<byte> start = stackalloc byte[sizeof(ulong)];
        if (file.Length < start.Length)
            return "is too short to be a safetensors file";
        file.ReadExactly(start);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length is < 2 or > LargestHeader || length > (ulong)(file.Length - start.Length))
            return "is no safetensors file";
        var header = new byte[length];
        file.ReadExactly(header);
        try
        {
            using var json = JsonDocument.Parse(header);
            return FindFault(json.RootElement, file.Length - start.Length - (long)length);
        }
        catch (JsonException)
        {
            return "is no safetensors file: its header is not JSON";
        }
    }

    static string? FindFault(JsonElement header, long bytes)
    {
        if (header.ValueKind != JsonValueKind.Object)
            return "is no safetensors file: its header is no list of tensors";
        var tensors = header.EnumerateObject().Where(entry => entry.Name != Metadata).ToList();
        if (tensors.Count == 0)
            return "holds no tensor";
        foreach (var tensor in tensors)
        {
            if (!TryReadEnd(tensor.Value, out var end))
                return $"is no safetensors file: its header does not say where {tensor.Name} is";
            if (end > bytes)
                return $"is cut off: {tensor.Name} lies beyond its end. Copy it again";
        }

        return null;
    }

    static bool TryReadEnd(JsonElement tensor, out long end)
    {
        end = 0;
        return tensor.ValueKind == JsonValueKind.Object
            && tensor.TryGetProperty("dtype", out var dtype) && dtype.ValueKind == JsonValueKind.String
            && tensor.TryGetProperty("shape", out var shape) && shape.ValueKind == JsonValueKind.Array
            && tensor.TryGetProperty("data_offsets", out var offsets) && offsets.ValueKind == JsonValueKind.Array
            && offsets.GetArrayLength() == 2
            && offsets[0].TryGetInt64(out var begin) && offsets[1].TryGetInt64(out end)
            && begin >= 0 && end >= begin;
    }
}
