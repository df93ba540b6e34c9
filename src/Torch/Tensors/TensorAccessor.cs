using System.Collections;

namespace TorchSharp.Utils;

/// <summary>
/// The elements of a CPU tensor in row-major order. Keeps the tensor object alive, not its content:
/// after the tensor is disposed every access throws.
/// </summary>
public sealed unsafe class TensorAccessor<T> : IEnumerable<T>, IDisposable where T : unmanaged
{
    readonly torch.Tensor tensor;
    readonly long[] sizes;
    readonly long[] strides;
    readonly bool contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        this.tensor = tensor;
        sizes = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.numel();
    }

    public long Count { get; }

    /// <summary>Element at a position for each axis; one number counts along the flattened tensor.</summary>
    public T this[params long[] indices]
    {
        get => *Address(indices);
        set => *Address(indices) = value;
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result);
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyTo(array.AsSpan(arrayIndex), tensorIndex);

    /// <summary>Copies elements from <paramref name="tensorIndex"/> on until the tensor ends.</summary>
    /// <exception cref="ArgumentException">The target is too short.</exception>
    public void CopyTo(Span<T> target, long tensorIndex = 0)
    {
        long count = Count - tensorIndex;
        if (target.Length < count)
            throw new ArgumentException($"The target holds {target.Length} elements; {count} are copied.", nameof(target));
        if (contiguous)
        {
            new ReadOnlySpan<T>((T*)tensor.DataPointer + tensorIndex, checked((int)count)).CopyTo(target);
            GC.KeepAlive(tensor);
            return;
        }
        for (long i = 0; i < count; i++)
            target[(int)i] = *Address([tensorIndex + i]);
    }

    /// <summary>Overwrites elements from <paramref name="tensorIndex"/> on.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0)
    {
        long count = Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        for (long i = 0; i < count; i++)
            *Address([tensorIndex + i]) = array[arrayIndex + i];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() { }

    T* Address(ReadOnlySpan<long> indices)
    {
        long offset = indices.Length == 1 && sizes.Length != 1 ? FlatOffset(indices[0]) : Offset(indices);
        return (T*)tensor.DataPointer + offset;
    }

    long Offset(ReadOnlySpan<long> indices)
    {
        if (indices.Length != sizes.Length)
            throw new ArgumentException($"{indices.Length} indices for a tensor of {sizes.Length} axes.", nameof(indices));
        long offset = 0;
        for (int axis = 0; axis < indices.Length; axis++)
        {
            if (indices[axis] < 0 || indices[axis] >= sizes[axis])
                throw new ArgumentOutOfRangeException(nameof(indices), $"Index {indices[axis]} is outside axis {axis} of length {sizes[axis]}.");
            offset += indices[axis] * strides[axis];
        }
        return offset;
    }

    long FlatOffset(long index)
    {
        if (index < 0 || index >= Count)
            throw new ArgumentOutOfRangeException(nameof(index), $"Index {index} is outside a tensor of {Count} elements.");
        long offset = 0;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            offset += index % sizes[axis] * strides[axis];
            index /= sizes[axis];
        }
        return offset;
    }
}
