using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>Batch normalisation of layers that may see one value per channel.</summary>
static class BatchStatistics
{
    /// <summary>
    /// Normalises [N, C, …] by the batch while training. One value per channel has no spread (its variance would be 0 / 0
    /// and spoil the running one for good): it is normalised by the running statistics, as in evaluation.
    /// </summary>
    /// <param name="norm">Null: the input is answered as it is.</param>
    public static Tensor Normalise(BatchNorm? norm, Tensor input) => norm switch
    {
        null => input,
        { training: true } when input.numel() == input.shape[1] =>
            functional.batch_norm(input, norm.running_mean, norm.running_var, norm.weight, norm.bias),
        _ => norm.call(input),
    };
}
