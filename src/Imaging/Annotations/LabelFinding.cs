namespace Studio.Imaging.Annotations;

/// <summary>Something in a label file that was left out or changed, for the report of an import.</summary>
/// <param name="Where">Line or key in the file, e.g. "line 12" or "annotation 7"; empty for the file as a whole.</param>
/// <param name="Reason">What is wrong and what became of it, a sentence for people.</param>
public sealed record LabelFinding(string Where, string Reason);
