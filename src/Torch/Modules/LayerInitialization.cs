namespace TorchSharp.Modules;

/// <summary>
/// PyTorch's default initialisation of linear and convolution layers, drawing the same random numbers in the same
/// order, so that one seed gives the same weights here and there.
/// Source: He et al., Delving Deep into Rectifiers (2015), eq. 10, with the slope √5 that PyTorch chose.
/// </summary>
internal static class LayerInitialization
{
    internal static void Uniform(Parameter weight) => torch.nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));

    /// <summary>U(−1/√fan_in, 1/√fan_in).</summary>
    internal static void UniformBias(Parameter bias, Parameter weight)
    {
        var (fanIn, _) = torch.nn.init.CalculateFanInAndFanOut(weight);
        if (fanIn == 0)
            return;
        double bound = 1 / Math.Sqrt(fanIn);
        bias.uniform_(-bound, bound);
    }
}
