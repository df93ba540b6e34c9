using System.Text;
using TorchSharp.Native;

namespace TorchSharp.Dispatch;

/// <summary>
/// One boxed argument of an operator call. The implicit conversions let a call read like the operator's schema:
/// <c>Aten.conv2d.Call(x, weight, bias, stride, padding, dilation, 1)</c>.
/// </summary>
internal readonly struct Argument
{
    /// <summary>Takes the default of the operator's schema.</summary>
    internal static readonly Argument Default = new(ValueKind.Default, 0, null);

    /// <summary>None: an absent optional argument.</summary>
    internal static Argument None => default;

    internal readonly object? Object;
    internal readonly long Bits;
    internal readonly ValueKind Kind;

    Argument(ValueKind kind, long bits, object? reference)
    {
        Kind = kind;
        Bits = bits;
        Object = reference;
    }

    public static implicit operator Argument(torch.Tensor? value) =>
        value is null ? None : new(ValueKind.Tensor, 0, value);

    public static implicit operator Argument(long value) => new(ValueKind.Int, value, null);

    public static implicit operator Argument(long? value) => value is { } given ? given : None;

    public static implicit operator Argument(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    public static implicit operator Argument(double? value) => value is { } given ? given : None;

    public static implicit operator Argument(bool value) => new(ValueKind.Bool, value ? 1 : 0, null);

    public static implicit operator Argument(string value) => new(ValueKind.String, 0, Encoding.UTF8.GetBytes(value));

    public static implicit operator Argument(long[]? value) => value is null ? None : new(ValueKind.Ints, 0, value);

    public static implicit operator Argument(double[]? value) => value is null ? None : new(ValueKind.Doubles, 0, value);

    public static implicit operator Argument(bool[]? value) => value is null ? None : new(ValueKind.Bools, 0, value);

    public static implicit operator Argument(torch.Tensor?[] value) => new(ValueKind.Tensors, 0, value);

    public static implicit operator Argument(torch.ScalarType value) => (long)value;

    public static implicit operator Argument(torch.ScalarType? value) => value is { } given ? given : None;

    public static implicit operator Argument(torch.Device? value) =>
        value is null ? None : new(ValueKind.Device, ((long)value.type << 32) | (uint)value.index, null);

    public static implicit operator Argument(Scalar value) => value.IsReal ? value.Real : value.IsBool ? value.Integer != 0 : value.Integer;

    public static implicit operator Argument(Scalar? value) => value is { } given ? given : None;

    /// <summary>The argument as an ordinary object: a Tensor, long, double, bool, string, device, array of these, or null.</summary>
    internal object? ToObject() => Kind switch
    {
        ValueKind.Tensor or ValueKind.Ints or ValueKind.Doubles or ValueKind.Bools or ValueKind.Tensors => Object,
        ValueKind.Int => Bits,
        ValueKind.Double => BitConverter.Int64BitsToDouble(Bits),
        ValueKind.Bool => Bits != 0,
        ValueKind.String => Encoding.UTF8.GetString((byte[])Object!),
        ValueKind.Device => new torch.Device((DeviceType)(Bits >> 32), (int)Bits),
        _ => null,
    };
}
