using TorchSharp;

namespace Studio.Torch;

/// <summary>Sees every operator call of a <see cref="TorchRuntime.Trace"/> scope, in order.</summary>
public interface IOperatorObserver
{
    /// <summary>
    /// Called after the operator returned. The tensors of the call are alive now and may be disposed afterwards;
    /// read what is needed here. <see cref="TorchRuntime.IdOf"/> tells them apart for the life of the process.
    /// </summary>
    void OnCall(OperatorCall call);
}

/// <summary>
/// One argument as the schema names it. The value is a Tensor, long, double, bool, string, torch.Device,
/// long[], double[], bool[], Tensor?[], or null for none. Defaults of the schema are filled in.
/// </summary>
public sealed record OperatorArgument(string Name, object? Value);

/// <summary>
/// One call of the dispatcher as the surface made it: a composite such as aten::conv2d or aten::batch_norm
/// appears as itself, not as what libtorch makes of it.
/// </summary>
/// <param name="Name">Operator with namespace, for example "aten::conv2d"; a trailing underscore means in place.</param>
/// <param name="Overload">Overload of the operator; empty for the unnamed one.</param>
/// <param name="Arguments">Every argument of the schema, in order.</param>
/// <param name="Results">The tensors returned; for an in-place operator the changed tensor itself; empty for in-place list operators.</param>
public sealed record OperatorCall(
    string Name, string Overload, IReadOnlyList<OperatorArgument> Arguments, IReadOnlyList<torch.Tensor> Results)
{
    /// <summary>Name and overload joined by a dot, as in "aten::upsample_nearest2d.vec".</summary>
    public string FullName => Overload.Length == 0 ? Name : Name + "." + Overload;

    /// <summary>Value of the argument the schema calls <paramref name="name"/>.</summary>
    /// <exception cref="KeyNotFoundException">The operator has no such argument.</exception>
    public object? this[string name] =>
        (Arguments.FirstOrDefault(argument => argument.Name == name)
         ?? throw new KeyNotFoundException($"{FullName} has no argument '{name}'.")).Value;
}
