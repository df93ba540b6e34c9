using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Optimizers;

/// <summary>Two layers with batch normalisation between, so that there are weights, biases and counters; names body.0 … and head.</summary>
sealed class SmallNetwork : nn.Module<Tensor, Tensor>
{
    readonly Sequential body;
    readonly Linear head;

    public SmallNetwork(long seed = 1) : base(nameof(SmallNetwork))
    {
        manual_seed(seed);
        body = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU());
        head = nn.Linear(4, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => head.call(body.call(input));

    /// <summary>Gradients of a loss that depends on the number alone.</summary>
    public void Backward(int number)
    {
        using var scope = NewDisposeScope();
        manual_seed(1000 + number);
        call(randn(5, 3)).square().mean().backward();
    }

    public double[] Values(string name) => [.. get_parameter(name)!.data<float>().ToArray().Select(value => (double)value)];

    public double[] Gradient(string name) => [.. get_parameter(name)!.grad!.data<float>().ToArray().Select(value => (double)value)];
}
