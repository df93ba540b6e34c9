using System.Collections.Concurrent;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.LabelReview;

/// <summary>
/// Judges every label of a project by the evaluations that there are. Of several evaluations of an image the one counts that
/// judged the label as it is now; of those, one of a run that has not learned the image, so that with a run for each fold
/// every label is judged from outside; of those the newest.
/// </summary>
public sealed class LabelReviewReader(EvaluationStore evaluations, LabelReviewStore reviews)
{
    /// <summary>Without their outlines evaluations are small, but not nothing.</summary>
    const int Kept = 100;

    /// <summary>Evaluations and versions do not change once they are stored.</summary>
    readonly ConcurrentDictionary<long, JudgedEvaluation> judged = new();
    readonly ConcurrentDictionary<long, IReadOnlyDictionary<long, string>> keysOfVersions = new();

    /// <param name="runNumber">Only what this run says; null: what the best judge of each image says.</param>
    public async Task<LabelReviewQueue> ReadAsync(Project project, int? runNumber = null, CancellationToken cancellationToken = default)
    {
        var keys = await reviews.ListCurrentKeysAsync(project.Id, cancellationToken);
        var chosen = new Dictionary<long, (int Rank, ReviewedLabel Label)>();
        var authors = (await reviews.ListAuthorsAsync(project.Id, project.Task, cancellationToken)).ToLookup(author => author.ImageId);
        var said = (await reviews.ListAsync(project.Id, cancellationToken)).ToDictionary(review => review.ImageId);
        foreach (var entry in (await evaluations.ListLatestAsync(project.Id, cancellationToken: cancellationToken)).Where(entry => runNumber is null || entry.RunNumber == runNumber))
        {
            var evaluation = await JudgeAsync(entry, cancellationToken);
            var measure = new DoubtMeasure(evaluation);
            var keysThen = await KeysOfAsync(entry.VersionId, cancellationToken);
            foreach (var image in evaluation.Images)
            {
                var key = keysThen.GetValueOrDefault(image.ImageId, "");
                var isCurrent = keys.TryGetValue(image.ImageId, out var now) && now == key;
                var rank = (isCurrent ? 2 : 0) + (evaluation.IsLearned ? 0 : 1);
                if (chosen.TryGetValue(image.ImageId, out var better) && better.Rank >= rank)
                    continue;
                var doubt = measure.Strongest(image);
                var review = said.TryGetValue(image.ImageId, out var found) && found.LabelKey == key ? found : null;
                var author = AuthorOf(authors[image.ImageId], doubt, project.TagsExcludeEachOther);
                chosen[image.ImageId] = (rank, new ReviewedLabel(
                    image.ImageId, image.Name, entry, doubt, image.Claims, key,
                    !isCurrent ? ReviewState.Changed : review is null ? ReviewState.Open : ReviewState.Right,
                    author?.UserId ?? 0, author?.Name ?? "", review));
            }
        }

        return new LabelReviewQueue(
            [
                .. chosen.Values.Select(item => item.Label)
                    .OrderByDescending(label => label.Value)
                    .ThenByDescending(label => label.Doubt?.Claim.Denial ?? 0)
                    .ThenBy(label => label.ImageId),
            ],
            keys.Keys.Count(image => !chosen.ContainsKey(image)));
    }

    /// <summary>Who gave the answer that is doubted. Where answers exclude each other, the one that says what is there speaks for all.</summary>
    static LabelAuthor? AuthorOf(IEnumerable<LabelAuthor> authors, LabelDoubt? doubt, bool excludeEachOther)
    {
        var all = authors.ToList();
        return (excludeEachOther ? all.Find(author => author.IsPresent) : null)
            ?? all.Find(author => author.ClassIndex == doubt?.Claim.ClassIndex)
            ?? all.FirstOrDefault();
    }

    async Task<JudgedEvaluation> JudgeAsync(EvaluationEntry entry, CancellationToken cancellationToken)
    {
        if (judged.TryGetValue(entry.Id, out var known))
            return known;
        if (judged.Count >= Kept)
            judged.Clear();
        return judged[entry.Id] = JudgedEvaluation.Of(entry, await evaluations.ListImagesAsync(entry.Id, cancellationToken));
    }

    async Task<IReadOnlyDictionary<long, string>> KeysOfAsync(long versionId, CancellationToken cancellationToken)
    {
        if (keysOfVersions.TryGetValue(versionId, out var known))
            return known;
        if (keysOfVersions.Count >= Kept)
            keysOfVersions.Clear();
        return keysOfVersions[versionId] = await reviews.ListKeysAsync(versionId, cancellationToken);
    }
}
