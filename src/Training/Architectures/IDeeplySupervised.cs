using static TorchSharp.torch;

namespace Studio.Training.Architectures;

/// <summary>A network that can be judged at several resolutions while it learns.</summary>
interface IDeeplySupervised
{
    /// <summary>
    /// Logits [N, classes, H / 2^i, W / 2^i] from the finest (i = 0, what the network answers) to the coarsest; only the
    /// finest where the recipe does not ask for deep supervision.
    /// </summary>
    IReadOnlyList<Tensor> ForwardAll(Tensor input);
}
