using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

public sealed class TensorDataTests : IDisposable
{
    readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Data_OfATransposedView_ReadsRowByRow()
    {
        var x = arange(6, dtype: float32).reshape(2, 3).t();

        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], x.data<float>().ToArray());
        Assert.Equal(4f, x.data<float>()[1, 1]);
        Assert.Throws<InvalidOperationException>(() => x.bytes.Length);
    }

    [Fact]
    public void Data_OfAnotherType_SaysWhichTypeItIs()
    {
        var error = Assert.Throws<ArgumentException>(() => ones(2).data<long>());

        Assert.Contains("Float32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_IndexOutside_Throws()
    {
        var data = ones(2, 2).data<float>();

        Assert.Throws<ArgumentOutOfRangeException>(() => data[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => data[4]);
    }

    [Fact]
    public void Data_Written_ChangesTheTensor()
    {
        var x = zeros(2, 2);

        x.data<float>()[1, 0] = 5;

        Assert.Equal([0f, 0f, 5f, 0f], x.data<float>().ToArray());
    }

    [Fact]
    public void Tensor_OfAnArrayThatDoesNotFill_Throws() =>
        Assert.Throws<ArgumentException>(() => tensor([1f, 2f, 3f], [2, 2]));

    [Fact]
    public void FromArray_SharesTheMemory()
    {
        var array = new[] { 1f, 2f };

        var x = from_array(array);
        array[0] = 9;
        x[1] = tensor(8f);

        Assert.Equal([9f, 8f], x.data<float>().ToArray());
        Assert.Equal(8f, array[1]);
    }

    [Fact]
    public void Item_OfSeveralElements_Throws() => Assert.Throws<ArgumentException>(() => ones(2).item<float>());

    [Fact]
    public void Index_NumbersSlicesMasksAndTensors_PickWhatNumPyWould()
    {
        var x = arange(24, dtype: float32).reshape(2, 3, 4);

        Assert.Equal(23f, x[1, 2, 3].item<float>());
        Assert.Equal(23f, x[-1, -1, -1].item<float>());
        Assert.Equal([1f, 2f], x[0, 0, 1..3].data<float>().ToArray());
        Assert.Equal([3f, 7f, 11f], x[0, TensorIndex.Ellipsis, -1].data<float>().ToArray());
        Assert.Equal([0f, 2f], x[0, 0, TensorIndex.Slice(step: 2)].data<float>().ToArray());
        Assert.Equal([2, 1, 3, 4], x[.., TensorIndex.None].shape);
        Assert.Equal([22f, 23f], x[x.gt(21)].data<float>().ToArray());
        Assert.Equal([8f, 0f], x[0, tensor([2L, 0L]), 0].data<float>().ToArray());
        Assert.Equal([3f, 15f], x[.., 0, tensor([3L])].flatten().data<float>().ToArray());
    }

    [Fact]
    public void Index_Assigned_WritesThroughTheView()
    {
        var x = zeros(2, 3);

        x[1, 1..] = tensor([1f, 2f]);
        x[x.eq(0)] = tensor(-1f);

        Assert.Equal([-1f, -1f, -1f, -1f, 1f, 2f], x.data<float>().ToArray());
    }
}
