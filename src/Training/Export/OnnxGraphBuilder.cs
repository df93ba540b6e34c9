using Google.Protobuf;
using Onnx;
using Studio.Torch;
using Studio.Training.Jobs;
using static TorchSharp.torch;

namespace Studio.Training.Export;

/// <summary>Collects nodes and weights of an ONNX graph while a network runs.</summary>
sealed class OnnxGraphBuilder
{
    const int FloatElements = (int)TensorProto.Types.DataType.Float;

    readonly GraphProto graph;
    readonly Dictionary<long, string> valueOf = [];
    readonly Dictionary<long, string> weightOf;
    readonly Dictionary<string, Tensor> weights;
    readonly HashSet<string> written = [];
    int counter;

    /// <param name="weights">Parameters and buffers by name, float32 on the CPU.</param>
    public OnnxGraphBuilder(string name, Dictionary<string, Tensor> weights)
    {
        graph = new GraphProto { Name = name };
        this.weights = weights;
        weightOf = weights.ToDictionary(pair => TorchRuntime.IdOf(pair.Value), pair => pair.Key);
    }

    /// <summary>Says which ONNX value a tensor is from now on.</summary>
    public void Bind(Tensor tensor, string value) => valueOf[TorchRuntime.IdOf(tensor)] = value;

    /// <summary>The ONNX value of a tensor; a weight is written into the graph when it is first used.</summary>
    /// <exception cref="JobFailureException">The tensor comes from a call that was not seen.</exception>
    public string ValueOf(object? argument)
    {
        var tensor = (Tensor)argument!;
        if (valueOf.TryGetValue(TorchRuntime.IdOf(tensor), out var value))
        {
            return value;
        }

        if (!weightOf.TryGetValue(TorchRuntime.IdOf(tensor), out var weight))
        {
            throw new JobFailureException("The network computes with a tensor that is neither its input nor a weight; it cannot be exported to ONNX.");
        }

        if (written.Add(weight))
        {
            AddWeight(weight, weights[weight]);
        }

        return weight;
    }

    /// <summary>Adds a node with one output and answers that output's name.</summary>
    public string Add(string operatorType, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var output = $"value_{++counter}";
        AddNode(operatorType, inputs, [output], attributes);
        return output;
    }

    /// <summary>Adds a node with two outputs and answers their names.</summary>
    public (string First, string Second) AddTwo(
        string operatorType, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var (first, second) = ($"value_{++counter}", $"value_{++counter}");
        AddNode(operatorType, inputs, [first, second], attributes);
        return (first, second);
    }

    void AddNode(string operatorType, IEnumerable<string> inputs, string[] outputs, ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operatorType, Name = $"{operatorType}_{counter}" };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        foreach (var attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        graph.Node.Add(node);
    }

    /// <summary>A constant of float32 values; answers its name.</summary>
    public string AddConstant(params float[] values)
    {
        var name = $"constant_{++counter}";
        var constant = new TensorProto { Name = name, DataType = FloatElements, Dims = { values.Length } };
        constant.FloatData.AddRange(values);
        graph.Initializer.Add(constant);
        return name;
    }

    /// <summary>A constant of int64 values, such as a shape; answers its name.</summary>
    public string AddWholes(params long[] values)
    {
        var name = $"constant_{++counter}";
        var constant = new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Int64, Dims = { values.Length } };
        constant.Int64Data.AddRange(values);
        graph.Initializer.Add(constant);
        return name;
    }

    /// <summary>A constant without dimensions; answers its name.</summary>
    public string AddScalar(double value)
    {
        var name = $"constant_{++counter}";
        graph.Initializer.Add(new TensorProto { Name = name, DataType = FloatElements, FloatData = { (float)value } });
        return name;
    }

    /// <summary>
    /// Ends the graph: the input may have any batch size, height and width, and the output's channels are those of
    /// <paramref name="result"/>.
    /// </summary>
    /// <param name="input">The tensor that was bound as input.</param>
    /// <param name="oneSize">The input must be as high and wide as that tensor.</param>
    public ModelProto Finish(string inputName, Tensor input, string outputName, Tensor result, bool oneSize)
    {
        graph.Node.Add(new NodeProto { OpType = "Identity", Name = "output", Input = { ValueOf(result) }, Output = { outputName } });
        var (before, after) = (input.shape, result.shape);
        var images = Value(inputName, before[1], "H", "W");
        for (var axis = 2; oneSize && axis < before.Length; axis++)
        {
            images.Type.TensorType.Shape.Dim[axis] = new TensorShapeProto.Types.Dimension { DimValue = before[axis] };
        }

        graph.Input.Add(images);

        // An output of another size than the input, or of vectors, has sizes of its own.
        graph.Output.Add(after.Length == 4 && after[2] == before[2] && after[3] == before[3]
            ? Value(outputName, after[1], "H", "W")
            : Value(outputName, after[1], [.. after.Skip(2).Select((_, axis) => $"output_{axis}")]));
        return new ModelProto
        {
            IrVersion = 8,
            ProducerName = "studio",
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
            Graph = graph,
        };
    }

    void AddWeight(string name, Tensor tensor)
    {
        using var plain = tensor.detach().contiguous();
        var weight = new TensorProto { Name = name, DataType = FloatElements, RawData = ByteString.CopyFrom(plain.bytes) };
        weight.Dims.AddRange(plain.shape);
        graph.Initializer.Add(weight);
    }

    static ValueInfoProto Value(string name, long channels, params string[] sizes)
    {
        var shape = new TensorShapeProto
        {
            Dim =
            {
                new TensorShapeProto.Types.Dimension { DimParam = "N" },
                new TensorShapeProto.Types.Dimension { DimValue = channels },
            },
        };
        shape.Dim.AddRange(sizes.Select(size => new TensorShapeProto.Types.Dimension { DimParam = size }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = FloatElements, Shape = shape } },
        };
    }
}
