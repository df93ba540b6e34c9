using TorchSharp;

namespace Studio.Torch;

/// <summary>A processor as a person reads it.</summary>
/// <param name="Name">Model name, for example "NVIDIA RTX A4000".</param>
/// <param name="TotalBytes">Memory of the device; for the CPU that of the machine or its container.</param>
/// <param name="FreeBytes">Memory that is free now.</param>
public sealed record DeviceDescription(string Name, long TotalBytes, long FreeBytes);

public static partial class TorchRuntime
{
    /// <summary>
    /// The CPU multiplies bfloat16 in hardware (AVX-512 BF16 or AMX). Without it bfloat16 autocast is slower than float32.
    /// </summary>
    public static bool CpuSupportsBFloat16 => CpuInfo.Flags.Contains("avx512_bf16") || CpuInfo.Flags.Contains("amx_bf16");

    /// <summary>Name and memory of a device.</summary>
    /// <exception cref="InvalidOperationException">The machine has no such GPU.</exception>
    public static DeviceDescription Describe(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.type == DeviceType.CPU)
            return new DeviceDescription(CpuInfo.ModelName, CpuInfo.TotalBytes, CpuInfo.AvailableBytes);
        return CudaDriver.Describe(device.index)
               ?? throw new InvalidOperationException($"This machine has no GPU {device.index}, or its driver does not answer.");
    }
}
