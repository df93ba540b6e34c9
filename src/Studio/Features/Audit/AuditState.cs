using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>The newest answer of a check, and the audit that it is of.</summary>
public sealed record AuditedCheck(AuditCheckResult Result, AuditRun Run);

/// <summary>What is known of a project's data: of each check the newest answer, and what people said about the findings.</summary>
/// <param name="Runs">The newest first, to the last one that went to its end.</param>
/// <param name="Items">The gravest first; of each kind in the order of the checks, what is open before what is not.</param>
public sealed record AuditState(IReadOnlyList<AuditRun> Runs, IReadOnlyList<AuditedCheck> Checks, IReadOnlyList<AuditItem> Items)
{
    public static AuditState None { get; } = new([], [], []);

    /// <summary>The one that runs now, in whichever process; null where none does.</summary>
    public AuditRun? Running => Runs is [{ State: AuditRunState.Running } first, ..] ? first : null;

    /// <summary>The last that ended, as it did; null before the first.</summary>
    public AuditRun? Last => Runs.FirstOrDefault(run => run.State != AuditRunState.Running);

    /// <summary>The last that went to its end.</summary>
    public AuditRun? LastDone => Runs.FirstOrDefault(run => run.State == AuditRunState.Done);

    public IEnumerable<AuditItem> OpenProblems => Items.Where(item => item.IsOpenProblem);

    public int Count(AuditItemKind kind) => Items.Count(item => item.Kind == kind && (item.Finding is null || item.IsOpen));

    /// <summary>Findings that people have set aside or mended.</summary>
    public int CountClosed => Items.Count(item => item.Finding is not null && !item.IsOpen);

    /// <summary>Checks that had something to look at.</summary>
    public int CountMade => Checks.Count(check => check.Result.Answer is { Applies: true });

    /// <summary>Whether these are the data that every check has looked at.</summary>
    public bool IsOf(string dataHash) => Checks.Count > 0 && LastDone is not null && Checks.All(check => check.Run.DataHash == dataHash);

    /// <summary>Whether nothing was found, said or begun in between.</summary>
    public bool IsSame(AuditState other) => Runs.SequenceEqual(other.Runs) && Items.Select(Marks).SequenceEqual(other.Items.Select(Marks));

    static (string, FindingReview?, int) Marks(AuditItem item) => (item.Key, item.Review, item.LeftOut.Count);

    /// <param name="catalog">Names of the checks in their order; one that is no longer there is left out.</param>
    public static AuditState Of(
        IReadOnlyList<AuditRun> runs,
        IReadOnlyList<string> catalog,
        IReadOnlyDictionary<string, FindingReview> reviews,
        IReadOnlyList<ExcludedImage> excluded)
    {
        var answers = runs.SelectMany(run => StoredChecks.Read(run).Reverse().Select(result => new AuditedCheck(result, run)))
            .DistinctBy(check => check.Result.Check).ToDictionary(check => check.Result.Check);
        var checks = catalog.Where(answers.ContainsKey).Select(name => answers[name]).ToList();
        var leftOut = excluded.ToDictionary(image => image.ImageId);
        var items = checks.SelectMany(check => AuditItem.Of(check, reviews, leftOut)).OrderBy(item => item.Kind).ThenBy(item => item.Finding is not null && !item.IsOpen);
        return new AuditState(runs, checks, [.. items]);
    }
}
