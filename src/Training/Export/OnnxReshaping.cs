using Studio.Torch;
using Studio.Training.Jobs;
using static Studio.Training.Export.OnnxAttributes;
using static TorchSharp.torch;

namespace Studio.Training.Export;

/// <summary>
/// Translations of what pools, picks parts and changes shapes. Whatever depends on the size of the input is written so
/// that it follows the size of the image that the model is given, not that of the image it was traced with.
/// </summary>
static class OnnxReshaping
{
    /// <summary>
    /// Places are numbered within a channel in libtorch and within the whole tensor in ONNX; only
    /// <see cref="MaxUnpool"/> reads them, so each side keeps its own.
    /// </summary>
    public static string MaxPoolWithPlaces(OperatorCall call, OnnxGraphBuilder graph)
    {
        var (values, places) = graph.AddTwo(
            "MaxPool",
            [graph.ValueOf(call["self"])],
            [.. OnnxOperators.Window(call, OnnxOperators.Pair(call, "kernel_size")), Wholes("dilations", OnnxOperators.Pair(call, "dilation"))]);
        graph.Bind(call.Results[1], places);
        return values;
    }

    /// <exception cref="JobFailureException">The result is not twice as high and wide; ONNX would guess another size.</exception>
    public static string MaxUnpool(OperatorCall call, OnnxGraphBuilder graph)
    {
        var (small, large) = (((Tensor)call["self"]!).shape, (long[])call["output_size"]!);
        if (large[0] != small[2] * 2 || large[1] != small[3] * 2)
        {
            throw new JobFailureException("Only unpooling by 2 can be exported to ONNX.");
        }

        return graph.Add(
            "MaxUnpool",
            [graph.ValueOf(call["self"]), graph.ValueOf(call["indices"])],
            Wholes("kernel_shape", [2, 2]),
            Wholes("strides", [2, 2]));
    }

    public static string Linear(OperatorCall call, OnnxGraphBuilder graph)
    {
        string[] inputs = [graph.ValueOf(call["input"]), graph.ValueOf(call["weight"])];
        return graph.Add("Gemm", call["bias"] is Tensor bias ? [.. inputs, graph.ValueOf(bias)] : inputs, Whole("transB", 1));
    }

    public static string Mean(OperatorCall call, OnnxGraphBuilder graph) => graph.Add(
        "ReduceMean", [graph.ValueOf(call["self"])], Wholes("axes", (long[])call["dim"]!), Whole("keepdims", call["keepdim"] is true ? 1 : 0));

    /// <summary>Everything from an axis to the last becomes one axis.</summary>
    public static string Flatten(OperatorCall call, OnnxGraphBuilder graph)
    {
        if (call["end_dim"] is not -1L)
        {
            throw new JobFailureException("Only flattening to the last axis can be exported to ONNX.");
        }

        // 0 keeps an axis as it is, -1 takes the rest.
        var kept = Enumerable.Repeat(0L, (int)(long)call["start_dim"]!);
        return graph.Add("Reshape", [graph.ValueOf(call["self"]), graph.AddWholes([.. kept, -1])]);
    }

    public static string ZerosLike(OperatorCall call, OnnxGraphBuilder graph) =>
        graph.Add("ConstantOfShape", [ShapeOf(call["self"], graph)]);

    public static string ExpandAs(OperatorCall call, OnnxGraphBuilder graph) =>
        graph.Add("Expand", [graph.ValueOf(call["self"]), ShapeOf(call["other"], graph)]);

    /// <summary>Parts by fixed numbers; ends counted from the back follow the size of the image.</summary>
    public static string Slice(OperatorCall call, OnnxGraphBuilder graph) => graph.Add(
        "Slice",
        [
            graph.ValueOf(call["self"]),
            graph.AddWholes(call["start"] as long? ?? 0),
            graph.AddWholes(call["end"] as long? ?? long.MaxValue),
            graph.AddWholes((long)call["dim"]!),
            graph.AddWholes((long)call["step"]!),
        ]);

    /// <exception cref="JobFailureException">Rows or columns are picked, whose number depends on the image.</exception>
    public static string Narrow(OperatorCall call, OnnxGraphBuilder graph)
    {
        var (dim, start, length) = ((long)call["dim"]!, (long)call["start"]!, (long)call["length"]!);
        if (dim is not 1)
        {
            throw new JobFailureException("Only channels can be picked by number in ONNX.");
        }

        return graph.Add(
            "Slice", [graph.ValueOf(call["self"]), graph.AddWholes(start), graph.AddWholes(start + length), graph.AddWholes(dim)]);
    }

    /// <exception cref="JobFailureException">There are not two parts of one size.</exception>
    public static string Halves(OperatorCall call, OnnxGraphBuilder graph)
    {
        var dim = (long)call["dim"]!;
        if (call.Results.Count != 2 || call.Results[0].shape[dim] != call.Results[1].shape[dim])
        {
            throw new JobFailureException("Only halves can be split off in ONNX.");
        }

        var (first, second) = graph.AddTwo("Split", [graph.ValueOf(call["self"])], Whole("axis", dim));
        graph.Bind(call.Results[1], second);
        return first;
    }

    /// <summary>Opset 17 has no group normalisation: each group as one long channel, then weight and bias of each channel.</summary>
    public static string GroupNormalization(OperatorCall call, OnnxGraphBuilder graph)
    {
        var groups = (int)(long)call["num_groups"]!;
        var input = graph.ValueOf(call["input"]);
        var grouped = graph.Add("Reshape", [input, graph.AddWholes(0, groups, -1)]);
        var normal = graph.Add(
            "InstanceNormalization",
            [grouped, graph.AddConstant([.. Enumerable.Repeat(1f, groups)]), graph.AddConstant(new float[groups])],
            Number("epsilon", (double)call["eps"]!));
        var back = graph.Add("Reshape", [normal, graph.Add("Shape", [input])]);
        var scaled = graph.Add("Mul", [back, PerChannel(call["weight"], graph)]);
        return graph.Add("Add", [scaled, PerChannel(call["bias"], graph)]);
    }

    static string PerChannel(object? weight, OnnxGraphBuilder graph) =>
        graph.Add("Reshape", [graph.ValueOf(weight), graph.AddWholes(1, -1, 1, 1)]);

    static string ShapeOf(object? tensor, OnnxGraphBuilder graph) => graph.Add("Shape", [graph.ValueOf(tensor)]);
}
