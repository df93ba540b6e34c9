using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// Weakens the parts of a skip connection that the coarser level finds unimportant: x · σ(ψ(ReLU(W_x x + W_g g + b)) + b_ψ)
/// (Oktay et al., "Attention U-Net", MIDL 2018, equations 1–2).
/// </summary>
/// <remarks>
/// As published, W_x brings x to the size of g by a 2×2 convolution with stride 2, and the weights (one per place, 0–1) are
/// brought back to the size of x bilinearly.
/// </remarks>
sealed class AttentionGate : Module<Tensor, Tensor, Tensor>
{
    readonly Conv2d theta;
    readonly Conv2d phi;
    readonly Conv2d psi;

    /// <param name="skipChannels">Of x.</param>
    /// <param name="gateChannels">Of g.</param>
    public AttentionGate(long skipChannels, long gateChannels) : base(nameof(AttentionGate))
    {
        var between = Math.Max(1, skipChannels / 2);
        theta = Conv2d(skipChannels, between, 2, stride: 2, bias: false);
        phi = Conv2d(gateChannels, between, 1);
        psi = Conv2d(between, 1, 1);
        RegisterComponents();
    }

    /// <param name="skip">x [N, C, H, W].</param>
    /// <param name="gate">g [N, D, H / 2, W / 2].</param>
    public override Tensor forward(Tensor skip, Tensor gate)
    {
        using var scope = NewDisposeScope();
        var joined = functional.relu(theta.call(skip).add_(phi.call(gate)), inplace: true);
        var weights = functional.interpolate(
            psi.call(joined).sigmoid(), scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);
        return (skip * weights).MoveToOuterDisposeScope();
    }
}
