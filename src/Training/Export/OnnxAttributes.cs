using Google.Protobuf;
using Onnx;
using Kind = Onnx.AttributeProto.Types.AttributeType;

namespace Studio.Training.Export;

/// <summary>Attributes of ONNX nodes.</summary>
static class OnnxAttributes
{
    public static AttributeProto Whole(string name, long value) => new() { Name = name, Type = Kind.Int, I = value };

    public static AttributeProto Number(string name, double value) => new() { Name = name, Type = Kind.Float, F = (float)value };

    public static AttributeProto Word(string name, string value) => new() { Name = name, Type = Kind.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Wholes(string name, IEnumerable<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = Kind.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }
}
