using static TorchSharp.torch;

namespace Studio.Training.Optimizers;

/// <summary>
/// Running mean of a network's weights and batch statistics, for validation and saving: a ← a + (1 - d) (w - a) after each
/// step (Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992, with exponential weights).
/// </summary>
/// <remarks>
/// The share d kept is (1 + n) / (10 + n) after n steps until it reaches the recipe's, so that a short training does not
/// drag its random first weights along. Counters are copied. Validating with the mean leaves the trained weights bit for bit.
/// </remarks>
sealed class WeightAverage : IDisposable
{
    const string UpdatesKey = "updates";
    const string ValuePrefix = "value.";
    const double WarmUp = 10;

    readonly nn.Module network;
    readonly double decay;
    readonly Dictionary<string, Tensor> values;
    long updates;

    /// <param name="network">On its device and in its memory layout already; the mean begins as its weights.</param>
    /// <param name="decay">Share of the old value that is kept, above 0 and below 1.</param>
    public WeightAverage(nn.Module network, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(decay, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        this.network = network;
        this.decay = decay;
        values = Copy();
    }

    /// <summary>Once after each step of the optimiser.</summary>
    public void Update()
    {
        using var noGrad = no_grad();
        updates++;
        var kept = Math.Min(decay, (1 + updates) / (WarmUp + updates));
        foreach (var (name, current) in network.state_dict())
        {
            if (current.is_floating_point())
            {
                values[name].lerp_(current, 1 - kept);
            }
            else
            {
                values[name].copy_(current);
            }
        }
    }

    /// <summary>Puts the mean into the network until the result is disposed, which puts the trained weights back.</summary>
    public IDisposable Apply()
    {
        var trained = Copy();
        Load(values);
        return new Applied(this, trained);
    }

    /// <summary>The mean as named tensors that share its memory, for a file to resume from.</summary>
    public Dictionary<string, Tensor> Export()
    {
        var exported = values.ToDictionary(pair => ValuePrefix + pair.Key, pair => pair.Value.alias());
        exported[UpdatesKey] = tensor(updates);
        return exported;
    }

    /// <summary>Takes over copies of an exported mean of the same network; the next updates give the same bits.</summary>
    /// <exception cref="InvalidOperationException">A name or shape does not fit; the message says which.</exception>
    public void Import(IReadOnlyDictionary<string, Tensor> state)
    {
        using var noGrad = no_grad();
        foreach (var name in values.Keys.Select(name => ValuePrefix + name).Append(UpdatesKey))
        {
            if (!state.ContainsKey(name))
            {
                throw new InvalidOperationException($"The mean of the weights lacks '{name}'.");
            }
        }

        foreach (var (name, value) in values)
        {
            var given = state[ValuePrefix + name];
            if (!given.shape.AsSpan().SequenceEqual(value.shape))
            {
                throw new InvalidOperationException(
                    $"'{name}' has the shape [{string.Join(',', given.shape)}] in the mean of the weights, but the network's has [{string.Join(',', value.shape)}].");
            }
        }

        foreach (var (name, value) in values)
        {
            value.copy_(state[ValuePrefix + name]);
        }

        updates = state[UpdatesKey].item<long>();
    }

    public void Dispose()
    {
        foreach (var value in values.Values)
        {
            value.Dispose();
        }
    }

    Dictionary<string, Tensor> Copy()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone().DetachFromDisposeScope());
    }

    void Load(Dictionary<string, Tensor> source)
    {
        using var noGrad = no_grad();
        foreach (var (name, current) in network.state_dict())
        {
            current.copy_(source[name]);
        }
    }

    sealed class Applied(WeightAverage average, Dictionary<string, Tensor> trained) : IDisposable
    {
        bool ended;

        public void Dispose()
        {
            if (ended)
            {
                return;
            }

            ended = true;
            average.Load(trained);
            foreach (var value in trained.Values)
            {
                value.Dispose();
            }
        }
    }
}
