namespace Studio.Imaging.Formats.Npz;

/// <summary>Class numbers out of an array of labels.</summary>
internal static class NpzLabels
{
    private const int HighestClass = 254;

    /// <summary>
    /// For each picture the numbers of its classes, from 0: the value itself where there is one per picture ([n] or
    /// [n, 1]), else the positions of the ones ([n, k] of zeros and ones).
    /// </summary>
    /// <exception cref="UnreadableImageException">The labels do not belong to so many pictures or are no class numbers.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Read(NpyArray labels, string name, int pictures)
    {
        bool isReadable = labels.Shape is [_] or [_, > 0];
        if (!isReadable || labels.Shape[0] != pictures)
        {
            throw new UnreadableImageException($"The array {name} holds labels for {(labels.Shape.Count > 0 ? labels.Shape[0] : 0)} pictures, {pictures} are there.");
        }

        int width = (int)labels.StepElements;
        return [.. Enumerable.Range(0, pictures).Select(index => Classes(Values(labels, index, width), name))];
    }

    private static int[] Classes(double[] values, string name)
    {
        int[] classes = values.Length == 1
            ? values[0] == Math.Floor(values[0]) && values[0] is >= 0 and <= HighestClass ? [(int)values[0]] : [-1]
            : Array.TrueForAll(values, value => value is 0 or 1) ? [.. Enumerable.Range(0, values.Length).Where(index => values[index] == 1)] : [-1];
        return classes is [-1] or [.., > HighestClass]
            ? throw new UnreadableImageException($"The array {name} holds {string.Join(", ", values.Take(4))}: class numbers from 0 to {HighestClass}, or zeros and ones for several classes, are expected.")
            : classes;
    }

    private static double[] Values(NpyArray labels, int index, int width)
    {
        byte[] step = labels.Step(index);
        int size = labels.Type.SampleBytes;
        return [.. Enumerable.Range(0, width).Select(at => Value(step.AsSpan(at * size, size), labels))];
    }

    private static double Value(ReadOnlySpan<byte> bytes, NpyArray labels) => (bytes.Length, labels.Type.IsFloat, labels.Type.IsSigned) switch
    {
        (4, true, _) => BitConverter.ToSingle(bytes),
        (8, true, _) => BitConverter.ToDouble(bytes),
        (1, _, true) => (sbyte)bytes[0],
        (1, _, false) => bytes[0],
        (2, _, true) => BitConverter.ToInt16(bytes),
        (2, _, false) => BitConverter.ToUInt16(bytes),
        (4, _, true) => BitConverter.ToInt32(bytes),
        (4, _, false) => BitConverter.ToUInt32(bytes),
        (_, _, true) => BitConverter.ToInt64(bytes),
        _ => BitConverter.ToUInt64(bytes),
    };
}
