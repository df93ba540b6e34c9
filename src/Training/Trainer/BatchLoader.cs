using System.Runtime.InteropServices;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Devices;
using Studio.Training.Sampling;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>Copies samples straight from the memory-mapped cache into batch tensors.</summary>
sealed class BatchLoader(SampleCache cache, ComputeDevice device, Recipe recipe)
{
    readonly PatchReader patches = new(cache, recipe);
    readonly PatchReader whole = new(cache, new PatchGeometry(cache.Input.Height, cache.Input.Width, Margin: 0, IsWholeImage: true));

    public SampleCache Cache => cache;

    /// <summary>Rows and columns that the network sees around what it answers.</summary>
    public int Margin => patches.Patch.Margin;

    /// <returns>float32 [N, channels, H, W] and, for class maps, uint8 [N, H, W], on the device.</returns>
    public (Tensor Images, Tensor? Labels) LoadWhole(ReadOnlySpan<int> samples) =>
        Load(whole, [.. samples.ToArray().Select(sample => new SampleDraw(sample))]);

    /// <summary>What training looks at: patches or whole images, with the margin that the network needs around them.</summary>
    /// <returns>float32 [N, channels, h, w] and, for class maps, uint8 [N, h, w], both with the margin, on the device.</returns>
    public (Tensor Images, Tensor? Labels) Load(ReadOnlySpan<SampleDraw> draws) => Load(patches, draws);

    (Tensor Images, Tensor? Labels) Load(PatchReader reader, ReadOnlySpan<SampleDraw> draws)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (reader.Patch.Height, reader.Patch.Width);
        var images = empty([draws.Length, cache.Input.Channels, height, width], ScalarType.Float32);
        var labels = cache.HasLabels ? empty([draws.Length, height, width], ScalarType.Byte) : null;
        for (var slot = 0; slot < draws.Length; slot++)
        {
            var length = reader.FloatsPerPatch;
            reader.ReadImage(draws[slot], MemoryMarshal.Cast<byte, float>(images.bytes).Slice(slot * length, length));
            if (labels is not null)
            {
                reader.ReadLabels(draws[slot], labels.bytes.Slice(slot * height * width, height * width));
            }
        }

        return (ToDevice(images).MoveToOuterDisposeScope(), labels is null ? null : ToDevice(labels).MoveToOuterDisposeScope());
    }

    Tensor ToDevice(Tensor tensor) => device.IsCuda ? tensor.to(device.Device) : tensor;
}
