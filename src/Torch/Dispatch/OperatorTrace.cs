using Studio.Torch;

namespace TorchSharp.Dispatch;

/// <summary>Hands every dispatcher call of this thread to the observer of the innermost trace scope.</summary>
internal static class OperatorTrace
{
    [ThreadStatic]
    static IOperatorObserver? current;

    internal static bool IsActive => current is not null;

    internal static IDisposable Begin(IOperatorObserver observer)
    {
        var outer = current;
        current = observer;
        return new Restore(() => current = outer);
    }

    /// <summary>Reports one call. What the observer itself computes is not observed.</summary>
    internal static void Report(Operator called, ReadOnlySpan<Argument> arguments, torch.Tensor[] results)
    {
        var observer = current;
        if (observer is null)
            return;
        current = null;
        try
        {
            observer.OnCall(new OperatorCall(called.Name, called.Overload, Bind(called.Parameters, arguments), results));
        }
        finally
        {
            current = observer;
        }
    }

    static OperatorArgument[] Bind(OperatorParameter[] parameters, ReadOnlySpan<Argument> arguments)
    {
        var bound = new OperatorArgument[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            bool given = i < arguments.Length && arguments[i].Kind != Native.ValueKind.Default;
            bound[i] = new OperatorArgument(parameters[i].Name, given ? arguments[i].ToObject() : parameters[i].DefaultValue);
        }
        return bound;
    }
}
