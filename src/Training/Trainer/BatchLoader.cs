using System.Runtime.InteropServices;
using Studio.Training.Data;
using Studio.Training.Devices;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>Copies samples straight from the memory-mapped cache into batch tensors.</summary>
sealed class BatchLoader(SampleCache cache, ComputeDevice device, bool hasLabels)
{
    public SampleCache Cache => cache;

    /// <returns>float32 [N, channels, H, W] and, for class maps, uint8 [N, H, W], on the device.</returns>
    public (Tensor Images, Tensor? Labels) LoadWhole(ReadOnlySpan<int> samples)
    {
        using var scope = NewDisposeScope();
        var input = cache.Input;
        var images = empty([samples.Length, input.Channels, input.Height, input.Width], ScalarType.Float32);
        var imageTarget = MemoryMarshal.Cast<byte, float>(images.bytes);
        for (var slot = 0; slot < samples.Length; slot++)
        {
            var image = cache.Image(samples[slot]);
            image.CopyTo(imageTarget[(slot * image.Length)..]);
        }

        return (ToDevice(images).MoveToOuterDisposeScope(), hasLabels ? ToDevice(LoadLabels(samples)).MoveToOuterDisposeScope() : null);
    }

    /// <summary>The same for looks at samples.</summary>
    public (Tensor Images, Tensor? Labels) Load(ReadOnlySpan<SampleDraw> draws) => LoadWhole([.. draws.ToArray().Select(draw => draw.Sample)]);

    Tensor LoadLabels(ReadOnlySpan<int> samples)
    {
        var labels = empty([samples.Length, cache.Input.Height, cache.Input.Width], ScalarType.Byte);
        var target = labels.bytes;
        for (var slot = 0; slot < samples.Length; slot++)
        {
            var label = cache.Labels(samples[slot]);
            label.CopyTo(target[(slot * label.Length)..]);
        }

        return labels;
    }

    Tensor ToDevice(Tensor tensor) => device.IsCuda ? tensor.to(device.Device) : tensor;
}
