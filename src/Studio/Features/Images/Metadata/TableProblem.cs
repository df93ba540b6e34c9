namespace Studio.Features.Images.Metadata;

public enum TableProblemKind
{
    NothingFits,
    UnknownImages,
    AmbiguousNames,
    Contradiction,
    SameName,
    NoNumber,
    NoPart,
    TornSeries,
    MovedPatients,
    NameTaken,
    Identifying,
    BadRows,
}

/// <summary>Something about a table that a person should know before it is stored.</summary>
/// <param name="Blocks">Whether nothing can be stored as long as it is so.</param>
/// <param name="Column">Place of the column that it is about; null for the whole table.</param>
/// <param name="Message">What it is and what to do, for people.</param>
/// <param name="Lines">Where, each with its line number; the first ten.</param>
public sealed record TableProblem(TableProblemKind Kind, bool Blocks, int? Column, string Message, IReadOnlyList<string> Lines);

/// <summary>Places in a table, of which only the first are named.</summary>
sealed class LineList
{
    const int Named = 10;
    readonly List<string> lines = [];

    public int Count { get; private set; }

    public IReadOnlyList<string> Lines => lines;

    public void Add(int line, string what)
    {
        Count++;
        if (lines.Count < Named)
            lines.Add($"Line {line}: {what}");
    }
}
