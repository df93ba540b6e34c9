using Studio.Training.Jobs;

namespace Studio.Training.Parameters;

/// <summary>
/// A choice among names by patterns, as recipes write them: <c>*</c> stands for any characters, none included, and
/// <c>!</c> in front takes out again. The last pattern that fits a name decides; a name that none fits is not chosen.
/// </summary>
/// <example><c>[down.*, !down.0.*]</c> chooses what lies below <c>down</c> except its first block.</example>
sealed class NamePatterns
{
    readonly NamePattern[] patterns;

    public NamePatterns(IEnumerable<string> patterns) => this.patterns = [.. patterns.Select(NamePattern.Parse)];

    public bool Choose(string name) => Array.FindLast(patterns, pattern => pattern.Fits(name)) is { TakesOut: false };

    /// <summary>Patterns, as written, that fit none of the names.</summary>
    public IReadOnlyList<string> Unused(IEnumerable<string> names) =>
        [.. patterns.Where(pattern => !names.Any(pattern.Fits)).Select(pattern => pattern.ToString())];

    /// <summary>A pattern that fits no layer is most likely a name that is spelled otherwise.</summary>
    /// <param name="key">The recipe's key, e.g. <c>transfer.freeze</c>.</param>
    /// <param name="names">Names of all parameters of the network.</param>
    /// <exception cref="JobFailureException">A pattern fits none of the names; the message says which, and what there is.</exception>
    public void RequireLayers(string key, IEnumerable<string> names)
    {
        var known = names.ToArray();
        if (Unused(known) is { Count: > 0 } unused)
        {
            throw new JobFailureException(
                $"{key} names {string.Join(", ", unused)}, but no layer of the network is called so. "
                + $"Its layers are {string.Join(", ", known)}.");
        }
    }
}

/// <summary>One pattern of <see cref="NamePatterns"/>.</summary>
sealed class NamePattern
{
    const char Anything = '*';
    const char Without = '!';

    readonly string[] pieces;

    NamePattern(string text, bool takesOut)
    {
        pieces = text.Split(Anything);
        TakesOut = takesOut;
    }

    /// <summary>Written with <c>!</c> in front.</summary>
    public bool TakesOut { get; }

    public static NamePattern Parse(string text) =>
        text.StartsWith(Without) ? new NamePattern(text[1..], takesOut: true) : new NamePattern(text, takesOut: false);

    /// <summary>Upper and lower case differ, as they do in names of parameters.</summary>
    public bool Fits(string name)
    {
        if (pieces.Length == 1)
        {
            return name == pieces[0];
        }

        if (!name.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        // Taking each piece at its first place leaves most to those after it.
        var at = pieces[0].Length;
        foreach (var piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            var found = name.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + piece.Length;
        }

        return name.Length - at >= pieces[^1].Length && name.EndsWith(pieces[^1], StringComparison.Ordinal);
    }

    public override string ToString() => (TakesOut ? $"{Without}" : "") + string.Join(Anything, pieces);
}
