using Studio.Contracts.Recipes;
using Studio.Training.Jobs;
using Studio.Training.Transfer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Transfer;

public sealed class WeightTransferTests : IDisposable
{
    readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Load_SameNamesAndShapes_TakesAllAndReportsTheRest()
    {
        var own = State(("a.weight", zeros(2, 3)), ("b.weight", zeros(4, 2)), ("head.weight", zeros(3, 4)));
        var file = State(("a.weight", ones(2, 3)), ("b.weight", ones(4, 2)), ("head.weight", ones(5, 4)), ("old.bias", ones(2)));
        var report = WeightTransfer.Load(own, file, new TransferRecipe());

        Assert.Equal(["a.weight", "b.weight"], report.Taken);
        Assert.Equal("head.weight ([5, 4] there, [3, 4] here)", Assert.Single(report.Fresh));
        Assert.Equal(["old.bias"], report.Unused);
        Assert.Equal(6, own["a.weight"].sum().ToDouble());
        Assert.Equal(0, own["head.weight"].sum().ToDouble());
        Assert.Contains("run 12: 2 of 3 layers taken over.", report.Describe("run 12"));
    }

    [Fact]
    public void Load_Renamed_MapsTheFirstPatternThatFits()
    {
        var own = State(("down.0.weight", zeros(2, 2)), ("up.weight", zeros(2, 2)));
        var file = State(("encoder.0.weight", ones(2, 2)), ("decoder.weight", ones(2, 2) * 2));
        var report = WeightTransfer.Load(own, file, new TransferRecipe { Rename = ["encoder.*=down.*", "decoder.weight=up.weight"] });
        Assert.Equal(["down.0.weight", "up.weight"], report.Taken);
        Assert.Equal(8, own["up.weight"].sum().ToDouble());
    }

    // Four channels with the values 1, 2, 3, 4 become one, or one of value 6 becomes three.
    [Theory]
    [InlineData("first", 4, 1, new[] { 1f })]
    [InlineData("mean", 4, 1, new[] { 10f })]
    [InlineData("repeat", 4, 1, new[] { 4f })]
    [InlineData("first", 1, 3, new[] { 1f, 0f, 0f })]
    [InlineData("mean", 1, 2, new[] { 0.5f, 0.5f })]
    [InlineData("repeat", 2, 4, new[] { 0.5f, 1f, 0.5f, 1f })]
    public void Load_OtherChannels_FollowsTheRule(string rule, int given, int here, float[] expected)
    {
        var own = State(("conv.weight", zeros(1, here, 1, 1)));
        var file = State(("conv.weight", arange(1, given + 1).to(ScalarType.Float32).reshape(1, given, 1, 1)));
        var report = WeightTransfer.Load(own, file, new TransferRecipe { Channels = rule });
        Assert.Equal(expected, own["conv.weight"].data<float>().ToArray());
        Assert.Equal($"conv.weight ({given} → {here} channels, {rule})", Assert.Single(report.Adapted));
    }

    [Fact]
    public void Load_OtherChannelsWithoutARule_SaysWhatToDo()
    {
        var problem = Assert.Throws<JobFailureException>(() => WeightTransfer.Load(
            State(("conv.weight", zeros(2, 1, 3, 3))), State(("conv.weight", ones(2, 4, 3, 3))), new TransferRecipe()));
        Assert.Contains("transfer.channels", problem.Message);
        Assert.Contains("4 channels in conv.weight, this recipe has 1", problem.Message);
    }

    [Fact]
    public void Load_NothingFits_NamesBothSides()
    {
        var problem = Assert.Throws<JobFailureException>(() => WeightTransfer.Load(
            State(("a.weight", zeros(2))), State(("module.a.weight", ones(2))), new TransferRecipe()));
        Assert.Contains("module.a.weight", problem.Message);
        Assert.Contains("transfer.rename", problem.Message);
    }

    [Theory]
    [InlineData("a.*=b")]
    [InlineData("a.*.*=b.*.*")]
    public void Load_ContradictoryPair_IsRefused(string pair) => Assert.Throws<JobFailureException>(() => WeightTransfer.Load(
        State(("a", zeros(1))), State(("a", ones(1))), new TransferRecipe { Rename = [pair] }));

    static Dictionary<string, Tensor> State(params (string Name, Tensor Value)[] entries) =>
        entries.ToDictionary(entry => entry.Name, entry => entry.Value);
}
