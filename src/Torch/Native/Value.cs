using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Kind of a boxed argument or result; the same numbers as in native/torch/abi.h.</summary>
internal enum ValueKind
{
    Default = -1,
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    Ints = 5,
    Doubles = 6,
    Bools = 7,
    Tensors = 8,
    String = 9,
    Device = 10,
    Other = 11,
}

/// <summary>One boxed argument or result as it crosses the C border.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Value
{
    [FieldOffset(0)] public ValueKind Kind;
    [FieldOffset(4)] public int Count;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;
}

/// <summary>Facts of a tensor. The pointers lie inside the tensor and are valid while it lives unchanged.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorInfo
{
    public long Dimensions;
    public long ElementCount;
    public long* Sizes;
    public long* Strides;
    public void* Data;
    public int ScalarType;
    public int DeviceType;
    public int DeviceIndex;
    public int ElementBytes;
    public byte RequiresGrad;
    public byte IsLeaf;
    public byte IsContiguous;
    public byte IsChannelsLast;
    public int Reserved;
}
