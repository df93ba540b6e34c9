namespace Studio.Features.Compare;

/// <summary>How well people agree among each other: no model can be shown to be better than that.</summary>
/// <param name="Value">On the scale of the compared metric.</param>
public sealed record ReaderCeiling(double Value, int Readers);
