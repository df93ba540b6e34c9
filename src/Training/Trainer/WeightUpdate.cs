using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Devices;
using Studio.Training.Optimizers;
using Studio.Training.Parameters;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>
/// From gradients to weights: scaling for float16, clipping, L1, the optimiser, the running mean. All that one step leaves
/// for the next, besides the weights, is here.
/// </summary>
sealed class WeightUpdate : IDisposable
{
    const string OptimizerPrefix = "optimizer.";
    const string MeanPrefix = "mean.";
    const string ScalerName = "scaler";
    readonly TrainingNetwork network;
    readonly double clip;
    readonly optim.Optimizer optimizer;
    readonly L1Penalty l1;
    readonly WeightAverage? mean;
    GradientScaler? scaler;

    public WeightUpdate(TrainingNetwork network, Recipe recipe, ComputeDevice device)
    {
        this.network = network;
        clip = recipe.Training.GradientClip;
        optimizer = OptimizerCatalog.Create(network.Module, recipe.Optimizer);
        l1 = new L1Penalty(network.Module, recipe.Optimizer);
        mean = recipe.Training.Ema > 0 ? new WeightAverage(network.Module, recipe.Training.Ema) : null;
        scaler = device.NeedsScaling ? new GradientScaler(GradientScalerState.Start) : null;
    }

    public void SetRates(double learningRate, double momentum)
    {
        OptimizerCatalog.SetLearningRate(optimizer, learningRate);
        OptimizerCatalog.SetMomentum(optimizer, momentum);
    }

    public void Clear() => optimizer.zero_grad();

    public Tensor Scale(Tensor loss) => scaler is null ? loss.alias() : scaler.Scale(loss);

    /// <summary>One step with the gradients that are there. A step whose scaled gradients overflow is left out.</summary>
    /// <exception cref="LossNotFiniteException">The gradients overflow however little they are scaled.</exception>
    public void Apply(int epoch, long step)
    {
        if (scaler is null)
        {
            ClipAndStep();
            return;
        }

        if (scaler.Unscale(network.Module.parameters()))
        {
            ClipAndStep();
        }

        scaler.Update();
        if (scaler.HasCollapsed)
        {
            throw new LossNotFiniteException(epoch, step);
        }
    }

    /// <summary>Puts the running mean of the weights into the network, where there is one, until the result is disposed.</summary>
    public IDisposable? UseMean() => mean?.Apply();

    /// <summary>State as named tensors, for a file to resume from; they share memory with what is running.</summary>
    public Dictionary<string, Tensor> Export()
    {
        var state = OptimizerState.Export(optimizer).ToDictionary(pair => OptimizerPrefix + pair.Key, pair => pair.Value);
        foreach (var (name, value) in mean?.Export() ?? [])
        {
            state[MeanPrefix + name] = value;
        }

        if (scaler is not null)
        {
            state[ScalerName] = tensor(new[] { scaler.State.Scale, scaler.State.GoodSteps });
        }

        return state;
    }

    /// <exception cref="InvalidOperationException">The state is that of another network or recipe.</exception>
    public void Import(IReadOnlyDictionary<string, Tensor> state)
    {
        OptimizerState.Import(optimizer, NamedTensors.Part(state, OptimizerPrefix));
        mean?.Import(NamedTensors.Part(state, MeanPrefix));
        if (scaler is not null && state.TryGetValue(ScalerName, out var numbers))
        {
            var values = numbers.data<double>().ToArray();
            scaler = new GradientScaler(new GradientScalerState(values[0], (int)values[1]));
        }
    }

    public void Dispose()
    {
        optimizer.Dispose();
        mean?.Dispose();
    }

    void ClipAndStep()
    {
        if (clip > 0)
        {
            nn.utils.clip_grad_norm_(network.Module.parameters(), clip);
        }

        l1.AddToGradients();
        optimizer.step();
        mean?.Update();
    }
}
