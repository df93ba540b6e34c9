namespace Studio.Features.Audit;

public enum AuditSeverity
{
    /// <summary>Figures cannot be trusted as long as it is so.</summary>
    Problem,

    /// <summary>Worth a look.</summary>
    Hint,
}

/// <summary>Something about the data that a reader of the results would want to know.</summary>
/// <param name="Kind">same-picture, near-duplicate, patient-in-several-parts, unknown-patients.</param>
/// <param name="Message">What it is and what to do, for people.</param>
/// <param name="Evidence">What it is seen by.</param>
public sealed record AuditFinding(string Kind, AuditSeverity Severity, string Message, AuditEvidence Evidence);

/// <param name="Images">Names of images; of a pair both.</param>
/// <param name="Values">Figures by name, e.g. dice.nerve.</param>
public sealed record AuditEvidence(IReadOnlyList<string> Images, IReadOnlyDictionary<string, double> Values);
