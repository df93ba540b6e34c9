using System.CommandLine;
using System.Globalization;
using Studio.Features.LabelReview;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>doubts</c>: labels that evaluated runs disagree with, the most doubtful first.</summary>
public static class DoubtsCommand
{
    const int Lines = 50;

    public static Command Create() => Verb.Create(
        "doubts", "List the labels that evaluated runs disagree with, the most doubtful first.", [RunOptions.Project], RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        var classes = await host.Get<ClassStore>().ListAsync(project.Id, cancellation);
        var queue = await host.Get<LabelReviewReader>().ReadAsync(project, cancellationToken: cancellation);
        var judged = queue.Labels.Where(label => label.State != ReviewState.Changed).ToList();
        var open = judged.Where(label => label is { State: ReviewState.Open, IsDoubted: true }).ToList();
        string Words(ReviewedLabel label) => DoubtWording.Of(label, classes, project.TagsExcludeEachOther);
        Verb.Print(
            parsed,
            new
            {
                project = project.Slug,
                judged = judged.Count,
                notLearned = judged.Count(label => !label.IsLearned),
                unjudged = queue.Unjudged,
                confident = queue.ConfidentlyDoubted.Count(),
                first = LabelReviewQueue.First(queue.Labels).Count,
                labels = open.Select(label => new
                {
                    label.ImageId, label.Name, doubt = label.Value, label.IsConfident, label.Author,
                    run = label.By.RunNumber, part = label.By.Split, words = Words(label),
                }),
            },
            string.Join(Environment.NewLine,
            [
                $"{Wording.Count(judged.Count, "label")} judged, {judged.Count(label => label.IsLearned)} of them by a run that has learned them; "
                    + $"{queue.ConfidentlyDoubted.Count()} confidently doubted.",
                .. open.Take(Lines).Select(label => string.Create(CultureInfo.InvariantCulture, $"{label.Value:0.00}{(label.IsConfident ? "!" : " ")} {label.Name}: {Words(label)}")),
                .. open.Count > Lines ? [$"{open.Count - Lines} more; --json lists all."] : (string[])[],
            ]));
        return ExitCode.Done;
    }
}
