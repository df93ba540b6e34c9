using Onnx;
using Studio.Torch;
using Studio.Training.Jobs;
using static Studio.Training.Export.OnnxAttributes;
using static TorchSharp.torch;

namespace Studio.Training.Export;

/// <summary>Writes the ONNX nodes of one traced call and answers the value of its result.</summary>
delegate string OnnxTranslation(OperatorCall call, OnnxGraphBuilder graph);

/// <summary>
/// libtorch operators and what they are in ONNX (opset 17). An architecture that uses a new operator needs one line here;
/// the contract test over all architectures says which.
/// </summary>
static class OnnxOperators
{
    static readonly OnnxTranslation Same = (call, graph) => graph.ValueOf(call.Arguments[0].Value);

    public static IReadOnlyDictionary<string, OnnxTranslation> All { get; } = new Dictionary<string, OnnxTranslation>
    {
        ["aten::conv2d"] = Convolution,
        ["aten::conv_transpose2d.input"] = TransposedConvolution,
        ["aten::batch_norm"] = BatchNormalization,
        ["aten::relu"] = Unary("Relu"),
        ["aten::relu_"] = Unary("Relu"),
        ["aten::sigmoid"] = Unary("Sigmoid"),
        ["aten::tanh"] = Unary("Tanh"),
        ["aten::leaky_relu"] = LeakyRelu,
        ["aten::leaky_relu_"] = LeakyRelu,
        ["aten::softmax.int"] = (call, graph) => graph.Add("Softmax", [graph.ValueOf(call["self"])], Whole("axis", (long)call["dim"]!)),
        ["aten::linear"] = OnnxReshaping.Linear,
        ["aten::group_norm"] = OnnxReshaping.GroupNormalization,
        ["aten::softplus"] = Unary("Softplus"),
        ["aten::max_pool2d"] = MaxPool,
        ["aten::max_pool2d_with_indices"] = OnnxReshaping.MaxPoolWithPlaces,
        ["aten::max_unpool2d"] = OnnxReshaping.MaxUnpool,
        ["aten::avg_pool2d"] = AveragePool,
        ["aten::upsample_nearest2d.vec"] = UpsampleNearest,
        ["aten::upsample_bilinear2d.vec"] = UpsampleBilinear,
        ["aten::cat"] = (call, graph) =>
            graph.Add("Concat", ((Tensor?[])call["tensors"]!).Select(graph.ValueOf), Whole("axis", (long)call["dim"]!)),
        ["aten::mean.dim"] = OnnxReshaping.Mean,
        ["aten::flatten.using_ints"] = OnnxReshaping.Flatten,
        ["aten::zeros_like"] = OnnxReshaping.ZerosLike,
        ["aten::expand_as"] = OnnxReshaping.ExpandAs,
        ["aten::slice.Tensor"] = OnnxReshaping.Slice,
        ["aten::split.Tensor"] = OnnxReshaping.Halves,
        ["aten::narrow"] = OnnxReshaping.Narrow,
        ["aten::add_.Tensor"] = Binary("Add"),
        ["aten::add.Tensor"] = Binary("Add"),
        ["aten::sub.Tensor"] = Binary("Sub"),
        ["aten::mul.Tensor"] = Binary("Mul"),
        ["aten::div.Tensor"] = Binary("Div"),
        ["aten::add.Scalar"] = WithScalar("Add"),
        ["aten::mul.Scalar"] = WithScalar("Mul"),
        ["aten::div.Scalar"] = WithScalar("Div"),
        ["aten::dropout"] = Dropout,
        ["aten::feature_dropout"] = Dropout,
        ["aten::flip"] = OnnxBorders.Flip,
        ["aten::pad"] = OnnxBorders.Pad,
        ["aten::log"] = Unary("Log"),
        ["aten::alias"] = Same,
        ["aten::contiguous"] = Same,
        ["aten::clone"] = Same,
        ["aten::detach"] = Same,
    };

    static OnnxTranslation Unary(string name) => (call, graph) => graph.Add(name, [graph.ValueOf(call.Arguments[0].Value)]);

    static OnnxTranslation Binary(string name) => (call, graph) =>
    {
        if (call.Arguments.Any(argument => argument is { Name: "alpha", Value: not 1L and not 1.0 }))
        {
            throw new JobFailureException($"{call.FullName} with a factor (alpha) cannot be exported to ONNX.");
        }

        return graph.Add(name, [graph.ValueOf(call["self"]), graph.ValueOf(call["other"])]);
    };

    static OnnxTranslation WithScalar(string name) => (call, graph) =>
        graph.Add(name, [graph.ValueOf(call["self"]), graph.AddScalar(Convert.ToDouble(call["other"], System.Globalization.CultureInfo.InvariantCulture))]);

    static string LeakyRelu(OperatorCall call, OnnxGraphBuilder graph) => graph.Add(
        "LeakyRelu",
        [graph.ValueOf(call["self"])],
        Number("alpha", Convert.ToDouble(call["negative_slope"], System.Globalization.CultureInfo.InvariantCulture)));

    static string Convolution(OperatorCall call, OnnxGraphBuilder graph) => graph.Add(
        "Conv", WithBias(call, graph), [.. Window(call, KernelOf(call)), .. DilationAndGroups(call)]);

    static string TransposedConvolution(OperatorCall call, OnnxGraphBuilder graph) => graph.Add(
        "ConvTranspose",
        WithBias(call, graph),
        [.. Window(call, KernelOf(call)), .. DilationAndGroups(call), Wholes("output_padding", Pair(call, "output_padding"))]);

    static string BatchNormalization(OperatorCall call, OnnxGraphBuilder graph)
    {
        if (call["training"] is true)
        {
            throw new JobFailureException("Batch normalisation is exported in evaluation mode only.");
        }

        string[] names = ["input", "weight", "bias", "running_mean", "running_var"];
        return graph.Add("BatchNormalization", names.Select(name => graph.ValueOf(call[name])), Number("epsilon", (double)call["eps"]!));
    }

    static string MaxPool(OperatorCall call, OnnxGraphBuilder graph) => graph.Add(
        "MaxPool",
        [graph.ValueOf(call["self"])],
        [.. Window(call, Pair(call, "kernel_size")), Wholes("dilations", Pair(call, "dilation")), Flag("ceil_mode", call)]);

    static string AveragePool(OperatorCall call, OnnxGraphBuilder graph) => graph.Add(
        "AveragePool",
        [graph.ValueOf(call["self"])],
        [.. Window(call, Pair(call, "kernel_size")), Flag("count_include_pad", call), Flag("ceil_mode", call)]);

    static string UpsampleNearest(OperatorCall call, OnnxGraphBuilder graph) =>
        Resize(call, graph, Word("mode", "nearest"), Word("coordinate_transformation_mode", "asymmetric"), Word("nearest_mode", "floor"));

    static string UpsampleBilinear(OperatorCall call, OnnxGraphBuilder graph)
    {
        var coordinates = call["align_corners"] is true ? "align_corners" : "half_pixel";
        return Resize(call, graph, Word("mode", "linear"), Word("coordinate_transformation_mode", coordinates));
    }

    /// <summary>The second input would be a region of interest, which only one mode of ONNX uses.</summary>
    static string Resize(OperatorCall call, OnnxGraphBuilder graph, params ReadOnlySpan<AttributeProto> attributes) =>
        graph.Add("Resize", [graph.ValueOf(call["input"]), "", Scales(call, graph)], attributes);

    static string Dropout(OperatorCall call, OnnxGraphBuilder graph) => call["train"] is false
        ? graph.ValueOf(call["input"])
        : throw new JobFailureException("Dropout is exported in evaluation mode only.");

    static IEnumerable<string> WithBias(OperatorCall call, OnnxGraphBuilder graph)
    {
        yield return graph.ValueOf(call["input"]);
        yield return graph.ValueOf(call["weight"]);
        if (call["bias"] is Tensor bias)
        {
            yield return graph.ValueOf(bias);
        }
    }

    static string Scales(OperatorCall call, OnnxGraphBuilder graph)
    {
        if (call["scale_factors"] is not double[] { Length: 2 } factors)
        {
            throw new JobFailureException($"{call.FullName} to a fixed size cannot be exported to ONNX; use a factor.");
        }

        return graph.AddConstant(1, 1, (float)factors[0], (float)factors[1]);
    }

    static long[] KernelOf(OperatorCall call) => ((Tensor)call["weight"]!).shape[2..];

    /// <summary>Kernel, stride and padding; an empty stride means that of the kernel, ONNX wants padding at both ends.</summary>
    public static AttributeProto[] Window(OperatorCall call, long[] kernel)
    {
        var padding = Pair(call, "padding");
        var stride = ((long[])call["stride"]!).Length == 0 ? kernel : Pair(call, "stride");
        return [Wholes("kernel_shape", kernel), Wholes("strides", stride), Wholes("pads", [.. padding, .. padding])];
    }

    static AttributeProto[] DilationAndGroups(OperatorCall call) =>
        [Wholes("dilations", Pair(call, "dilation")), Whole("group", (long)call["groups"]!)];

    static AttributeProto Flag(string name, OperatorCall call) => Whole(name, call[name] is true ? 1 : 0);

    /// <summary>One number stands for both sides.</summary>
    public static long[] Pair(OperatorCall call, string name)
    {
        var values = (long[])call[name]!;
        return values.Length == 1 ? [values[0], values[0]] : values;
    }
}
