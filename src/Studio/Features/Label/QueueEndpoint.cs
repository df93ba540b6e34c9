using System.Globalization;
using System.Security.Claims;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>An image, or the middle slice of a series that stands for all of it.</summary>
/// <param name="State">How far the signed-in person is: a state of images, submitted or skipped.</param>
/// <param name="SkipReason">Who skipped it and why; null when nobody did.</param>
public sealed record QueueItem(
    string ImageId,
    string Name,
    string Patient,
    string State,
    string? SkipReason,
    string ThumbnailUrl,
    IReadOnlyList<ClassOutline> Outlines,
    int Rows,
    int Columns,
    string? SeriesId,
    int SliceCount);

/// <param name="Offset">Images of the queue before the first item: items are the part around the asked-for image.</param>
/// <param name="Total">Images in the whole queue.</param>
public sealed record QueueView(
    string Title,
    IReadOnlyList<QueueItem> Items,
    int Offset,
    int Total,
    int Done,
    int Left,
    int TodayCount,
    double TodaySecondsEach);

/// <summary>What the signed-in person submitted today.</summary>
public sealed record TodayView(int TodayCount, double TodaySecondsEach);

/// <summary>The strip of images below the viewer.</summary>
public static class QueueEndpoint
{
    // Enough to work on for hours; a queue of 100,000 images is not sent at once.
    const int Before = 100;
    const int After = 300;

    public static async Task<IResult> GetAsync(
        string project,
        string? queue,
        long? image,
        ClaimsPrincipal principal,
        ProjectStore projects,
        WorkQueueReader queues,
        ImageBrowser images,
        SubmissionStore submissions,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(project, cancellationToken) is not { } found)
            return Missing();
        var user = CurrentUser.From(principal)!;
        var (filter, title) = await queues.ReadAsync(found.Id, queue, user.Id, image, cancellationToken);
        var around = image ?? 0;
        var place = await images.GetPlaceAsync(filter, around, cancellationToken);
        var part = await images.GetAroundAsync(filter, around, Before, After, cancellationToken);
        var done = await images.CountDoneAsync(filter, cancellationToken);
        var today = await ReadTodayAsync(found, user, submissions, clock, cancellationToken);
        return Results.Ok(new QueueView(
            title,
            [.. part.Items.Select(ToItem)],
            Math.Max(0, place.Position - 1 - Before),
            part.Total,
            done,
            part.Total - done,
            today.TodayCount,
            today.TodaySecondsEach));
    }

    /// <summary>The next image of the whole queue that waits for the person, also beyond the part that was sent; 204 when none does.</summary>
    /// <param name="begun">Whether one that was begun will do, or only one that was not.</param>
    public static async Task<IResult> GetNextAsync(
        string project,
        string? queue,
        long image,
        bool begun,
        ClaimsPrincipal principal,
        ProjectStore projects,
        WorkQueueReader queues,
        ImageBrowser images,
        CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(project, cancellationToken) is not { } found)
            return Missing();
        var (filter, _) = await queues.ReadAsync(found.Id, queue, CurrentUser.From(principal)!.Id, image, cancellationToken);
        var next = await images.FindNextAsync(filter, image, begun, cancellationToken);
        return next is null ? Results.NoContent() : Results.Ok(ToItem(next));
    }

    public static async Task<IResult> GetTodayAsync(
        string project,
        ClaimsPrincipal principal,
        ProjectStore projects,
        SubmissionStore submissions,
        TimeProvider clock,
        CancellationToken cancellationToken) => await projects.FindAsync(project, cancellationToken) is { } found
        ? Results.Ok(await ReadTodayAsync(found, CurrentUser.From(principal)!, submissions, clock, cancellationToken))
        : Missing();

    static async Task<TodayView> ReadTodayAsync(
        Project project,
        CurrentUser user,
        SubmissionStore submissions,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var today = await submissions.GetProgressAsync(project.Id, user.Id, clock.GetMidnight(), cancellationToken);
        return new TodayView(today.Images, today.MedianSeconds ?? 0);
    }

    static IResult Missing() => Problems.NotFound("This project is not in the studio any more.");

    static QueueItem ToItem(ImageListItem item) => new(
        item.Id.ToString(CultureInfo.InvariantCulture),
        item.Name,
        item.PatientKey ?? "",
        item.OwnState ?? Wording.InAddress(item.State),
        item.SkipReason,
        ImageEndpoints.ThumbnailUrl(item.Id, item.ThumbnailSha256),
        item.Outlines,
        item.Rows,
        item.Columns,
        item.SeriesId?.ToString(CultureInfo.InvariantCulture),
        item.SliceCount);
}
