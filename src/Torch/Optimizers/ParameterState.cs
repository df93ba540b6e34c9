using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter.</summary>
internal sealed class ParameterState : IDisposable
{
    readonly Dictionary<string, Tensor> tensors = [];

    /// <summary>Updates so far.</summary>
    internal long Step { get; set; }

    internal IReadOnlyDictionary<string, Tensor> Tensors => tensors;

    /// <summary>The named tensor; zeros like the parameter at first.</summary>
    internal Tensor GetOrZeros(string name, Tensor parameter)
    {
        if (!tensors.TryGetValue(name, out var tensor))
            tensors[name] = tensor = zeros_like(parameter).DetachFromDisposeScope();
        return tensor;
    }

    internal bool Has(string name) => tensors.ContainsKey(name);

    /// <summary>Keeps a tensor; it lives as long as the optimizer.</summary>
    internal void Set(string name, Tensor tensor) => tensors[name] = tensor.DetachFromDisposeScope();

    internal void Load(long step, Dictionary<string, Tensor> values, Tensor parameter)
    {
        Dispose();
        Step = step;
        foreach (var (name, value) in values)
            GetOrZeros(name, parameter).copy_(value);
    }

    public void Dispose()
    {
        foreach (var tensor in tensors.Values)
            tensor.Dispose();
        tensors.Clear();
    }
}

/// <summary>The parameters of one group that have a gradient in this step.</summary>
internal sealed record StepBatch(Tensor[] Parameters, Tensor[] Gradients, IReadOnlyList<ParameterState> States)
{
    /// <summary>The named state tensor of each parameter; zeros at first.</summary>
    internal Tensor[] State(string name)
    {
        var result = new Tensor[Parameters.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = States[i].GetOrZeros(name, Parameters[i]);
        return result;
    }

    /// <summary>One number for each parameter, from its step number (1 in the first step).</summary>
    internal double[] PerStep(Func<long, double> number)
    {
        var result = new double[States.Count];
        for (int i = 0; i < result.Length; i++)
            result[i] = number(States[i].Step);
        return result;
    }
}
