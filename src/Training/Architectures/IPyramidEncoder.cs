using static TorchSharp.torch;

namespace Studio.Training.Architectures;

/// <summary>An encoder whose three coarsest levels a detector can look at.</summary>
interface IPyramidEncoder
{
    /// <summary>Channels of each level, as in <see cref="Pyramid"/>.</summary>
    IReadOnlyList<long> PyramidWidths { get; }

    /// <summary>Features with strides 8, 16 and 32 of [N, channels, H, W]; H and W are multiples of 32.</summary>
    IReadOnlyList<Tensor> Pyramid(Tensor input);
}
