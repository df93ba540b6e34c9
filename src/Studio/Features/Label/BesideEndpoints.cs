using System.Globalization;
using System.Security.Claims;
using Studio.Features.Account;
using Studio.Hosting;
using Studio.Imaging;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>A plane in the patient's coordinates (PS3.3 C.7.6.2.1.1) as nine numbers, in millimetres towards left, posterior and superior.</summary>
public static class PlaneNumbers
{
    /// <returns>Centre of the first pixel, unit vector of growing column, unit vector of growing row; null when unknown.</returns>
    public static double[]? Of(FramePlane? plane) => plane is null
        ? null
        : [.. plane.Position.ToArray(), .. plane.RowDirection.ToArray(), .. plane.ColumnDirection.ToArray()];
}

/// <summary>A series that can be shown beside the image.</summary>
/// <param name="Label">Its channel, else its description or modality: short, for a list to choose from.</param>
/// <param name="Planes">Of its slices in order, see <see cref="PlaneNumbers"/>.</param>
public sealed record StackBeside(WorkbenchSeries Series, string Label, bool IsSameCase, IReadOnlyList<double[]?> Planes)
{
    public static StackBeside From(SeriesBeside beside, long imageId) => new(
        WorkbenchSeries.From(beside.Series, imageId),
        new[] { beside.Series.Channel, beside.Series.Description, beside.Series.Modality, $"Series {beside.Series.Id}" }.First(text => !string.IsNullOrEmpty(text))!,
        beside.IsSameCase,
        [.. beside.Planes.Select(PlaneNumbers.Of)]);
}

/// <param name="Revision">Of the labels of this very image; null when there are only some of other slices.</param>
public sealed record ReaderView(string Id, string Name, string Initials, long? Revision, bool IsSubmitted, DateTimeOffset UpdatedAt);

/// <param name="Reason">Why nobody is listed, in words; null where everybody may be seen.</param>
public sealed record ReadersView(IReadOnlyList<ReaderView> Readers, string? Reason);

/// <summary>What can be looked at beside an image: other series on its grid or of its study, and other people's labels.</summary>
public static class BesideEndpoints
{
    const string Blind =
        "You read this image on your own first. The labels of others are shown after you have submitted it.";

    public static async Task<IResult> GetBesideAsync(long imageId, SeriesBesideStore series, CancellationToken cancellationToken) =>
        Results.Ok((await series.ListAsync(imageId, cancellationToken)).Select(beside => StackBeside.From(beside, imageId)));

    public static async Task<IResult> GetReadersAsync(
        long imageId,
        ClaimsPrincipal principal,
        ReaderStore readers,
        CancellationToken cancellationToken)
    {
        var user = CurrentUser.From(principal)!;
        if (!await MaySeeAsync(imageId, user, readers, cancellationToken))
            return Results.Ok(new ReadersView([], Blind));
        var found = await readers.ListAsync(imageId, user.Id, cancellationToken);
        return Results.Ok(new ReadersView([.. found.Select(View)], null));
    }

    /// <summary>Another person's labels, to look at, as <see cref="AnnotationEndpoint"/> sends one's own. Reading makes no document.</summary>
    /// <param name="reader">0 for the labels that came with the image.</param>
    public static async Task<IResult> GetReaderAnnotationAsync(
        long imageId,
        long reader,
        HttpContext context,
        ClaimsPrincipal principal,
        ReaderStore readers,
        AnnotationStore annotations,
        CancellationToken cancellationToken)
    {
        var user = CurrentUser.From(principal)!;
        if (reader != user.Id && !await MaySeeAsync(imageId, user, readers, cancellationToken))
            return Problems.Forbidden(Blind);
        return await annotations.FindAsync(imageId, reader == 0 ? null : reader, cancellationToken) is { } document
            ? await AnnotationEndpoint.SendAsync(document, user, context, annotations, cancellationToken)
            : Problems.NotFound("There are no labels of this image by this reader.");
    }

    /// <summary>Owners and leads compare readers; an annotator reads blind until the own reading is submitted.</summary>
    static async Task<bool> MaySeeAsync(long imageId, CurrentUser user, ReaderStore readers, CancellationToken cancellationToken) =>
        user.Decides || await readers.HasSubmittedAsync(imageId, user.Id, cancellationToken);

    static ReaderView View(Reader reader) => new(
        reader.UserId.ToString(CultureInfo.InvariantCulture),
        reader.Name,
        reader.Initials,
        reader.Revision,
        reader.IsSubmitted,
        reader.UpdatedAt);
}
