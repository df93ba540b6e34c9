using TorchSharp;

namespace Studio.Torch;

/// <summary>State of an optimizer as named tensors, so that a run goes on with the same bits after a restart.</summary>
public static class OptimizerState
{
    /// <summary>
    /// The state by "group.parameter.name", for example "0.3.exp_avg" and "0.3.step" (int64).
    /// The tensors share memory with the optimizer until its next step; disposing them does not touch it.
    /// Learning rates are the schedule's business and are not in it.
    /// </summary>
    public static Dictionary<string, torch.Tensor> Export(torch.optim.Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return optimizer.ExportState();
    }

    /// <summary>Copies an exported state into an optimizer of the same kind over the same parameters.</summary>
    /// <exception cref="InvalidOperationException">A name or shape does not fit; the message says which.</exception>
    public static void Import(torch.optim.Optimizer optimizer, IReadOnlyDictionary<string, torch.Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(state);
        using var noGrad = torch.no_grad();
        optimizer.ImportState(state);
    }
}
