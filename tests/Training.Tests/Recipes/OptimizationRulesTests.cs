using Studio.Contracts.Recipes;

namespace Studio.Training.Tests.Recipes;

public sealed class OptimizationRulesTests
{
    [Theory]
    [InlineData("optimizer.momentumEnd", "optimizer.momentumEnd=0.9")]
    [InlineData("optimizer.smoothing", "optimizer.smoothing=0.9")]
    [InlineData("optimizer.decayLayers", "optimizer.decayLayers=[head.*]", "optimizer.weightDecay=0")]
    [InlineData("optimizer.decayLayers", "optimizer.decayLayers=[\"!head.*\"]")]
    [InlineData("transfer.freeze", "transfer.freeze=[\"!head.*\"]")]
    [InlineData("loss.positiveWeight", "loss.positiveWeight=15")]
    [InlineData("loss.positiveWeightEnd", "loss.name=focal", "loss.positiveWeightEnd=2")]
    [InlineData("loss.positiveWeightEpochs", "loss.positiveWeightEpochs=5")]
    [InlineData("loss.positiveWeightEpochs", "loss.name=weighted-sigmoid", "loss.positiveWeight=15", "loss.positiveWeightEnd=3")]
    [InlineData("loss.tverskyBeta", "loss.name=tversky", "loss.tverskyAlpha=0", "loss.tverskyBeta=0")]
    [InlineData("loss.classWeights", "task=detection", "architecture.name=resnet-localizer", "loss.name=giou", "loss.classWeights=[1, 2]", "input.height=256", "input.width=256")]
    [InlineData("schedule.warmupSteps", "schedule.name=one-cycle", "schedule.warmupSteps=100")]
    public void Check_ContradictingKeys_NamesTheOneToChange(string key, params string[] overrides)
    {
        var problem = Assert.Single(Apply(overrides).Problems);
        Assert.Equal(key, problem.Key);
        Assert.NotEmpty(problem.Allowed);
    }

    [Theory]
    [InlineData("optimizer.name=sgd", "optimizer.momentum=0.5", "optimizer.momentumEnd=0.9")]
    [InlineData("optimizer.name=rmsprop", "optimizer.smoothing=0.9")]
    [InlineData("optimizer.decayLayers=[head.*, \"!*.bias\"]")]
    [InlineData("optimizer.decayLayers=[head.*]", "optimizer.weightDecay=0", "optimizer.l1=0.001")]
    [InlineData("loss.name=weighted-sigmoid", "loss.positiveWeight=15")]
    [InlineData("loss.name=weighted-sigmoid", "loss.positiveWeight=15", "loss.positiveWeightEnd=3", "loss.positiveWeightEpochs=20")]
    [InlineData("loss.name=tversky", "loss.tverskyAlpha=0")]
    [InlineData("schedule.name=one-cycle", "training.epochs=1")]
    [InlineData("schedule.name=poly", "schedule.warmupSteps=100")]
    [InlineData("training.precision=float16")]
    public void Check_FittingKeys_FindsNothing(params string[] overrides) => Assert.Empty(Apply(overrides).Problems);

    static RecipeReading Apply(string[] overrides) =>
        RecipeOverrides.Apply(RecipeReader.Read("name: A\nsummary: B\n", "mine.yaml").Require(), overrides);
}
