using Studio.Contracts.Recipes;

namespace Studio.Training.Losses;

/// <summary>Settings of a loss that change while a network learns.</summary>
static class LossSchedule
{
    /// <summary>
    /// The settings of an epoch: the positive weight moves in equal steps from its start in the first epoch to its end,
    /// which holds from the epoch after the recipe's number of epochs on; without that number it stays.
    /// </summary>
    /// <param name="epoch">1-based.</param>
    public static LossRecipe At(LossRecipe recipe, int epoch)
    {
        if (recipe.PositiveWeightEpochs <= 0)
        {
            return recipe;
        }

        var done = Math.Clamp((double)(epoch - 1) / recipe.PositiveWeightEpochs, 0, 1);
        return recipe with { PositiveWeight = recipe.PositiveWeight + (done * (recipe.PositiveWeightEnd - recipe.PositiveWeight)) };
    }
}
