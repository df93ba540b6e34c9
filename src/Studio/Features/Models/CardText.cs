namespace Studio.Features.Models;

/// <summary>A piece of a model card.</summary>
public abstract record CardBlock
{
    /// <param name="Level">1–6.</param>
    public sealed record Heading(int Level, string Text) : CardBlock;

    public sealed record Paragraph(string Text) : CardBlock;

    public sealed record Bullets(IReadOnlyList<string> Items) : CardBlock;

    /// <param name="Head">Empty cells mean a table without a head.</param>
    public sealed record Table(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : CardBlock;
}

/// <summary>
/// The part of Markdown that model cards use: headings, paragraphs, lists and tables. Everything else stays the text it
/// is; nothing becomes HTML, so a card cannot bring script into the page.
/// </summary>
public static class CardText
{
    const string Open = "[ ] ";
    const string Done = "[x] ";

    public static IReadOnlyList<CardBlock> Parse(string markdown)
    {
        var blocks = new List<CardBlock>();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var start = 0; start < lines.Length;)
        {
            var end = start;
            while (end < lines.Length && lines[end].Trim().Length > 0 && (end == start || !IsHeading(lines[end])) && (end == start || !IsHeading(lines[start])))
                end++;
            if (end == start)
            {
                start++;
                continue;
            }

            blocks.Add(Read([.. lines[start..end].Select(line => line.Trim())]));
            start = end;
        }

        return blocks;
    }

    /// <summary>Unticked items of the card: what only the group itself can write.</summary>
    public static IReadOnlyList<string> MissingItems(string markdown) =>
        [.. Parse(markdown).OfType<CardBlock.Bullets>().SelectMany(list => list.Items).Where(item => item.StartsWith(Open, StringComparison.Ordinal)).Select(item => item[Open.Length..])];

    static bool IsHeading(string line) => line.StartsWith('#');

    static CardBlock Read(IReadOnlyList<string> lines)
    {
        if (IsHeading(lines[0]))
        {
            var text = lines[0].TrimStart('#');
            return new CardBlock.Heading(Math.Min(6, lines[0].Length - text.Length), text.Trim());
        }

        if (lines.All(line => line.StartsWith('|')) && lines.Count > 1)
            return new CardBlock.Table(Cells(lines[0]), [.. lines.Skip(2).Select(Cells)]);
        return lines.All(line => line.StartsWith("- ", StringComparison.Ordinal))
            ? new CardBlock.Bullets([.. lines.Select(line => line[2..].Replace(Done, "", StringComparison.Ordinal))])
            : new CardBlock.Paragraph(string.Join(' ', lines));
    }

    static IReadOnlyList<string> Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
}
