using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

public class RuntimeTests
{
    [Fact]
    public void RandomState_PutBack_GivesTheSameNumbersAgain()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var state = TorchRuntime.GetRandomState(CPU);
        var first = randn(7);
        var second = randn(7);

        TorchRuntime.SetRandomState(CPU, state);

        Assert.True(randn(7).Equals(first));
        Assert.True(randn(7).Equals(second));
        Assert.False(first.Equals(second));
    }

    [Fact]
    public void SetRandomState_OfOtherBytes_Throws() =>
        Assert.Throws<TorchException>(() => TorchRuntime.SetRandomState(CPU, [1, 2, 3]));

    [Fact]
    public void Autocast_OnTheCpu_ConvolvesInBFloat16UntilItEnds()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv2d(1, 1, 3);
        var x = ones(1, 1, 4, 4);

        using (TorchRuntime.Autocast(DeviceType.CPU, bfloat16))
        {
            Assert.Equal(bfloat16, layer.call(x).dtype);
            using (TorchRuntime.Autocast(DeviceType.CPU, bfloat16))
                Assert.Equal(bfloat16, layer.call(x).dtype);
            Assert.Equal(bfloat16, layer.call(x).dtype);
        }

        Assert.Equal(float32, layer.call(x).dtype);
    }

    [Fact]
    public void ChannelsLast_OfOneChannel_StillSaysSo()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 1, 3, 4);

        var copy = TorchRuntime.ChannelsLast(x);

        Assert.True(TorchRuntime.IsChannelsLast(copy));
        Assert.Equal([12, 1, 4, 1], copy.stride());
        Assert.True(copy.Equals(x));
    }

    [Fact]
    public void FlushDenormals_On_MakesSubnormalNumbersZero()
    {
        using var scope = NewDisposeScope();
        var tiny = tensor([1e-39f]);
        Assert.SkipUnless(TorchRuntime.SetFlushDenormals(true), "This CPU cannot flush subnormal numbers.");
        try
        {
            Assert.Equal(0f, (tiny * 1).item<float>());
        }
        finally
        {
            TorchRuntime.SetFlushDenormals(false);
        }

        Assert.NotEqual(0f, (tiny * 1).item<float>());
    }

    [Fact]
    public void ThreadCount_SetAndRead_Agree()
    {
        int before = TorchRuntime.ThreadCount;
        TorchRuntime.ThreadCount = 1;
        Assert.Equal(1, TorchRuntime.ThreadCount);
        TorchRuntime.ThreadCount = before;

        Assert.Throws<ArgumentOutOfRangeException>(() => TorchRuntime.ThreadCount = 0);
    }

    [Fact]
    public void TuneAllocator_OnGlibc_TakesEverySetting() => Assert.True(TorchRuntime.TuneAllocator());

    [Fact]
    public void Calls_FromSeveralThreads_KeepTheirListsApart()
    {
        Parallel.For(0, 4, worker =>
        {
            using var scope = NewDisposeScope();
            for (int i = 0; i < 200; i++)
            {
                var parts = full([worker + 1, 2], (float)worker).split(1);
                Assert.Equal(worker + 1, parts.Length);
                Assert.All(parts, part => Assert.Equal(2f * worker, part.sum().item<float>()));
                scope.DisposeEverything();
            }
        });
    }

    [Fact]
    public void Describe_Cpu_NamesItAndItsMemory()
    {
        var cpu = TorchRuntime.Describe(CPU);

        Assert.NotEmpty(cpu.Name);
        Assert.InRange(cpu.FreeBytes, 1, cpu.TotalBytes);
    }

    [Fact]
    public void Describe_GpuThatIsNotThere_SaysSo()
    {
        Assert.SkipWhen(cuda.is_available(), "This machine has a GPU.");

        Assert.Throws<InvalidOperationException>(() => TorchRuntime.Describe(CUDA));
    }

    [Fact]
    public void LibtorchVersion_IsAVersion() => Assert.Matches(@"^\d+\.\d+\.\d+", TorchRuntime.LibtorchVersion);

    [Theory]
    [InlineData("cpu", DeviceType.CPU, -1)]
    [InlineData("cuda", DeviceType.CUDA, 0)]
    [InlineData("cuda:3", DeviceType.CUDA, 3)]
    public void Device_FromText_IsReadAndWritten(string text, DeviceType type, int index)
    {
        var read = device(text);

        Assert.Equal(new Device(type, index), read);
        Assert.Equal(read, device(read.ToString()));
    }

    [Fact]
    public void Device_FromOtherText_Throws() => Assert.Throws<ArgumentException>(() => device("tpu"));
}
