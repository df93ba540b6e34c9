using Studio.Training.Jobs;

namespace Studio.Training.Transfer;

/// <summary>What names in a file are called here, by pairs such as <c>encoder.*=down.*</c>; the first that fits counts.</summary>
sealed class NameMapping
{
    const char Anything = '*';
    readonly IReadOnlyList<(string[] From, string[] To)> pairs;

    /// <exception cref="JobFailureException">A pair has more than one * on a side, or only one side has one.</exception>
    public NameMapping(IReadOnlyList<string> texts) => pairs = [.. texts.Select(Read)];

    public string Apply(string name)
    {
        foreach (var (from, to) in pairs)
        {
            if (from.Length == 1)
            {
                if (name == from[0])
                {
                    return to[0];
                }
            }
            else if (name.Length >= from[0].Length + from[1].Length
                && name.StartsWith(from[0], StringComparison.Ordinal) && name.EndsWith(from[1], StringComparison.Ordinal))
            {
                return to[0] + name[from[0].Length..^from[1].Length] + to[1];
            }
        }

        return name;
    }

    static (string[] From, string[] To) Read(string text)
    {
        var sides = text.Split('=');
        var (from, to) = (sides[0].Trim().Split(Anything), sides[^1].Trim().Split(Anything));
        return sides.Length == 2 && from.Length == to.Length && from.Length <= 2
            ? (from, to)
            : throw new JobFailureException(
                $"transfer.rename: \"{text}\" is not of the form old=new with one * on both sides or on none, such as encoder.*=down.*");
    }
}
