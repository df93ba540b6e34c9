using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Architectures;
using Studio.Training.Devices;
using Studio.Training.Inference;
using Studio.Training.Jobs;
using Studio.Training.Parameters;
using Studio.Training.Randomness;
using Studio.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Trainer;

/// <summary>A network on its device, in the memory layout and precision of the run.</summary>
sealed class TrainingNetwork : IDisposable
{
    readonly ComputeDevice device;
    readonly InferenceNetwork inference;
    readonly TileFacts? tiles;
    IReadOnlyList<nn.Module> frozen = [];

    TrainingNetwork(Module<Tensor, Tensor> module, ComputeDevice device, Recipe recipe)
    {
        Module = module;
        this.device = device;
        inference = new InferenceNetwork(module, recipe);
        tiles = PredictionTask.OutputOf(recipe, 1, null).Tiles;
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

    /// <summary>The answers of all levels of the decoder, in float32.</summary>
    public IReadOnlyList<Tensor> ForwardAll(IDeeplySupervised supervised, Tensor images)
    {
        using var scope = NewDisposeScope();
        var input = TorchRuntime.ChannelsLast(images);
        IReadOnlyList<Tensor> outputs;
        using (device.BeginAutocast())
        {
            outputs = supervised.ForwardAll(input);
        }

        return [.. outputs.Select(output => output.to(ScalarType.Float32).MoveToOuterDisposeScope())];
    }

    /// <summary>Makes layers keep their weights and, where nothing of a layer changes, its batch statistics too.</summary>
    /// <param name="patterns">See <see cref="TransferRecipe.Freeze"/>.</param>
    /// <exception cref="JobFailureException">A pattern fits no layer.</exception>
    public void Freeze(IReadOnlyList<string> patterns)
    {
        var chosen = new NamePatterns(patterns);
        var named = Module.named_parameters().ToArray();
        chosen.RequireLayers("transfer.freeze", [.. named.Select(pair => pair.name)]);
        foreach (var (name, parameter) in named)
        {
            parameter.requires_grad = !chosen.Choose(name);
        }

        frozen = [.. Module.named_modules().Select(pair => pair.module)
            .Where(module => module.parameters(recurse: false).Any() && module.parameters(recurse: false).All(parameter => !parameter.requires_grad))];
        Train();
    }

    /// <summary>Training mode, except for what is frozen.</summary>
    public void Train()
    {
        Module.train();
        foreach (var module in frozen)
        {
            module.eval();
        }
    }

    /// <summary>
    /// The answer for whole images: a network that looks at a margin gets one, mirrored images are averaged, and one that
    /// was trained on patches looks at tiles of their size.
    /// </summary>
    public Tensor Judge(Tensor images)
    {
        if (tiles is null)
        {
            return Run(inference, images);
        }

        using var scope = NewDisposeScope();
        var shape = images.shape;
        var plan = tiles.PlanFor((int)shape[2], (int)shape[3]);
        var blenders = new TileBlender[shape[0]];
        foreach (var tile in plan.Tiles)
        {
            var answers = Run(inference, images.narrow(2, tile.Top, plan.Height).narrow(3, tile.Left, plan.Width));
            for (var slot = 0; slot < blenders.Length; slot++)
            {
                blenders[slot] ??= new TileBlender(plan, (int)answers.shape[1], images.device);
                blenders[slot].Add(tile, answers.select(0, slot));
            }

            answers.Dispose();
        }

        var whole = stack([.. blenders.Select(blender => blender.Result())], 0);
        Array.ForEach(blenders, blender => blender.Dispose());
        return whole.MoveToOuterDisposeScope();
    }

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
