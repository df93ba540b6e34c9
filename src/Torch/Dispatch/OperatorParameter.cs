using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp.Dispatch;

/// <summary>One parameter of an operator's schema: its name and, where it has one, its default.</summary>
internal sealed record OperatorParameter(string Name, object? DefaultValue)
{
    internal static OperatorParameter[] Read(nint handle, int count)
    {
        var parameters = new OperatorParameter[count];
        for (int i = 0; i < count; i++)
        {
            NativeMethods.Check(NativeMethods.st_operator_parameter(handle, i, out var name, out var value));
            parameters[i] = new OperatorParameter(Marshal.PtrToStringUTF8(name)!, ToObject(value));
        }
        return parameters;
    }

    static unsafe object? ToObject(in Value value) => value.Kind switch
    {
        ValueKind.Int => value.Integer,
        ValueKind.Double => value.Real,
        ValueKind.Bool => value.Integer != 0,
        ValueKind.Ints => new ReadOnlySpan<long>((void*)value.Pointer, value.Count).ToArray(),
        ValueKind.Doubles => new ReadOnlySpan<double>((void*)value.Pointer, value.Count).ToArray(),
        ValueKind.Bools => new ReadOnlySpan<bool>((void*)value.Pointer, value.Count).ToArray(),
        ValueKind.String => Marshal.PtrToStringUTF8(value.Pointer, value.Count),
        _ => null,
    };
}
