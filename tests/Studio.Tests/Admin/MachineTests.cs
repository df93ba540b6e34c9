using Studio.Features.Admin;

namespace Studio.Tests.Admin;

public sealed class MachineTests
{
    static MachineState With(long freeBytes, long diskBytes) =>
        new(null, 2, 0.5, 1, 2, 0, 0, freeBytes, diskBytes, 0);

    [Fact]
    public void Parse_DriverAnswer_GivesTheFirstGpu()
    {
        var gpu = AcceleratorReader.Parse("NVIDIA RTX A5000, 92, 11468, 24564\nNVIDIA RTX A5000, 0, 1, 24564\n");

        Assert.Equal(new AcceleratorState("NVIDIA RTX A5000", 0.92, 11468L << 20, 24564L << 20), gpu);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.")]
    [InlineData("Tesla K20, [N/A], 100, 200")]
    public void Parse_NoFigures_GivesNoGpu(string answer) => Assert.Null(AcceleratorReader.Parse(answer));

    [Fact]
    public void Warnings_LittleSpace_NameIt()
    {
        Assert.Contains("9.0 GB", Assert.Single(With(9_000_000_000, 100_000_000_000).Warnings));
        Assert.Empty(With(10_000_000_000, 100_000_000_000).Warnings);
    }
}
