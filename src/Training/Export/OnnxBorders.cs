using Studio.Torch;
using Studio.Training.Jobs;
using static Studio.Training.Export.OnnxAttributes;
using static TorchSharp.torch;

namespace Studio.Training.Export;

/// <summary>Translations of what mirrors images and what adds to their borders.</summary>
static class OnnxBorders
{
    /// <summary>A slice that runs backwards over each mirrored axis.</summary>
    public static string Flip(OperatorCall call, OnnxGraphBuilder graph)
    {
        var axes = (long[])call["dims"]!;
        return graph.Add(
            "Slice",
            [
                graph.ValueOf(call["self"]),
                graph.AddWholes([.. axes.Select(_ => -1L)]),
                graph.AddWholes([.. axes.Select(_ => long.MinValue)]),
                graph.AddWholes(axes),
                graph.AddWholes([.. axes.Select(_ => -1L)]),
            ]);
    }

    /// <summary>libtorch counts borders from the last axis, before and behind; ONNX lists all axes before, then all behind.</summary>
    /// <exception cref="JobFailureException">Another way to fill the border than to repeat its pixels.</exception>
    public static string Pad(OperatorCall call, OnnxGraphBuilder graph)
    {
        if (call["mode"] is not "replicate")
        {
            throw new JobFailureException($"Borders filled by \"{call["mode"]}\" cannot be exported to ONNX.");
        }

        var widths = (long[])call["pad"]!;
        var dimensions = (int)((Tensor)call["self"]!).dim();
        var borders = new long[2 * dimensions];
        for (var pair = 0; pair < widths.Length / 2; pair++)
        {
            var axis = dimensions - 1 - pair;
            borders[axis] = widths[2 * pair];
            borders[dimensions + axis] = widths[(2 * pair) + 1];
        }

        return graph.Add("Pad", [graph.ValueOf(call["self"]), graph.AddWholes(borders)], Word("mode", "edge"));
    }
}
