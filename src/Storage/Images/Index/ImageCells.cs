using System.Numerics;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>
/// Cells of the grid over the rows of an index: each image one, or each series one (<see cref="ImageFilter.Collapse"/>). A cell
/// is known by its row, of a series that of the middle slice.
/// </summary>
sealed class ImageCells
{
    ImageCells(ImageRows rows, int[]? cellOf, ImageState[] states, ulong[][] classes, bool[] takesPart)
    {
        (Rows, CellOf, States, this.classes, TakesPart) = (rows, cellOf, states, classes, takesPart);
    }

    readonly ulong[][] classes;

    public ImageRows Rows { get; }

    /// <summary>Cell of each row; null where every row is its own.</summary>
    public int[]? CellOf { get; }

    /// <summary>Of cells; those of other rows mean nothing. So of <see cref="TakesPart"/>.</summary>
    public ImageState[] States { get; }

    /// <summary>Whether an image of the cell was not left out.</summary>
    public bool[] TakesPart { get; }

    public bool IsCell(int row) => CellOf is null || CellOf[row] == row;

    public int Of(int row) => CellOf is null ? row : CellOf[row];

    public bool Holds(int cell, int classIndex) => (classes[classIndex >> 6][cell] >> (classIndex & 63) & 1) != 0;

    public bool HoldsNothing(int cell) => (classes[0][cell] | classes[1][cell] | classes[2][cell] | classes[3][cell]) == 0;

    /// <summary>Indexes of the classes that a cell holds, ascending.</summary>
    public int[] HeldBy(int cell) => HoldsNothing(cell) ? [] : [.. IndexesOf([.. classes.Select(word => word[cell])])];

    public ulong Word(int cell, int word) => classes[word][cell];

    /// <summary>Indexes of the bits that are set in words, ascending.</summary>
    public static IEnumerable<int> IndexesOf(IReadOnlyList<ulong> words)
    {
        for (var word = 0; word < words.Count; word++)
        {
            for (var left = words[word]; left != 0; left &= left - 1)
                yield return (word << 6) + BitOperations.TrailingZeroCount(left);
        }
    }

    public static ImageCells OfImages(ImageRows rows) =>
        new(rows, null, rows.States, rows.Classes, Array.ConvertAll(rows.Excluded, isExcluded => !isExcluded));

    public static ImageCells OfSeries(ImageRows rows)
    {
        var cellOf = rows.Middles;
        var states = new ImageState[rows.Count];
        var classes = Array.ConvertAll(rows.Classes, word => new ulong[word.Length]);
        var takesPart = new bool[rows.Count];
        var least = new ImageState[rows.Count];
        var begun = new bool[rows.Count];
        Array.Fill(least, ImageState.Accepted);
        for (var row = 0; row < rows.Count; row++)
        {
            var cell = cellOf[row];
            for (var word = 0; word < classes.Length; word++)
                classes[word][cell] |= rows.Classes[word][row];
            takesPart[cell] |= !rows.Excluded[row];
            begun[cell] |= rows.States[row] != ImageState.NotStarted;
            least[cell] = (ImageState)Math.Min((int)least[cell], (int)rows.States[row]);
        }

        for (var row = 0; row < rows.Count; row++)
        {
            if (cellOf[row] != row)
                continue;
            states[row] = rows.Series[row] == 0 ? rows.States[row]
                : !begun[row] ? ImageState.NotStarted
                : least[row] <= ImageState.InProgress ? ImageState.InProgress : least[row];
        }

        return new ImageCells(rows, cellOf, states, classes, takesPart);
    }
}
