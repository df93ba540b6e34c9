using System.Globalization;
using System.Security.Claims;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>An image, or the middle slice of a series that stands for all of it.</summary>
public sealed record QueueItem(
    string ImageId,
    string Name,
    string Patient,
    ImageState State,
    string ThumbnailUrl,
    IReadOnlyList<ClassOutline> Outlines,
    int Rows,
    int Columns,
    string? SeriesId,
    int SliceCount);

/// <param name="Offset">Images of the queue before the first item: items are the part around the asked-for image.</param>
/// <param name="Total">Images in the whole queue.</param>
public sealed record QueueView(
    IReadOnlyList<QueueItem> Items,
    int Offset,
    int Total,
    int Done,
    int Left,
    int TodayCount,
    double TodaySecondsEach);

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
        ImageBrowser images,
        SubmissionStore submissions,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(project, cancellationToken) is not { } found)
            return Problems.NotFound("This project is not in the studio any more.");
        var filter = QueueFilter.Parse(found.Id, queue);
        var around = image ?? 0;
        var place = await images.GetPlaceAsync(filter, around, cancellationToken);
        var part = await images.GetAroundAsync(filter, around, Before, After, cancellationToken);
        var facets = await images.GetFacetsAsync(filter, cancellationToken);
        var user = CurrentUser.From(principal)!;
        var midnight = new DateTimeOffset(clock.GetLocalNow().Date, clock.LocalTimeZone.GetUtcOffset(clock.GetLocalNow()));
        var today = await submissions.GetProgressAsync(found.Id, user.Id, midnight, cancellationToken);
        var done = Done(filter, facets);
        return Results.Ok(new QueueView(
            [.. part.Items.Select(ToItem)],
            Math.Max(0, place.Position - 1 - Before),
            part.Total,
            done,
            part.Total - done,
            today.Images,
            today.MedianSeconds ?? 0));
    }

    // The state facet counts without the state filter; only states that the queue holds are its own.
    static int Done(ImageFilter filter, ImageFacets facets) => facets.States
        .Where(state => state.Key is ImageState.InReview or ImageState.Accepted)
        .Where(state => filter.States.Count == 0 || filter.States.Contains(state.Key))
        .Sum(state => state.Value);

    static QueueItem ToItem(ImageListItem item) => new(
        item.Id.ToString(CultureInfo.InvariantCulture),
        item.Name,
        item.PatientKey ?? "",
        item.State,
        ImageEndpoints.ThumbnailUrl(item.Id, item.ThumbnailSha256),
        item.Outlines,
        item.Rows,
        item.Columns,
        item.SeriesId?.ToString(CultureInfo.InvariantCulture),
        item.SliceCount);
}
