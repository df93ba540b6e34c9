using System.Runtime.InteropServices;
using Studio.Training.Data;
using Studio.Training.Devices;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>Copies samples straight from the memory-mapped cache into batch tensors.</summary>
sealed class BatchLoader(SampleCache cache, ComputeDevice device)
{
    public SampleCache Cache => cache;

    /// <returns>float32 [N, channels, H, W] and uint8 [N, H, W], on the device.</returns>
    public (Tensor Images, Tensor Labels) Load(ReadOnlySpan<int> samples)
    {
        using var scope = NewDisposeScope();
        var input = cache.Input;
        var images = empty([samples.Length, input.Channels, input.Height, input.Width], ScalarType.Float32);
        var labels = empty([samples.Length, input.Height, input.Width], ScalarType.Byte);
        var imageTarget = MemoryMarshal.Cast<byte, float>(images.bytes);
        var labelTarget = labels.bytes;
        for (var slot = 0; slot < samples.Length; slot++)
        {
            var image = cache.Image(samples[slot]);
            image.CopyTo(imageTarget[(slot * image.Length)..]);
            var label = cache.Labels(samples[slot]);
            label.CopyTo(labelTarget[(slot * label.Length)..]);
        }

        return (ToDevice(images).MoveToOuterDisposeScope(), ToDevice(labels).MoveToOuterDisposeScope());
    }

    Tensor ToDevice(Tensor tensor) => device.IsCuda ? tensor.to(device.Device) : tensor;
}
