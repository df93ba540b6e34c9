using static TorchSharp.torch;

namespace Studio.Training.Detection;

/// <summary>
/// Boxes of a batch as one tensor: float32 [N, M, 5] with class index (0-based), x1, y1, x2, y2 in input pixels.
/// </summary>
/// <remarks>
/// Rows with class -1 are padding. The first row of every image is one: it holds (-1, 0, 0, width, height) of the input,
/// because neither the boxes nor the number of positions say how large the input was, and the loss must know where each
/// position lies. Pack after augmentation, so that nothing moves that row.
/// </remarks>
static class DetectionTarget
{
    public const float Padding = -1;

    const int Columns = 5;

    /// <returns>float32 [N, 1 + most boxes of an image, 5] on the CPU.</returns>
    public static Tensor Pack(IReadOnlyList<IReadOnlyList<LabelledBox>> boxes, int height, int width)
    {
        var rows = 1 + boxes.Max(ofImage => ofImage.Count);
        var values = new float[boxes.Count * rows * Columns];
        for (var image = 0; image < boxes.Count; image++)
        {
            for (var row = 0; row < rows; row++)
            {
                var at = ((image * rows) + row) * Columns;
                var box = row == 0 || row > boxes[image].Count
                    ? new LabelledBox((int)Padding, 0, 0, width, height)
                    : boxes[image][row - 1];
                (values[at], values[at + 1], values[at + 2], values[at + 3], values[at + 4]) =
                    (box.Class, box.X1, box.Y1, box.X2, box.Y2);
            }
        }

        return tensor(values, [boxes.Count, rows, Columns]);
    }

    /// <returns>Boxes of each image without padding, and the size of the input.</returns>
    /// <exception cref="ArgumentException">The first row of an image is not the row of its size.</exception>
    public static (IReadOnlyList<LabelledBox[]> Boxes, int Height, int Width) Unpack(Tensor target)
    {
        var shape = target.shape;
        using var scope = NewDisposeScope();
        var values = target.cpu().contiguous().data<float>().ToArray();
        if (shape.Length != 3 || shape[1] < 1 || shape[2] != Columns || values.Length == 0 || values[0] != Padding)
        {
            throw new ArgumentException($"[{string.Join(", ", shape)}] is not a target of boxes that begins with the input's size.", nameof(target));
        }

        var rows = (int)shape[1];
        var boxes = Enumerable.Range(0, (int)shape[0])
            .Select(image => Enumerable.Range(image * rows, rows)
                .Select(row => values.AsSpan(row * Columns, Columns) is var box
                    ? new LabelledBox((int)box[0], box[1], box[2], box[3], box[4])
                    : default)
                .Where(box => box.Class >= 0)
                .ToArray())
            .ToArray();
        return (boxes, (int)values[4], (int)values[3]);
    }
}
