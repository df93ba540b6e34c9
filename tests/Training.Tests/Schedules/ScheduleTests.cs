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

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(19, 1.0)]
    [InlineData(20, 0.85)]
    [InlineData(45, 0.85 * 0.85)]
    public void LearningRate_Step_FallsAtOnce(long step, double expected) =>
        Assert.Equal(expected, Rate(new ScheduleRecipe { Name = "step", WarmupEpochs = 0, Factor = 0.85, EveryEpochs = 2 }, step), 12);

    [Fact]
    public void LearningRate_StepOfTenths_IsNotLateByRounding()
    {
        var recipe = new ScheduleRecipe { Name = "step", WarmupEpochs = 0, Factor = 0.5, EveryEpochs = 0.1 };
        Assert.Equal(0.125, Rate(recipe, 3), 12);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(10, 0.7071067811865476)]
    [InlineData(20, 0.5)]
    public void LearningRate_Exponential_FallsSmoothly(long step, double expected) =>
        Assert.Equal(expected, Rate(new ScheduleRecipe { Name = "exponential", WarmupEpochs = 0, Factor = 0.5, EveryEpochs = 2 }, step), 12);

    [Theory]
    [InlineData(20, 1.0)]
    [InlineData(60, 0.1 + (0.9 * 0.25))]
    [InlineData(100, 0.1)]
    public void LearningRate_Poly_FollowsThePowerOfWhatIsLeft(long step, double expected) =>
        Assert.Equal(expected, Rate(new ScheduleRecipe { Name = "poly", WarmupEpochs = 2, Power = 2, MinimumShare = 0.1 }, step), 12);

    [Theory]
    [InlineData(0, 0.04)]
    [InlineData(15, 0.52)]
    [InlineData(30, 1.0)]
    [InlineData(65, 0.505)]
    [InlineData(100, 0.01)]
    public void LearningRate_OneCycle_RisesAndFalls(long step, double expected) =>
        Assert.Equal(expected, Rate(new ScheduleRecipe { Name = "one-cycle", WarmupEpochs = 5, MinimumShare = 0.01 }, step), 12);

    [Theory]
    [InlineData("constant", 0, 0.25)]
    [InlineData("constant", 3, 1.0)]
    [InlineData("cosine", 4, 1.0)]
    [InlineData("cosine", 52, 0.5)]
    public void LearningRate_WarmupSteps_StandInPlaceOfEpochs(string name, long step, double expected) =>
        Assert.Equal(expected, Rate(new ScheduleRecipe { Name = name, WarmupEpochs = 7, WarmupSteps = 4, MinimumShare = 0 }, step), 12);

    [Fact]
    public void LearningRate_EverySchedule_StaysAboveZeroAndAtMostTheBaseRate()
    {
        foreach (var name in ScheduleCatalog.All.Keys)
        {
            for (var step = 0; step < 100; step++)
            {
                Assert.InRange(Rate(new ScheduleRecipe { Name = name }, step, [0.5, 0.4]), 1e-4, 1);
            }
        }
    }

    [Theory]
    [InlineData(new double[] { }, 0)]
    [InlineData(new[] { -0.5, -0.3, -0.3 }, 2)]
    [InlineData(new[] { double.NaN, 0.1 }, 2)]
    [InlineData(new[] { 0.1, double.NaN }, 1)]
    public void BestEpoch_Values_IsTheFirstOfTheHighest(double[] monitored, int expected) =>
        Assert.Equal(expected, EarlyStopping.BestEpoch(monitored));

    [Theory]
    [InlineData(new[] { 0.3, 0.2 }, 2, false)]
    [InlineData(new[] { 0.3, 0.2, 0.3 }, 2, true)]
    [InlineData(new[] { 0.3, 0.2, 0.3 }, 0, false)]
    [InlineData(new[] { double.NaN, double.NaN }, 2, true)]
    [InlineData(new double[] { }, 1, false)]
    public void IsOutOfPatience_Values_CountsEpochsWithoutGain(double[] monitored, int patience, bool expected) =>
        Assert.Equal(expected, EarlyStopping.IsOutOfPatience(monitored, patience));

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(3, 0.7)]
    [InlineData(5, 0.9)]
    [InlineData(9, 0.9)]
    public void MomentumAt_Epoch_MovesInEqualSteps(int epoch, double expected)
    {
        var recipe = new OptimizerRecipe { Momentum = 0.5, MomentumEnd = 0.9 };
        Assert.Equal(expected, MomentumSchedule.At(recipe, epoch, 5), 12);
        Assert.Equal(0.5, MomentumSchedule.At(recipe with { MomentumEnd = 0 }, epoch, 5));
        Assert.Equal(0.5, MomentumSchedule.At(recipe, 1, 1));
    }

    static double Rate(ScheduleRecipe schedule, long step, double[]? history = null)
    {
        var recipe = new Recipe { Name = "", Summary = "", Schedule = schedule, Optimizer = new OptimizerRecipe { LearningRate = 1 } };
        return ScheduleCatalog.LearningRate(recipe, new SchedulePosition(step, 10, 10, history ?? []));
    }
}
