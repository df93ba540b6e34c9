using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;

namespace Studio.Torch;

/// <summary>Where one tensor lies. Begin and end count from the start of the data.</summary>
internal sealed record SafeTensorsEntry(string Name, torch.ScalarType Type, long[] Shape, long Begin, long End);

/// <summary>The JSON at the start of a file. Everything in it is checked before anything is allocated.</summary>
internal sealed record SafeTensorsHeader(IReadOnlyList<SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata, long DataStart)
{
    const string MetadataKey = "__metadata__";
    const int LengthBytes = 8;
    const int Alignment = 8;
    /// <summary>Limit of the format's own library.</summary>
    const long MaxHeaderBytes = 100_000_000;

    internal static byte[] Write(
        IReadOnlyList<(string Name, torch.Tensor Tensor)> items, IReadOnlyDictionary<string, string> metadata)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            WriteEntries(writer, items);
            writer.WriteEndObject();
        }
        // Spaces after the JSON let the data start at a multiple of 8.
        int length = ((int)json.Length + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[LengthBytes + length];
        bytes.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        json.ToArray().CopyTo(bytes, LengthBytes);
        return bytes;
    }

    /// <exception cref="InvalidDataException">The header does not describe this file.</exception>
    internal static SafeTensorsHeader Read(Stream stream, string path)
    {
        try
        {
            var json = ReadJson(stream);
            using var document = JsonDocument.Parse(json);
            long dataStart = LengthBytes + json.Length;
            var entries = ReadEntries(document.RootElement);
            RequireNoGaps(entries, stream.Length - dataStart);
            return new SafeTensorsHeader(entries, ReadMetadata(document.RootElement), dataStart);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw new InvalidDataException($"'{path}' is not a SafeTensors file: its header cannot be read ({error.Message}).", error);
        }
        catch (SafeTensorsFault fault)
        {
            throw new InvalidDataException($"'{path}' is damaged or not a SafeTensors file: {fault.Message}", fault);
        }
    }

    static byte[] ReadJson(Stream stream)
    {
        if (stream.Length < LengthBytes)
            throw new SafeTensorsFault($"it has {stream.Length} bytes, fewer than the shortest header.");
        Span<byte> prefix = stackalloc byte[LengthBytes];
        stream.ReadExactly(prefix);
        long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > MaxHeaderBytes || length > stream.Length - LengthBytes)
            throw new SafeTensorsFault($"its header claims {length} bytes, but the file has {stream.Length}.");
        var json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }

    static List<SafeTensorsEntry> ReadEntries(JsonElement root)
    {
        var entries = new List<SafeTensorsEntry>();
        var names = new HashSet<string>();
        foreach (var property in root.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw new SafeTensorsFault($"the name '{property.Name}' occurs twice.");
            if (property.Name != MetadataKey)
                entries.Add(ReadEntry(property.Name, property.Value));
        }
        return [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
    }

    static SafeTensorsEntry ReadEntry(string name, JsonElement value)
    {
        var typeName = value.GetProperty("dtype").GetString();
        if (!SafeTensorsTypes.TryParse(typeName, out var type))
            throw new SafeTensorsFault($"'{name}' has the element type {typeName}, which is not known.");
        var shape = value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()).ToArray();
        var offsets = value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || shape.Any(length => length < 0))
            throw new SafeTensorsFault($"'{name}' has an impossible shape or place.");
        long bytes = SafeTensorsTypes.BytesOf(type);
        foreach (var length in shape)
            bytes = checked(bytes * length);
        if (bytes != offsets[1] - offsets[0])
            throw new SafeTensorsFault($"'{name}' needs {bytes} bytes but has {offsets[1] - offsets[0]}.");
        return new SafeTensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    // The format asks for tensors one after the other without holes, up to the end of the file.
    static void RequireNoGaps(List<SafeTensorsEntry> entries, long dataBytes)
    {
        long expected = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != expected)
                throw new SafeTensorsFault($"'{entry.Name}' starts at byte {entry.Begin} of the data instead of {expected}.");
            expected = entry.End;
        }
        if (expected != dataBytes)
            throw new SafeTensorsFault($"its tensors need {expected} bytes but the file holds {dataBytes}.");
    }

    static Dictionary<string, string> ReadMetadata(JsonElement root) =>
        root.TryGetProperty(MetadataKey, out var metadata)
            ? metadata.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString() ?? "")
            : [];

    static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return;
        writer.WriteStartObject(MetadataKey);
        foreach (var (key, text) in metadata)
            writer.WriteString(key, text);
        writer.WriteEndObject();
    }

    static void WriteEntries(Utf8JsonWriter writer, IReadOnlyList<(string Name, torch.Tensor Tensor)> items)
    {
        var names = new HashSet<string>();
        long offset = 0;
        foreach (var (name, tensor) in items)
        {
            if (name == MetadataKey || !names.Add(name))
                throw new ArgumentException($"The tensor name '{name}' is reserved or occurs twice.", nameof(items));
            writer.WriteStartObject(name);
            writer.WriteString("dtype", SafeTensorsTypes.NameOf(tensor.dtype));
            writer.WriteStartArray("shape");
            foreach (var length in tensor.shape)
                writer.WriteNumberValue(length);
            writer.WriteEndArray();
            writer.WriteStartArray("data_offsets");
            writer.WriteNumberValue(offset);
            offset += tensor.numel() * tensor.ElementSize;
            writer.WriteNumberValue(offset);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    /// <summary>What is wrong with a file, before its name is known.</summary>
    sealed class SafeTensorsFault(string message) : Exception(message);
}
