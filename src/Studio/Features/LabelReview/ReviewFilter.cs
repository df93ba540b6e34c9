using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Account;

namespace Studio.Features.LabelReview;

/// <summary>Which labels of the queue, as the page's address says it.</summary>
/// <param name="AuthorId">0 stands for the labels that came with the images; null: everybody's.</param>
/// <param name="Part">Of the data, as the run that judges had it.</param>
/// <param name="Run">Only what this run says.</param>
public sealed record ReviewFilter(long? AuthorId, int? ClassIndex, Split? Part, int? Run, ReviewState State)
{
    /// <summary>Words that are not known are ignored, as a shared link may be older than the studio.</summary>
    public static ReviewFilter Parse(string? author, int? classIndex, string? part, int? run, string? state) => new(
        long.TryParse(author, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        classIndex,
        Enum.TryParse<Split>(part, ignoreCase: true, out var split) && split != Split.Unassigned ? split : null,
        run,
        Enum.TryParse<ReviewState>(state, ignoreCase: true, out var wanted) ? wanted : ReviewState.Open);

    /// <summary>Who does not decide for the project sees what is said about their own labels alone, and only as they are now.</summary>
    public ReviewFilter For(CurrentUser user) => user.Decides
        ? this
        : this with { AuthorId = user.Id, State = State == ReviewState.Changed ? ReviewState.Open : State };

    /// <summary>Labels of the people, classes and parts asked for, in any state.</summary>
    public IReadOnlyList<ReviewedLabel> InScope(IEnumerable<ReviewedLabel> labels) =>
    [
        .. labels.Where(label => (AuthorId is null || label.AuthorId == AuthorId)
            && (ClassIndex is null || label.Doubt?.Claim.ClassIndex == ClassIndex)
            && (Part is null || label.By.Split == Part)),
    ];

    /// <summary>Those in the state asked for that are doubted at all.</summary>
    public IReadOnlyList<ReviewedLabel> Doubted(IEnumerable<ReviewedLabel> inScope) =>
        [.. inScope.Where(label => label.State == State && label.IsDoubted)];
}
