using Studio.Contracts.Recipes;
using Studio.Training.Jobs;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Studio.Training.Optimizers;

/// <summary>Optimisers by name. The schedule sets learning rate and momentum before every step.</summary>
static class OptimizerCatalog
{
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<ParameterGroup>, OptimizerRecipe, optim.Optimizer>> All { get; } =
        new Dictionary<string, Func<IReadOnlyList<ParameterGroup>, OptimizerRecipe, optim.Optimizer>>
        {
            // Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019.
            ["adamw"] = (groups, recipe) => optim.AdamW(groups.Select(group =>
                new AdamW.ParamGroup(group.Parameters, recipe.LearningRate, weight_decay: group.WeightDecay))),

            // Kingma and Ba, "Adam", ICLR 2015; weight decay as L2.
            ["adam"] = (groups, recipe) => optim.Adam(groups.Select(group =>
                new Adam.ParamGroup(group.Parameters, recipe.LearningRate, weight_decay: group.WeightDecay))),

            // Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
            ["sgd"] = (groups, recipe) => optim.SGD(groups.Select(group =>
                new SGD.ParamGroup(group.Parameters, recipe.LearningRate, recipe.Momentum, weight_decay: group.WeightDecay))),

            // Tieleman and Hinton, "Lecture 6.5: rmsprop", 2012, not centred.
            ["rmsprop"] = (groups, recipe) => optim.RMSProp(groups.Select(group =>
                new RMSProp.ParamGroup(
                    group.Parameters, recipe.LearningRate, alpha: recipe.Smoothing, weight_decay: group.WeightDecay, momentum: recipe.Momentum))),
        };

    /// <summary>An optimiser over what is not frozen; frozen parameters have no state in it.</summary>
    /// <exception cref="JobFailureException">See <see cref="TrainedParameters"/>.</exception>
    public static optim.Optimizer Create(nn.Module network, OptimizerRecipe recipe) =>
        All[recipe.Name](new TrainedParameters(network, recipe).Groups(recipe.WeightDecay), recipe);

    public static void SetLearningRate(optim.Optimizer optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = rate;
        }
    }

    /// <summary>Sets the momentum of sgd and rmsprop; the others have none.</summary>
    public static void SetMomentum(optim.Optimizer optimizer, double momentum)
    {
        foreach (var group in optimizer.ParamGroups.OfType<IMomentum>())
        {
            group.Momentum = momentum;
        }
    }
}
