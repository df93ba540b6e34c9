using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Studio.Training.Optimizers;

/// <summary>Where a <see cref="GradientScaler"/> stands, for a file to resume from.</summary>
/// <param name="GoodSteps">Steps with finite gradients since the factor last changed.</param>
sealed record GradientScalerState(double Scale, int GoodSteps)
{
    /// <summary>As PyTorch begins.</summary>
    public static GradientScalerState Start { get; } = new(65536, 0);
}

/// <summary>
/// Multiplies the loss so that small gradients do not vanish in float16, and takes the factor out again before the step
/// (Micikevicius et al., "Mixed precision training", ICLR 2018, section 3.2). The factor halves when a gradient is not
/// finite, and that step is left out; it doubles after 2000 good steps in a row, as in PyTorch's GradScaler.
/// </summary>
/// <example>
/// For each part of the batch <c>scaler.Scale(loss).backward()</c>; then
/// <c>if (scaler.Unscale(parameters)) { clip; optimizer.step(); } scaler.Update();</c>
/// </example>
sealed class GradientScaler(GradientScalerState state)
{
    const double Growth = 2;
    const double Backoff = 0.5;
    const int GrowthSteps = 2000;

    /// <summary>Far below what any finite loss needs; PyTorch would go on for ever.</summary>
    const double Smallest = 1.0 / 1024;

    bool? finite;

    public GradientScalerState State { get; private set; } = state;

    /// <summary>
    /// The gradient stays infinite or no number however small the factor is: the network is at fault, not the precision.
    /// </summary>
    public bool HasCollapsed => State.Scale < Smallest;

    public Tensor Scale(Tensor loss) => loss * State.Scale;

    /// <summary>Takes the factor out of the gradients, once for each step.</summary>
    /// <returns>False: at least one gradient is infinite or no number, and the step must be left out.</returns>
    public bool Unscale(IEnumerable<Parameter> parameters)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var withGradient = parameters.Where(parameter => parameter.grad is not null).ToArray();

        // The largest gradient by itself: clipping at infinity changes nothing, and one number comes back from the device.
        var largest = nn.utils.clip_grad_norm_(withGradient, double.PositiveInfinity, double.PositiveInfinity);
        finite = double.IsFinite(largest);
        if (finite is true)
        {
            foreach (var parameter in withGradient)
            {
                parameter.grad!.mul_(1 / State.Scale);
            }
        }

        return finite is true;
    }

    /// <summary>Adapts the factor after each step, left out or not.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Unscale"/> was not called since the last update.</exception>
    public void Update()
    {
        if (finite is not { } good)
        {
            throw new InvalidOperationException("The gradients of this step were not scaled back.");
        }

        finite = null;
        State = (good, State.GoodSteps + 1) switch
        {
            (false, _) => new GradientScalerState(State.Scale * Backoff, 0),
            (true, GrowthSteps) => new GradientScalerState(State.Scale * Growth, 0),
            (true, var steps) => State with { GoodSteps = steps },
        };
    }
}
