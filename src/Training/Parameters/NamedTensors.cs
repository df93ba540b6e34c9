using static TorchSharp.torch;

namespace Studio.Training.Parameters;

/// <summary>Tensors of several owners in one file, told apart by a prefix of their names.</summary>
static class NamedTensors
{
    /// <summary>Those of one owner, by the names that it knows.</summary>
    public static Dictionary<string, Tensor> Part(IReadOnlyDictionary<string, Tensor> tensors, string prefix) => tensors
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);
}
