using Studio.Contracts.Recipes;

namespace Studio.Training.Schedules;

/// <summary>Momentum of sgd and rmsprop over the epochs.</summary>
static class MomentumSchedule
{
    /// <summary>
    /// Equal steps from the momentum of the first epoch to that of the last one; it stays where the recipe names no end
    /// (Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, let it rise).
    /// </summary>
    /// <param name="epoch">1-based.</param>
    public static double At(OptimizerRecipe recipe, int epoch, int epochs)
    {
        if (recipe.MomentumEnd <= 0 || epochs <= 1)
        {
            return recipe.Momentum;
        }

        var done = Math.Clamp((epoch - 1.0) / (epochs - 1), 0, 1);
        return recipe.Momentum + (done * (recipe.MomentumEnd - recipe.Momentum));
    }
}
