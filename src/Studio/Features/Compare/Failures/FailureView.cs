namespace Studio.Features.Compare.Failures;

/// <summary>
/// Which failures are looked at, as the address has it beside the comparison:
/// <c>of=12&amp;order=iou.nerve&amp;beside=9&amp;column=field-3&amp;group=0a1b2c3d4e5f</c>.
/// </summary>
/// <param name="Of">Label of the entry; null: the best one.</param>
/// <param name="Order">Key of a <see cref="FailureOrder"/>; null: the usual one.</param>
/// <param name="Beside">Label of the entry whose answers stand beside; null: none.</param>
/// <param name="Column">Key of what images are grouped by; null: the usual one.</param>
/// <param name="Group">Token of the group whose images alone are shown; null: all.</param>
public sealed record FailureView(string? Of = null, string? Order = null, string? Beside = null, string? Column = null, string? Group = null)
{
    /// <summary>The query part, with a leading &amp;; empty where all is as usual.</summary>
    public string Write()
    {
        (string Name, string? Value)[] parts = [("of", Of), ("order", Order), ("beside", Beside), ("column", Column), ("group", Group)];
        return string.Concat(parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value!)}"));
    }

    /// <summary>The page of a comparison with all of its failures.</summary>
    public string Page(string slug, CompareQuery query) => $"/p/{slug}/compare/failures?{CompareAddress.Write(query)}{Write()}";

    public ComparedEntry EntryOf(Comparison comparison) => Find(comparison, Of) ?? comparison.Best ?? comparison.Entries[0];

    public ComparedEntry? BesideOf(Comparison comparison) => Find(comparison, Beside) is { } found && found != EntryOf(comparison) ? found : null;

    static ComparedEntry? Find(Comparison comparison, string? label) => comparison.Entries.FirstOrDefault(entry => entry.Label == label);
}
