using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

/// <summary>Operators against numbers worked out by hand.</summary>
public sealed class TensorTests : IDisposable
{
    readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Arithmetic_TensorsAndNumbers_GivesTheHandComputedValues()
    {
        var a = tensor([1f, 2f, 4f]);
        var b = tensor([3f, 5f, 8f]);

        Assert.Equal([4f, 7f, 12f], Floats(a + b));
        Assert.Equal([-2f, -3f, -4f], Floats(a - b));
        Assert.Equal([3f, 10f, 32f], Floats(a * b));
        Assert.Equal([3f, 2.5f, 2f], Floats(b / a));
        Assert.Equal([9f, 8f, 6f], Floats(10 - a));
        Assert.Equal([4f, 2f, 1f], Floats(4 / a));
        Assert.Equal([1f, 0f, 0f], Floats(a % 2));
        Assert.Equal([-1f, -2f, -4f], Floats(-a));
        Assert.Equal([1f, 4f, 16f], Floats(a.pow(2)));
        Assert.Equal([7f, 12f, 20f], Floats(a.add(b, 2)));
    }

    [Fact]
    public void InPlace_Operators_ChangeTheTensorAndReturnIt()
    {
        var a = tensor([1f, 2f]);

        var result = a.add_(1).mul_(tensor([2f, 3f])).sub_(0.5);

        Assert.Same(a, result);
        Assert.Equal([3.5f, 8.5f], Floats(a));
    }

    [Fact]
    public void InPlace_Operator_KeepsOneReference()
    {
        using var a = ones(4);
        long before = TorchRuntime.LiveTensorCount;

        for (int i = 0; i < 100; i++)
            a.add_(1);

        Assert.Equal(before, TorchRuntime.LiveTensorCount);
        Assert.Equal(101f, a[0].item<float>());
    }

    [Fact]
    public void Reductions_OfAMatrix_GiveTheHandComputedValues()
    {
        var x = tensor([1f, 5f, 3f, 4f, 2f, 6f], [2, 3]);

        Assert.Equal(21f, x.sum().item<float>());
        Assert.Equal([5f, 7f, 9f], Floats(x.sum(0)));
        Assert.Equal([9f, 12f], Floats(x.sum([1])));
        Assert.Equal([4f, 10f, 18f], Floats(x.prod(0)));
        Assert.Equal([3f, 4f], Floats(x.mean([1])));
        Assert.Equal([5f, 6f], Floats(x.amax(1)));
        Assert.Equal([1L, 2L], x.argmax(1).data<long>().ToArray());
        var (values, indexes) = x.max(0);
        Assert.Equal([4f, 5f, 6f], Floats(values));
        Assert.Equal([1L, 0L, 1L], indexes.data<long>().ToArray());
        // Mean 3.5, squared distances 6.25 + 2.25 + 0.25 + 0.25 + 2.25 + 6.25 = 17.5.
        Assert.Equal(17.5f / 5, x.var().item<float>(), 1e-5f);
        Assert.Equal(17.5f / 6, x.var(unbiased: false).item<float>(), 1e-5f);
        Assert.Equal([1f, 5f, 3f, 5f, 7f, 9f], Floats(x.cumsum(0)));
    }

    [Fact]
    public void Reductions_OfAnEmptyTensor_AreTheNeutralElement()
    {
        var none = zeros(0, 3);

        Assert.Equal(0f, none.sum().item<float>());
        Assert.Equal([0f, 0f, 0f], Floats(none.sum(0)));
        Assert.True(float.IsNaN(none.mean().item<float>()));
    }

    [Fact]
    public void Functions_OfKnownPoints_GiveTheKnownValues()
    {
        var x = tensor([0f, 1f, 4f]);

        Assert.Equal([1f, MathF.E, MathF.Exp(4)], Floats(x.exp()), Close);
        Assert.Equal([0f, 1f, 2f], Floats(x.sqrt()));
        Assert.Equal([0.5f, 1 / (1 + MathF.Exp(-1)), 1 / (1 + MathF.Exp(-4))], Floats(x.sigmoid()), Close);
        Assert.Equal([1f, 1f, 3f], Floats(x.clamp(1, 3)));
        Assert.Equal([1f, 1f, 4f], Floats(x.clamp(min: 1)));
        Assert.Equal(1f, x.softmax(0).sum().item<float>(), 1e-6f);
        Assert.Equal(Floats(x.softmax(0).log()), Floats(x.log_softmax(0)), Close);
        Assert.Equal([0f, 2f, 2f], Floats(tensor([0.5f, 1.5f, 2.5f]).round()));
    }

    [Fact]
    public void Comparison_AndLogic_GiveBooleans()
    {
        var x = tensor([1f, 2f, 3f]);

        Assert.Equal([false, false, true], Bools(x > 2));
        Assert.Equal([true, true, false], Bools(x.le(2)));
        Assert.Equal([false, true, false], Bools(x.eq(2)));
        Assert.Equal([false, true, false], Bools(x.gt(1).logical_and(x.lt(3))));
        Assert.Equal([true, false, true], Bools(x.eq(2).logical_not()));
        Assert.Equal([-1f, -1f, 3f], Floats(where(x.gt(2), x, -1)));
        Assert.Equal([1f, 0f, 3f], Floats(x.masked_fill(x.eq(2), 0)));
    }

    [Fact]
    public void Shapes_OfViewsAndJoins_AreAsNamed()
    {
        var x = arange(24, dtype: float32).reshape(2, 3, 4);

        Assert.Equal([6, 4], x.flatten(0, 1).shape);
        Assert.Equal([4, 2, 3], x.permute(2, 0, 1).shape);
        Assert.Equal([2, 4, 3], x.transpose(1, -1).shape);
        Assert.Equal([2, 1, 3, 4], x.unsqueeze(1).shape);
        Assert.Equal([2, 3, 4], x.unsqueeze(1).squeeze(1).shape);
        Assert.Equal([2, 2, 4], x.narrow(1, 1, 2).shape);
        Assert.Equal([4, 3, 4], cat([x, x]).shape);
        Assert.Equal([2, 2, 3, 4], stack([x, x], 1).shape);
        Assert.Equal([2, 2, 3, 4], x.expand(2, 2, 3, 4).shape);
        Assert.Equal([1L, 1L, 2L], x.split([1, 1, 2], 2).Select(part => part.shape[2]));
        Assert.Equal([2f, 1f, 0f], Floats(arange(3, dtype: float32).flip(0)));
        Assert.Equal([2f, 0f, 1f], Floats(arange(3, dtype: float32).roll(1, 0)));
    }

    [Fact]
    public void GatherScatterOneHot_PickAndPlaceElements()
    {
        var x = tensor([1f, 2f, 3f, 4f], [2, 2]);
        var index = tensor([1L, 0L], [2, 1]);

        Assert.Equal([2f, 3f], Floats(x.gather(1, index)));
        Assert.Equal([0f, 7f, 7f, 0f], Floats(zeros(2, 2).scatter(1, index, 7)));
        Assert.Equal([0L, 1L, 1L, 0L], index.flatten().one_hot(2).data<long>().ToArray());
        Assert.Equal([3f, 4f], Floats(x.index_select(0, tensor([1L]))));
        Assert.Equal([0L, 1L, 1L, 0L], (x.eq(2) | x.eq(3)).nonzero().data<long>().ToArray());
    }

    [Fact]
    public void Sort_Stable_KeepsTheOrderOfEquals()
    {
        var (values, indices) = tensor([2f, 1f, 2f, 1f]).sort(stable: true);

        Assert.Equal([1f, 1f, 2f, 2f], Floats(values));
        Assert.Equal([1L, 3L, 0L, 2L], indices.data<long>().ToArray());
    }

    [Fact]
    public void To_OtherType_ConvertsTheValues()
    {
        var x = tensor([1.7f, -1.7f, 0f]);

        Assert.Equal([1L, -1L, 0L], x.to(int64).data<long>().ToArray());
        Assert.Equal([true, true, false], Bools(x.to(@bool)));
        Assert.Equal(bfloat16, x.to(bfloat16).dtype);
        Assert.Equal(1.703125f, x.to(bfloat16).to(float32)[0].item<float>());
    }

    static readonly IEqualityComparer<float> Close =
        EqualityComparer<float>.Create((a, b) => Math.Abs(a - b) <= 1e-5f * Math.Max(1, Math.Abs(a)));

    static bool[] Bools(Tensor tensor) => tensor.data<bool>().ToArray();

    static float[] Floats(Tensor tensor) => tensor.data<float>().ToArray();
}
