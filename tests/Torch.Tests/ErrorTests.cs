using System.Runtime.InteropServices;
using TorchSharp.Dispatch;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

public class ErrorTests
{
    [Fact]
    public void Call_WithShapesThatDoNotFit_NamesOperationAndShapes()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<TorchException>(() => nn.functional.conv2d(ones(1, 3, 8, 8), ones(4, 1, 3, 3)));

        Assert.Contains("aten::conv2d", error.Message, StringComparison.Ordinal);
        Assert.Contains("float32[1,3,8,8]", error.Message, StringComparison.Ordinal);
        Assert.Contains("float32[4,1,3,3]", error.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<ExternalException>(error);
    }

    [Fact]
    public void Call_AfterAFailure_WorksAgain()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<TorchException>(() => ones(2) + ones(3));

        Assert.Equal(4f, (ones(2) + ones(2)).sum().item<float>());
    }

    [Fact]
    public void Call_WithADisposedTensor_ThrowsBeforeTheNativeCall()
    {
        var x = ones(2);
        x.Dispose();

        Assert.Throws<ObjectDisposedException>(() => x + 1);
    }

    [Fact]
    public void Call_WithAnArgumentOfTheWrongKind_NamesTheArgument()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<TorchException>(() => Aten.narrow.Call(ones(2), "0", 0, 1));

        Assert.Contains("'dim'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_WithTooManyArguments_Fails() =>
        Assert.Throws<TorchException>(() => Aten.relu.Call(ones(1), 1, 2));

    [Fact]
    public void Resolve_AnOperatorThatDoesNotExist_NamesIt()
    {
        var error = Assert.Throws<TorchException>(() => new Operator("aten::no_such_operator").Resolve());

        Assert.Contains("aten::no_such_operator", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_Failing_LeavesNoTensorAlive()
    {
        long before = TorchRuntime.LiveTensorCount;
        using (NewDisposeScope())
            Assert.Throws<TorchException>(() => cat([ones(2), ones(2, 2)]));

        Assert.Equal(before, TorchRuntime.LiveTensorCount);
    }
}
