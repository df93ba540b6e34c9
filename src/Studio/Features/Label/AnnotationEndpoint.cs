using System.Globalization;
using System.IO.Compression;
using System.Security.Claims;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Labels;
using Studio.Features.Account;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>A remark as the page shows it.</summary>
/// <param name="IsOwn">Whether the person who asks made it, and may take it away.</param>
public sealed record WorkbenchRemark(
    string Id,
    double X,
    double Y,
    string Text,
    string? ReplyTo,
    string Author,
    string Initials,
    DateTimeOffset CreatedAt,
    bool IsOwn);

/// <param name="Overlaps">Whether classes may overlap: the bytes behind the head are then a layer patch, not a labelmap.</param>
/// <param name="Objects">Boxes and points of the document.</param>
public sealed record AnnotationHead(
    long Revision,
    bool Overlaps,
    IReadOnlyList<ObjectChange> Objects,
    IReadOnlyList<TagObject> Tags,
    IReadOnlyList<WorkbenchRemark> Remarks);

/// <summary>
/// The signed-in person's document of an image in one answer, so that its parts belong together: one line of JSON
/// (<see cref="AnnotationHead"/>), a line feed, then the labelmap, one byte per pixel, or a layer patch.
/// </summary>
public static class AnnotationEndpoint
{
    public static async Task<IResult> GetAsync(
        long imageId,
        HttpContext context,
        ClaimsPrincipal principal,
        AnnotationStore annotations,
        CancellationToken cancellationToken)
    {
        var user = CurrentUser.From(principal)!;
        var document = await annotations.GetOrCreateAsync(imageId, user.Id, cancellationToken);
        return await SendAsync(document, user, context, annotations, cancellationToken);
    }

    /// <param name="user">Who asks.</param>
    internal static async Task<IResult> SendAsync(
        AnnotationDocument document,
        CurrentUser user,
        HttpContext context,
        AnnotationStore annotations,
        CancellationToken cancellationToken)
    {
        var opened = await annotations.OpenAsync(document.Id, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Revision"] = opened.Labels.Revision.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(Pack(opened, user.Id), "application/octet-stream");
    }

    static byte[] Pack(OpenedDocument opened, long userId)
    {
        var head = new AnnotationHead(
            opened.Labels.Revision,
            opened.Labels.Layers is not null,
            opened.Objects,
            opened.Tags,
            [.. opened.Remarks.Select(remark => new WorkbenchRemark(
                remark.ObjectId, remark.X, remark.Y, remark.Text, remark.ReplyTo, remark.Author, remark.Initials, remark.CreatedAt, remark.AuthorId == userId))]);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(JsonSerializer.SerializeToUtf8Bytes(head, ContractJson.Options));
            gzip.Write("\n"u8);
            gzip.Write(opened.Labels.Layers?.ToPatch() ?? opened.Labels.Labelmap.Classes);
        }

        return packed.ToArray();
    }
}
