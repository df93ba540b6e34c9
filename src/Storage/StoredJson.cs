using System.Text.Json;
using Studio.Contracts;

namespace Studio.Storage;

/// <summary>Records of the contracts as text columns.</summary>
static class StoredJson
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, ContractJson.Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ContractJson.Options)
        ?? throw new StorageException($"A stored {typeof(T).Name} is empty.");
}
