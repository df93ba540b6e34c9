using Studio.Training.Detection;
using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>What a detector should answer for a batch, on its device; M positions answer for a box.</summary>
/// <param name="Classes">[N, K, P], 1 at the class of the box a position answers for.</param>
/// <param name="Places">int64 [M], image · P + position.</param>
/// <param name="Positions">[M, 2] x, y in input pixels.</param>
/// <param name="Boxes">[M, 4] x1, y1, x2, y2 in input pixels.</param>
/// <param name="Centreness">[M], above 0, at most 1.</param>
sealed record DetectionTruth(Tensor Classes, Tensor Places, Tensor Positions, Tensor Boxes, Tensor Centreness)
{
    /// <param name="target">See <see cref="DetectionTarget"/>.</param>
    /// <param name="output">[N, K + 5, P]; its type and device are taken.</param>
    /// <exception cref="ArgumentException">The output has another number of positions than the input's size in the target asks for.</exception>
    public static DetectionTruth Of(Tensor target, Tensor output, int classes)
    {
        var (images, height, width) = DetectionTarget.Unpack(target);
        var positions = DetectorGeometry.Positions(height, width);
        if (output.shape[2] != positions.Length)
        {
            throw new ArgumentException(
                $"An input of {height}×{width} has {positions.Length} positions, but the output holds {output.shape[2]}.", nameof(output));
        }

        var map = new float[images.Count * classes * positions.Length];
        var (places, centres, corners, centreness) = (new List<long>(), new List<float>(), new List<float>(), new List<float>());
        foreach (var (image, boxes) in images.Index())
        {
            foreach (var (place, index) in BoxAssignment.Assign(positions, boxes).Index().Where(pair => pair.Item != BoxAssignment.None))
            {
                var (position, box) = (positions[place], boxes[index]);
                map[(((image * classes) + box.Class) * positions.Length) + place] = 1;
                places.Add(((long)image * positions.Length) + place);
                centres.AddRange([position.X, position.Y]);
                corners.AddRange([box.X1, box.Y1, box.X2, box.Y2]);
                centreness.Add(SideDistances.Between(position, box).Centreness);
            }
        }

        Tensor Like(List<float> values, params long[] shape) => tensor([.. values], shape, output.dtype, output.device);
        return new DetectionTruth(
            tensor(map, [images.Count, classes, positions.Length], output.dtype, output.device),
            tensor([.. places], [places.Count], device: output.device),
            Like(centres, places.Count, 2),
            Like(corners, places.Count, 4),
            Like(centreness, places.Count));
    }
}
