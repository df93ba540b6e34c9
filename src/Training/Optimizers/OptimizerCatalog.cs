using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Studio.Training.Optimizers;

/// <summary>Optimisers by name. The schedule sets the learning rate before every step.</summary>
static class OptimizerCatalog
{
    public static IReadOnlyDictionary<string, Func<IEnumerable<Parameter>, OptimizerRecipe, optim.Optimizer>> All { get; } =
        new Dictionary<string, Func<IEnumerable<Parameter>, OptimizerRecipe, optim.Optimizer>>
        {
            // Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019.
            ["adamw"] = (parameters, recipe) => optim.AdamW(parameters, recipe.LearningRate, weight_decay: recipe.WeightDecay),

            // Kingma and Ba, "Adam", ICLR 2015; weight decay as L2.
            ["adam"] = (parameters, recipe) => optim.Adam(parameters, recipe.LearningRate, weight_decay: recipe.WeightDecay),
            ["sgd"] = (parameters, recipe) => optim.SGD(parameters, recipe.LearningRate, recipe.Momentum, weight_decay: recipe.WeightDecay),
        };

    public static optim.Optimizer Create(nn.Module network, OptimizerRecipe recipe) => All[recipe.Name](network.parameters(), recipe);

    public static void SetLearningRate(optim.Optimizer optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = rate;
        }
    }
}
