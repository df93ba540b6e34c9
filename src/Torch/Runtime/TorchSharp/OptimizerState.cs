using TorchSharp;

namespace Studio.Torch;

/// <summary>State of a TorchSharp optimizer, as TorchSharp writes it, in one tensor of bytes.</summary>
public static class OptimizerState
{
    const string Key = "torchsharp";

    public static Dictionary<string, torch.Tensor> Export(torch.optim.Optimizer optimizer)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            ((TorchSharp.Modules.OptimizerHelper)optimizer).save_state_dict(writer);
        var bytes = stream.ToArray();
        return new Dictionary<string, torch.Tensor> { [Key] = torch.tensor(bytes, [bytes.Length]) };
    }

    /// <exception cref="InvalidOperationException">The state was exported by another binding.</exception>
    public static void Import(torch.optim.Optimizer optimizer, IReadOnlyDictionary<string, torch.Tensor> state)
    {
        if (!state.TryGetValue(Key, out var bytes))
            throw new InvalidOperationException("The optimizer state was not written by TorchSharp.");
        using var reader = new BinaryReader(new MemoryStream(bytes.bytes.ToArray()));
        ((TorchSharp.Modules.OptimizerHelper)optimizer).load_state_dict(reader);
    }
}
