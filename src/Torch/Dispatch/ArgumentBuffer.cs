using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp.Dispatch;

/// <summary>
/// Turns arguments into the C border's values. Lists are copied into scratch memory on the caller's stack,
/// or into native memory when they are long (the parameter lists of an optimizer).
/// </summary>
internal unsafe ref struct ArgumentBuffer(Span<long> scratch)
{
    /// <summary>Words of stack that hold the shape, stride and padding lists of any ordinary operator.</summary>
    internal const int ScratchWords = 48;

    readonly Span<long> scratch = scratch;
    int used;
    List<nint>? blocks;

    internal void Fill(ReadOnlySpan<Argument> arguments, Value* values)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            values[i].Kind = argument.Kind;
            values[i].Count = 0;
            values[i].Integer = argument.Bits;
            switch (argument.Kind)
            {
                case ValueKind.Tensor:
                    values[i].Pointer = Unsafe.As<torch.Tensor>(argument.Object!).Handle;
                    break;
                case ValueKind.Ints:
                    Copy<long>(Unsafe.As<long[]>(argument.Object!), ref values[i]);
                    break;
                case ValueKind.Doubles:
                    Copy<double>(Unsafe.As<double[]>(argument.Object!), ref values[i]);
                    break;
                case ValueKind.Bools:
                    Copy<bool>(Unsafe.As<bool[]>(argument.Object!), ref values[i]);
                    break;
                case ValueKind.String:
                    Copy<byte>(Unsafe.As<byte[]>(argument.Object!), ref values[i]);
                    break;
                case ValueKind.Tensors:
                    CopyHandles(Unsafe.As<torch.Tensor?[]>(argument.Object!), ref values[i]);
                    break;
            }
        }
    }

    internal readonly void Free()
    {
        if (blocks is null)
            return;
        foreach (var block in blocks)
            NativeMemory.Free((void*)block);
    }

    void Copy<T>(ReadOnlySpan<T> source, ref Value value) where T : unmanaged
    {
        var target = Reserve((source.Length * sizeof(T) + sizeof(long) - 1) / sizeof(long));
        source.CopyTo(new Span<T>(target, source.Length));
        value.Count = source.Length;
        value.Pointer = (nint)target;
    }

    void CopyHandles(ReadOnlySpan<torch.Tensor?> tensors, ref Value value)
    {
        var target = (nint*)Reserve(tensors.Length);
        for (int i = 0; i < tensors.Length; i++)
            target[i] = tensors[i]?.Handle ?? 0;
        value.Count = tensors.Length;
        value.Pointer = (nint)target;
    }

    long* Reserve(int words)
    {
        if (used + words <= scratch.Length)
        {
            // The scratch span lies on the caller's stack and does not move.
            var start = (long*)Unsafe.AsPointer(ref scratch.Slice(used).GetPinnableReference());
            used += words;
            return start;
        }
        var block = NativeMemory.Alloc((nuint)words, sizeof(long));
        (blocks ??= []).Add((nint)block);
        return (long*)block;
    }
}
