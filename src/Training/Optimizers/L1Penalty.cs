using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Studio.Training.Optimizers;

/// <summary>
/// λ Σ |w| over the decayed parameters, as a subgradient: λ sign(w) is added to the gradient, nothing at w = 0
/// (Tibshirani, "Regression shrinkage and selection via the lasso", 1996).
/// </summary>
sealed class L1Penalty(nn.Module network, OptimizerRecipe recipe)
{
    readonly IReadOnlyList<Parameter> parameters = recipe.L1 > 0 ? new TrainedParameters(network, recipe).Decayed : [];

    /// <summary>
    /// Once before each step of the optimiser, after gradients were scaled back and clipped: like weight decay, the penalty
    /// does not depend on how large the gradient is.
    /// </summary>
    public void AddToGradients()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var parameter in parameters)
        {
            parameter.grad?.add_(parameter.sign(), recipe.L1);
        }
    }
}
