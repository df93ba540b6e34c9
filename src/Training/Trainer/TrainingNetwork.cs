using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Architectures;
using Studio.Training.Devices;
using Studio.Training.Randomness;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Trainer;

/// <summary>A network on its device, in the memory layout and precision of the run.</summary>
sealed class TrainingNetwork : IDisposable
{
    readonly ComputeDevice device;

    TrainingNetwork(Module<Tensor, Tensor> module, ComputeDevice device, int classes)
    {
        Module = module;
        this.device = device;
        Classes = classes;
    }

    public Module<Tensor, Tensor> Module { get; }

    /// <summary>Output channels, background included.</summary>
    public int Classes { get; }

    public long Parameters => Module.parameters().Sum(parameter => parameter.numel());

    /// <summary>A network with fresh weights that depend on the recipe's seed alone.</summary>
    /// <param name="classCount">Classes of the project, without background.</param>
    public static TrainingNetwork Create(Recipe recipe, int classCount, ComputeDevice device)
    {
        manual_seed((long)(new SeededRandom(recipe.Training.Seed, DrawPurpose.Weights).NextUInt64() >> 1));
        var module = ArchitectureCatalog.Create(recipe, classCount);
        module.to(device.Device);

        // Convolutions of oneDNN and cuDNN work on channels-last data; on two cores this saves a sixth of a step.
        TorchRuntime.UseChannelsLast(module);
        return new TrainingNetwork(module, device, classCount + 1);
    }

    /// <param name="images">float32 [N, channels, H, W] on the network's device.</param>
    /// <returns>float32 logits [N, Classes, H, W].</returns>
    public Tensor Forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        var input = TorchRuntime.ChannelsLast(images);
        Tensor output;
        using (device.BeginAutocast())
        {
            output = Module.call(input);
        }

        return (output.dtype == ScalarType.Float32 ? output : output.to(ScalarType.Float32)).MoveToOuterDisposeScope();
    }

    public void Dispose() => Module.Dispose();
}
