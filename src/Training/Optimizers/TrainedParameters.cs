using Studio.Contracts.Recipes;
using Studio.Training.Jobs;
using Studio.Training.Parameters;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Studio.Training.Optimizers;

/// <summary>Parameters that share a weight decay.</summary>
readonly record struct ParameterGroup(IReadOnlyList<Parameter> Parameters, double WeightDecay);

/// <summary>
/// The parameters that training changes, parted into those that weight decay and L1 act on (the recipe's decayLayers, all
/// when it names none) and the others. Frozen parameters (requires_grad false) are in neither.
/// </summary>
sealed class TrainedParameters
{
    /// <exception cref="JobFailureException">Every layer is frozen, or decayLayers has a name that the network does not know.</exception>
    public TrainedParameters(nn.Module network, OptimizerRecipe recipe)
    {
        var named = network.named_parameters().ToArray();
        var patterns = new NamePatterns(recipe.DecayLayers);
        patterns.RequireLayers("optimizer.decayLayers", named.Select(pair => pair.name));
        var trained = named.Where(pair => pair.parameter.requires_grad).ToLookup(
            pair => recipe.DecayLayers.Count == 0 || patterns.Choose(pair.name), pair => pair.parameter);
        Decayed = [.. trained[true]];
        Others = [.. trained[false]];
        if (Decayed.Count + Others.Count == 0)
        {
            throw new JobFailureException("Every layer of the network is frozen, so there is nothing to train. Change transfer.freeze.");
        }
    }

    public IReadOnlyList<Parameter> Decayed { get; }

    public IReadOnlyList<Parameter> Others { get; }

    /// <summary>For an optimiser, without empty groups.</summary>
    public IReadOnlyList<ParameterGroup> Groups(double weightDecay)
    {
        ParameterGroup[] groups = [new(Decayed, weightDecay), new(Others, 0)];
        return [.. groups.Where(group => group.Parameters.Count > 0)];
    }
}
