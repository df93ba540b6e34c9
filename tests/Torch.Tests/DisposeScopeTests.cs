using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

public class DisposeScopeTests
{
    [Fact]
    public void Dispose_Scope_FreesWhatWasCreatedInIt()
    {
        long before = TorchRuntime.LiveTensorCount;
        Tensor inner;
        using (NewDisposeScope())
        {
            inner = ones(3) + 1;
            Assert.Equal(before + 2, TorchRuntime.LiveTensorCount);
        }

        Assert.Equal(before, TorchRuntime.LiveTensorCount);
        Assert.True(inner.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => inner.shape);
    }

    [Fact]
    public void MoveToOuter_FromNestedScope_LivesUntilTheOuterEnds()
    {
        Tensor kept;
        using (NewDisposeScope())
        {
            using (var nested = NewDisposeScope())
            {
                kept = ones(1).MoveToOuterDisposeScope();
                Assert.Equal(0, nested.DisposablesCount);
            }
            Assert.False(kept.IsInvalid);
        }

        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void MoveToOuter_WithoutOuterScope_LeavesTheTensorToItsOwner()
    {
        Tensor kept;
        using (NewDisposeScope())
            kept = ones(1).MoveToOuterDisposeScope();

        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Detach_FromScope_SurvivesEveryScope()
    {
        Tensor kept;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
                kept = ones(1).DetachFromDisposeScope();
        }

        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void DisposeEverythingBut_KeepsTheGivenAndTheScopeOpen()
    {
        using var scope = NewDisposeScope();
        var kept = ones(1);
        var lost = ones(1);

        scope.DisposeEverythingBut(kept);

        Assert.False(kept.IsInvalid);
        Assert.True(lost.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Dispose_ByHandInAScope_IsNotRepeated()
    {
        long before = TorchRuntime.LiveTensorCount;
        using (var scope = NewDisposeScope())
        {
            var x = ones(1);
            x.Dispose();
            x.Dispose();
            Assert.Equal(0, scope.DisposablesCount);
        }

        Assert.Equal(before, TorchRuntime.LiveTensorCount);
    }

    [Fact]
    public void Scope_OfAnotherThread_DoesNotTakeThisThreadsTensors()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = ones(1));
        thread.Start();
        thread.Join();

        Assert.Equal(0, scope.DisposablesCount);
        other!.Dispose();
    }

    [Fact]
    public void Module_CreatedInAScope_OutlivesIt()
    {
        Linear layer;
        using (NewDisposeScope())
            layer = nn.Linear(2, 3);

        Assert.All(layer.parameters(), parameter => Assert.False(parameter.IsInvalid));
        layer.Dispose();
        Assert.All(layer.parameters(), parameter => Assert.True(parameter.IsInvalid));
    }

    [Fact]
    public void Finalizer_OfAForgottenTensor_FreesIt()
    {
        long before = TorchRuntime.LiveTensorCount;
        Forget();

        for (int i = 0; i < 10 && TorchRuntime.LiveTensorCount > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(TorchRuntime.LiveTensorCount <= before);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    static void Forget()
    {
        for (int i = 0; i < 50; i++)
            _ = ones(1);
    }
}
