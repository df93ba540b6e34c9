namespace Studio.Features.Audit.Pages;

/// <summary>Words, icons and tones of the audit's lines.</summary>
public static class AuditWording
{
    public static string Kind(AuditItem item) => item switch
    {
        { Review: not null } => "Not a problem",
        { LeftOut.Count: > 0 } => "Mended",
        { Kind: AuditItemKind.Failed } => "Not checked",
        _ => item.Kind.ToString(),
    };

    public static string Icon(AuditItem item) => item switch
    {
        { Finding: not null, IsOpen: false } => "task_alt",
        { Kind: AuditItemKind.Problem } => "error",
        { Kind: AuditItemKind.Hint } => "warning",
        { Kind: AuditItemKind.Failed } => "sync_problem",
        _ => "check_circle",
    };

    /// <summary>Class of the style sheets.</summary>
    public static string Tone(AuditItem item) => item switch
    {
        { Finding: not null, IsOpen: false } => "text-3",
        { Kind: AuditItemKind.Hint } => "warning",
        { Kind: AuditItemKind.Passed } => "ok",
        _ => "problem",
    };

    /// <summary>The one sentence of the list.</summary>
    public static string Line(AuditItem item) => item switch
    {
        { Review: { } review } => $"Not a problem: {review.Reason}",
        { LeftOut: { Count: > 0 } images } => $"{string.Join(", ", images.Take(3).Select(image => image.Name))}{(images.Count > 3 ? " and others" : "")} left out since",
        _ => FirstSentence(item.Message),
    };

    static string FirstSentence(string message) => message.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? message[..(end + 1)] : message;

    /// <summary>Part of the data, as on the pictures' chips.</summary>
    public static string Part(Contracts.Projects.Split? part) => part is { } known ? Shell.Wording.Split(known) : "In no version";
}
