using Studio.Contracts.Recipes;
using Studio.Training.Schedules;

namespace Studio.Training.Tests.Schedules;

public sealed class ScheduleTests
{
    [Fact]
    public void Catalog_Names_AreThoseOfTheRecipes() =>
        Assert.Equal(RecipeNames.Schedules.Order(), ScheduleCatalog.All.Keys.Order());

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(4, 0.5)]
    [InlineData(9, 1.0)]
    [InlineData(500, 1.0)]
    public void LearningRate_ConstantWithWarmup_RisesToTheBaseRate(long step, double expected) =>
        Assert.Equal(expected, Rate(new ScheduleRecipe { Name = "constant", WarmupEpochs = 1 }, step), 12);

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(50, 0.55)]
    [InlineData(25, 0.1 + (0.9 * 0.8535533905932737))]
    [InlineData(100, 0.1)]
    public void LearningRate_Cosine_FallsFromOneToTheMinimum(long step, double expected) =>
        Assert.Equal(expected, Rate(new ScheduleRecipe { Name = "cosine", WarmupEpochs = 0, MinimumShare = 0.1 }, step), 12);

    [Fact]
    public void LearningRate_CosineWithWarmup_StartsToFallAfterIt()
    {
        var recipe = new ScheduleRecipe { Name = "cosine", WarmupEpochs = 2, MinimumShare = 0 };
        Assert.Equal(0.05, Rate(recipe, 0), 12);
        Assert.Equal(1, Rate(recipe, 20), 12);
        Assert.Equal(0.5, Rate(recipe, 60), 12);
    }

    [Theory]
    [InlineData(new double[] { }, 1.0)]
    [InlineData(new[] { 0.1, 0.2, 0.2 }, 1.0)]
    [InlineData(new[] { 0.1, 0.2, 0.2, 0.1 }, 0.5)]
    [InlineData(new[] { 0.2, 0.1, 0.1, 0.1, 0.1 }, 0.25)]
    [InlineData(new[] { 0.2, 0.1, 0.1, 0.3, 0.1, 0.1 }, 0.25)]
    [InlineData(new[] { 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }, 0.2)]
    public void LearningRate_Plateau_FallsAfterEachPatience(double[] history, double expected)
    {
        var recipe = new ScheduleRecipe { Name = "plateau", WarmupEpochs = 0, Factor = 0.5, PatienceEpochs = 2, MinimumShare = 0.2 };
        Assert.Equal(expected, Rate(recipe, 40, history), 12);
    }

    static double Rate(ScheduleRecipe schedule, long step, double[]? history = null)
    {
        var recipe = new Recipe { Name = "", Summary = "", Schedule = schedule, Optimizer = new OptimizerRecipe { LearningRate = 1 } };
        return ScheduleCatalog.LearningRate(recipe, new SchedulePosition(step, 10, 10, history ?? []));
    }
}
