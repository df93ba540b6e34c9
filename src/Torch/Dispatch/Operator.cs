using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Studio.Torch;
using TorchSharp.Native;

namespace TorchSharp.Dispatch;

/// <summary>
/// One overload of a libtorch operator, called through the dispatcher with boxed arguments.
/// Kept in the table <see cref="Aten"/>; the native handle is looked up on first use and kept, so an operator
/// that one libtorch version lacks fails only when it is used.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    const int MaxResults = 8;

    nint handle;
    int parameterCount;
    OperatorParameter[]? parameters;

    /// <summary>Name with namespace, for example "aten::conv2d".</summary>
    internal string Name { get; } = name;

    /// <summary>Overload, for example "dim_IntList"; empty for the unnamed one.</summary>
    internal string Overload { get; } = overload;

    internal string FullName => Overload.Length == 0 ? Name : Name + "." + Overload;

    /// <summary>Names and defaults of the parameters, in order.</summary>
    internal OperatorParameter[] Parameters => parameters ??= OperatorParameter.Read(Resolve(), parameterCount);

    /// <summary>The schema as libtorch prints it.</summary>
    internal string Schema
    {
        get
        {
            NativeMethods.Check(NativeMethods.st_operator_schema(Resolve(), out var text));
            return Marshal.PtrToStringUTF8(text)!;
        }
    }

    /// <summary>Looks the operator up.</summary>
    /// <exception cref="TorchException">This libtorch has no such operator.</exception>
    internal nint Resolve()
    {
        if (handle != 0)
            return handle;
        int count = NativeMethods.st_operator_find(Name, Overload, out var found);
        if (count < 0)
            throw new TorchException($"This libtorch has no operator {FullName}: {NativeMethods.LastError()}");
        parameterCount = count;
        return handle = found;
    }

    /// <summary>Calls an operator with one tensor result.</summary>
    internal torch.Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        Value result = default;
        int count = Invoke(arguments, &result, 1);
        if (count != 1 || result.Kind != ValueKind.Tensor)
            throw new InvalidOperationException($"{FullName} does not return one tensor.");
        var tensor = new torch.Tensor(result.Pointer);
        if (OperatorTrace.IsActive)
            OperatorTrace.Report(this, arguments, [tensor]);
        return tensor;
    }

    /// <summary>Calls an in-place operator. Its result is <paramref name="self"/> again; the extra reference is freed.</summary>
    internal T CallInPlace<T>(T self, params ReadOnlySpan<Argument> arguments) where T : torch.Tensor
    {
        Value result = default;
        if (Invoke(arguments, &result, 1) == 1 && result.Kind == ValueKind.Tensor)
            NativeMethods.st_tensor_free(result.Pointer);
        if (OperatorTrace.IsActive)
            OperatorTrace.Report(this, arguments, [self]);
        return self;
    }

    /// <summary>Calls an operator with two tensor results.</summary>
    internal (torch.Tensor, torch.Tensor) Call2(params ReadOnlySpan<Argument> arguments)
    {
        var results = CallMany(arguments);
        return results.Length == 2 ? (results[0], results[1]) : throw new InvalidOperationException($"{FullName} does not return two tensors.");
    }

    /// <summary>Calls an operator for all its tensor results, lists flattened. In-place list operators give none.</summary>
    internal torch.Tensor[] CallMany(params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        int count = Invoke(arguments, results, MaxResults);
        var tensors = Collect(new ReadOnlySpan<Value>(results, count));
        if (OperatorTrace.IsActive)
            OperatorTrace.Report(this, arguments, tensors);
        return tensors;
    }

    /// <summary>Calls an operator with one number or truth value as result.</summary>
    internal Scalar CallScalar(params ReadOnlySpan<Argument> arguments)
    {
        Value result = default;
        Invoke(arguments, &result, 1);
        if (OperatorTrace.IsActive)
            OperatorTrace.Report(this, arguments, []);
        return result.Kind switch
        {
            ValueKind.Double => new Scalar(result.Real),
            ValueKind.Int => new Scalar(result.Integer),
            ValueKind.Bool => new Scalar(result.Integer != 0),
            _ => throw new InvalidOperationException($"{FullName} does not return a number."),
        };
    }

    // Lists lie in thread-local storage of the library: wrap every handle before anything else is called.
    static torch.Tensor[] Collect(ReadOnlySpan<Value> results)
    {
        int total = 0;
        foreach (var result in results)
            total += result.Kind == ValueKind.Tensors ? result.Count : result.Kind == ValueKind.Tensor ? 1 : 0;
        if (total == 0)
            return [];
        var tensors = new torch.Tensor[total];
        int next = 0;
        foreach (var result in results)
        {
            if (result.Kind == ValueKind.Tensor)
                tensors[next++] = new torch.Tensor(result.Pointer);
            for (int i = 0; result.Kind == ValueKind.Tensors && i < result.Count; i++)
                tensors[next++] = new torch.Tensor(((nint*)result.Pointer)[i]);
        }
        return tensors;
    }

    [SkipLocalsInit]
    int Invoke(ReadOnlySpan<Argument> arguments, Value* results, int capacity)
    {
        Value* values = stackalloc Value[arguments.Length];
        var buffer = new ArgumentBuffer(stackalloc long[ArgumentBuffer.ScratchWords]);
        int status;
        try
        {
            buffer.Fill(arguments, values);
            status = NativeMethods.st_operator_call(Resolve(), values, arguments.Length, results, capacity);
        }
        finally
        {
            buffer.Free();
        }
        // The values hold raw handles: no argument may be finalized before the call is over.
        foreach (ref readonly var argument in arguments)
            GC.KeepAlive(argument.Object);
        if (status < 0)
            throw new TorchException(OperatorError.Describe(this, arguments, NativeMethods.LastError()));
        return status;
    }
}
