using Studio.Training.Devices;
using Studio.Training.Jobs;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Devices;

public sealed class ComputeDeviceTests
{
    [Fact]
    public void Choose_Float16OnTheProcessor_SaysWhatToChoose()
    {
        var problem = Assert.Throws<JobFailureException>(() => ComputeDevice.Choose("cpu", "float16"));
        Assert.Contains("float32", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "float32", false)]
    [InlineData(ScalarType.BFloat16, "bfloat16", false)]
    [InlineData(ScalarType.Float16, "float16", true)]
    public void Precision_OfADevice_IsNamedAndScaledWhereNeeded(ScalarType? autocast, string name, bool scaled)
    {
        var device = new ComputeDevice("cuda", CUDA, autocast);
        Assert.Equal(name, device.Precision);
        Assert.Equal(scaled, device.NeedsScaling);
    }
}
