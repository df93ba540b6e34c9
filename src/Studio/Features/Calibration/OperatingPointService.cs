using Studio.Features.Account;
using Studio.Storage;

namespace Studio.Features.Calibration;

/// <summary>Stores what a lead chose on the validation images. Evaluations and packages made from then on use it.</summary>
public sealed class OperatingPointService(OperatingPointStore points)
{
    /// <summary>Why a person may not choose; null when they may.</summary>
    /// <param name="user">Null: the command line, which is the machine's owner.</param>
    public static string? Refuse(CurrentUser? user) =>
        user is null or { Decides: true } ? null : "Owners and leads choose from which confidence on the model answers.";

    /// <exception cref="StorageException">The person may not choose, or the choice cannot be met; the sentence says which class.</exception>
    public Task<StoredOperatingPoint> SaveAsync(
        ValidationAnswers answers, OperatingPointDraft draft, CurrentUser? user, CancellationToken cancellationToken = default)
    {
        if (Refuse(user) is { } refusal)
            throw new StorageException(refusal);
        if (draft.Problems.Count > 0)
            throw new StorageException(string.Join(" ", draft.Problems));
        return points.SetAsync(answers.Run.Id, draft.Point, user?.Id, cancellationToken);
    }
}
