using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Steps group by group with list operators, which do the whole group in a few calls.
/// Keeps the state tensors of each parameter and its own number of steps.
/// </summary>
public abstract class OptimizerHelper<TGroup> : optim.Optimizer where TGroup : ParamGroup
{
    const string StepKey = "step";

    readonly TGroup[] groups;
    readonly ParameterState[][] states;

    internal OptimizerHelper(IEnumerable<TGroup> groups)
    {
        this.groups = [.. groups];
        states = Array.ConvertAll(this.groups, group => group.Parameters.Select(_ => new ParameterState()).ToArray());
        if (this.groups.All(group => group.Parameters.Count == 0))
            throw new ArgumentException("The optimizer has no parameters to train.", nameof(groups));
    }

    public override IEnumerable<ILearningRateController> ParamGroups => groups;

    /// <summary>Names of the state tensors; each has its parameter's shape.</summary>
    private protected abstract IReadOnlyList<string> StateNames { get; }

    public override IEnumerable<Parameter> parameters() => groups.SelectMany(group => group.Parameters);

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var grad = enable_grad();
            loss = closure();
        }
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        for (int i = 0; i < groups.Length; i++)
        {
            var batch = Collect(groups[i], states[i]);
            if (batch.Parameters.Length > 0)
                StepGroup(groups[i], batch);
        }
        return loss;
    }

    private protected abstract void StepGroup(TGroup group, StepBatch batch);

    // Parameters without a gradient are left alone and keep their step number.
    static StepBatch Collect(TGroup group, ParameterState[] states)
    {
        var parameters = new List<Tensor>();
        var gradients = new List<Tensor>();
        var active = new List<ParameterState>();
        for (int i = 0; i < states.Length; i++)
        {
            if (group.Parameters[i].grad is not { } gradient)
                continue;
            states[i].Step++;
            parameters.Add(group.Parameters[i]);
            gradients.Add(gradient);
            active.Add(states[i]);
        }
        return new StepBatch([.. parameters], [.. gradients], active);
    }

    internal override Dictionary<string, Tensor> ExportState()
    {
        var exported = new Dictionary<string, Tensor>();
        foreach (var (prefix, _, state) in Entries())
        {
            exported[prefix + StepKey] = tensor(state.Step);
            foreach (var (name, value) in state.Tensors)
                exported[prefix + name] = value.alias();
        }
        return exported;
    }

    internal override void ImportState(IReadOnlyDictionary<string, Tensor> state)
    {
        var known = Entries().SelectMany(entry => StateNames.Append(StepKey).Select(name => entry.Prefix + name)).ToHashSet();
        if (state.Keys.FirstOrDefault(key => !known.Contains(key)) is { } stranger)
            throw new InvalidOperationException($"The optimizer state holds '{stranger}', which this {GetType().Name} does not have.");
        foreach (var (prefix, parameter, own) in Entries())
        {
            if (!state.TryGetValue(prefix + StepKey, out var step))
                throw new InvalidOperationException($"The optimizer state lacks '{prefix + StepKey}'.");
            var values = StateNames.Where(name => state.ContainsKey(prefix + name)).ToDictionary(name => name, name => state[prefix + name]);
            foreach (var (name, value) in values)
                RequireShape(prefix + name, parameter, value);
            own.Load(step.ToInt64(), values, parameter);
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var state in states.SelectMany(group => group))
            state.Dispose();
        base.Dispose(disposing);
    }

    static void RequireShape(string key, Parameter parameter, Tensor value)
    {
        if (!value.shape.AsSpan().SequenceEqual(parameter.shape))
        {
            throw new InvalidOperationException(
                $"The optimizer state '{key}' has the shape [{string.Join(',', value.shape)}]; its parameter has [{string.Join(',', parameter.shape)}].");
        }
    }

    IEnumerable<(string Prefix, Parameter Parameter, ParameterState State)> Entries()
    {
        for (int g = 0; g < groups.Length; g++)
        {
            for (int p = 0; p < states[g].Length; p++)
                yield return (string.Create(CultureInfo.InvariantCulture, $"{g}.{p}."), groups[g].Parameters[p], states[g][p]);
        }
    }
}
