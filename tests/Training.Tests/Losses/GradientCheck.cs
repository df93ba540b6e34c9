using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

/// <summary>A gradient against central differences, in double precision.</summary>
static class GradientCheck
{
    const double Step = 1e-6;
    const double Tolerance = 1e-6;

    /// <param name="function">A scalar from a float64 tensor of the shape.</param>
    /// <param name="reference">What the differences are taken of, where it is not the function itself.</param>
    public static void Require(double[] at, long[] shape, Func<Tensor, Tensor> function, Func<double[], double>? reference = null)
    {
        reference ??= values => Value(values, shape, function);
        using var scope = NewDisposeScope();
        using var leaf = tensor(at, shape, requires_grad: true);
        function(leaf).backward();
        var gradient = leaf.grad!.data<double>().ToArray();
        for (var index = 0; index < at.Length; index++)
        {
            double Moved(double change)
            {
                var moved = (double[])at.Clone();
                moved[index] += change;
                return reference(moved);
            }

            Assert.Equal((Moved(Step) - Moved(-Step)) / (2 * Step), gradient[index], Tolerance);
        }
    }

    public static double Value(double[] at, long[] shape, Func<Tensor, Tensor> function)
    {
        using var scope = NewDisposeScope();
        return function(tensor(at, shape)).ToDouble();
    }
}
