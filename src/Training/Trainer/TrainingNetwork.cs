using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Architectures;
using Studio.Training.Devices;
using Studio.Training.Inference;
using Studio.Training.Randomness;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Trainer;

/// <summary>A network on its device, in the memory layout and precision of the run.</summary>
sealed class TrainingNetwork : IDisposable
{
    readonly ComputeDevice device;
    readonly InferenceNetwork inference;

    TrainingNetwork(Module<Tensor, Tensor> module, ComputeDevice device, Recipe recipe)
    {
        Module = module;
        this.device = device;
        inference = new InferenceNetwork(module, recipe);
    }

    public Module<Tensor, Tensor> Module { get; }

    /// <summary>The network as it judges images, which is what leaves as ONNX.</summary>
    public Module<Tensor, Tensor> Inference => inference;

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
        return new TrainingNetwork(module, device, recipe);
    }

    /// <param name="images">float32 [N, channels, H, W] on the network's device.</param>
    /// <returns>float32, see <see cref="OutputKind"/>.</returns>
    public Tensor Forward(Tensor images) => Run(Module, images);

    /// <summary>The answer for whole images: a network that looks at a margin gets one, mirrored images are averaged.</summary>
    public Tensor Judge(Tensor images) => Run(inference, images);

    Tensor Run(Module<Tensor, Tensor> module, Tensor images)
    {
        using var scope = NewDisposeScope();
        var input = TorchRuntime.ChannelsLast(images);
        Tensor output;
        using (device.BeginAutocast())
        {
            output = module.call(input);
        }

        return (output.dtype == ScalarType.Float32 ? output : output.to(ScalarType.Float32)).MoveToOuterDisposeScope();
    }

    public void Dispose() => Module.Dispose();
}
