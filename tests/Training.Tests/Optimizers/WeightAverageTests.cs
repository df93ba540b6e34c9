using Studio.Contracts.Recipes;
using Studio.Training.Optimizers;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Optimizers;

public sealed class WeightAverageTests
{
    static readonly OptimizerRecipe Recipe = new() { Name = "sgd", LearningRate = 0.1 };

    [Fact]
    public void Update_Steps_IsTheMeanByHand()
    {
        using var network = new SmallNetwork();
        using var optimizer = OptimizerCatalog.Create(network, Recipe);
        using var average = new WeightAverage(network, 0.5);
        var expected = network.Values("head.weight");
        for (var step = 1; step <= 12; step++)
        {
            Step(network, optimizer, step);
            average.Update();
            var kept = Math.Min(0.5, (1.0 + step) / (10 + step)); // 2/11, 3/12, … 1/2 from the eighth step on
            expected = [.. expected.Zip(network.Values("head.weight"), (mean, value) => (kept * mean) + ((1 - kept) * value))];
        }

        using (average.Apply())
        {
            Assert.All(expected.Zip(network.Values("head.weight")), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            Assert.Equal(12, network.state_dict()["body.1.num_batches_tracked"].item<long>());
        }
    }

    [Fact]
    public void Apply_Ended_LeavesTheTrainedWeightsBitForBit()
    {
        using var network = new SmallNetwork();
        using var optimizer = OptimizerCatalog.Create(network, Recipe);
        using var average = new WeightAverage(network, 0.9);
        Step(network, optimizer, 1);
        average.Update();
        var trained = Bits(network);
        byte[] mean;
        using (average.Apply())
        {
            mean = Bits(network);
        }

        Assert.NotEqual(trained, mean);
        Assert.Equal(trained, Bits(network));
        using (average.Apply())
        {
            Assert.Equal(mean, Bits(network));
        }
    }

    [Fact]
    public void Import_ExportedState_GoesOnWithTheSameBits()
    {
        using var scope = NewDisposeScope();
        using var network = new SmallNetwork();
        using var optimizer = OptimizerCatalog.Create(network, Recipe);
        using var average = new WeightAverage(network, 0.99);
        Step(network, optimizer, 1);
        average.Update();
        var state = average.Export().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        using var resumed = new WeightAverage(network, 0.99);
        resumed.Import(state);
        Step(network, optimizer, 2);
        average.Update();
        resumed.Update();
        byte[] expected;
        using (average.Apply())
        {
            expected = Bits(network);
        }

        using (resumed.Apply())
        {
            Assert.Equal(expected, Bits(network));
        }
    }

    [Fact]
    public void Import_OtherNetwork_NamesWhatDoesNotFit()
    {
        using var scope = NewDisposeScope();
        using var network = new SmallNetwork();
        using var average = new WeightAverage(network, 0.9);
        var state = average.Export();
        state["value.head.weight"] = zeros(3);
        Assert.Contains("head.weight", Assert.Throws<InvalidOperationException>(() => average.Import(state)).Message, StringComparison.Ordinal);
        state.Remove("value.head.weight");
        Assert.Contains("head.weight", Assert.Throws<InvalidOperationException>(() => average.Import(state)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UpdateAndApply_InAScope_LeaveNothingBehind()
    {
        using var network = new SmallNetwork();
        using var scope = NewDisposeScope();
        using var average = new WeightAverage(network, 0.9);
        average.Update();
        average.Apply().Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    static void Step(SmallNetwork network, optim.Optimizer optimizer, int number)
    {
        optimizer.zero_grad();
        network.Backward(number);
        optimizer.step();
    }

    static byte[] Bits(SmallNetwork network) => [.. network.state_dict().Values.SelectMany(value => value.bytes.ToArray())];
}
