namespace TorchSharp;

/// <summary>A number passed to an operator without becoming a tensor. Written as an ordinary C# number.</summary>
public readonly struct Scalar
{
    internal readonly bool IsReal;
    internal readonly bool IsBool;
    internal readonly double Real;
    internal readonly long Integer;

    internal Scalar(double value)
    {
        IsReal = true;
        Real = value;
    }

    internal Scalar(long value) => Integer = value;

    internal Scalar(bool value)
    {
        IsBool = true;
        Integer = value ? 1 : 0;
    }

    public static implicit operator Scalar(double value) => new(value);

    public static implicit operator Scalar(float value) => new((double)value);

    public static implicit operator Scalar(long value) => new(value);

    public static implicit operator Scalar(int value) => new((long)value);

    public static implicit operator Scalar(short value) => new((long)value);

    public static implicit operator Scalar(byte value) => new((long)value);

    public static implicit operator Scalar(bool value) => new(value);

    public double ToDouble() => IsReal ? Real : Integer;

    public float ToSingle() => (float)ToDouble();

    /// <summary>The number as an integer; a real number is cut off towards zero.</summary>
    public long ToInt64() => IsReal ? (long)Real : Integer;

    public int ToInt32() => checked((int)ToInt64());

    public bool ToBoolean() => IsReal ? Real != 0 : Integer != 0;
}
