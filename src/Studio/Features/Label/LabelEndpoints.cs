using System.Globalization;
using System.Security.Claims;
using Studio.Features.Account;
using Studio.Imaging.Labelmaps;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Label;

/// <param name="Kind">labelmap or objects.</param>
/// <param name="Patch">The payload in base64.</param>
public sealed record MissedOperation(long Revision, Guid Op, OperationKind Kind, string Patch);

public sealed record OperationAnswer(long Revision, IReadOnlyList<MissedOperation> Missed);

public sealed record SkipRequest(string Reason);

/// <summary>Strokes in, labelmaps out. An operation is durable when the answer is sent.</summary>
public static class LabelEndpoints
{
    // A patch that changes every pixel of a large image row by row is far below this.
    const int LongestPatchBytes = 32 * 1024 * 1024;

    public static async Task<IResult> GetLabelmapAsync(
        long imageId,
        HttpContext context,
        ClaimsPrincipal principal,
        AnnotationStore annotations,
        CancellationToken cancellationToken)
    {
        var document = await annotations.GetOrCreateAsync(imageId, CurrentUser.From(principal)!.Id, cancellationToken);
        var composed = await annotations.ComposeAsync(document.Id, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Revision"] = composed.Revision.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(LabelmapPacking.Pack(composed.Labelmap.Classes), "application/octet-stream");
    }

    public static async Task<IResult> AppendAsync(
        long imageId,
        Guid op,
        long @base,
        string tool,
        string? kind,
        HttpRequest request,
        ClaimsPrincipal principal,
        AnnotationStore annotations,
        CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<OperationKind>(kind ?? nameof(OperationKind.Labelmap), ignoreCase: true, out var what))
            return Problems.BadRequest("The change is of a kind that this studio does not know. Reload the page.");
        using var body = new MemoryStream();
        if (request.ContentLength > LongestPatchBytes)
            return Problems.BadRequest("The stroke is larger than any stroke can be.");
        await request.Body.CopyToAsync(body, cancellationToken);
        var operation = new NewOperation(op, @base, tool, body.GetBuffer().AsMemory(0, (int)body.Length), what);
        // Once received the stroke is stored, even if the browser hangs up now.
        var outcome = await annotations.AppendOperationAsync(imageId, CurrentUser.From(principal)!.Id, operation, CancellationToken.None);
        return outcome switch
        {
            OperationAppended appended => Results.Ok(new OperationAnswer(
                appended.DocumentRevision,
                [.. appended.Missed.Select(missed => new MissedOperation(
                    missed.Revision, missed.Operation, missed.Kind, Convert.ToBase64String(missed.Patch)))])),
            OperationRefused refused => Problems.BadRequest(refused.Reason),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
        };
    }

    /// <summary>Submits the image or, when it is a slice, its whole series.</summary>
    public static async Task<IResult> SubmitAsync(
        long imageId,
        double? seconds,
        ClaimsPrincipal principal,
        SeriesSubmission submissions,
        CancellationToken cancellationToken)
    {
        var user = CurrentUser.From(principal)!;
        // What an owner or a lead submits needs no second look.
        var state = user.Decides ? ImageState.Accepted : ImageState.InReview;
        await submissions.SubmitAsync(imageId, user.Id, seconds, state, cancellationToken);
        return Results.Ok(new { state });
    }

    public static async Task<IResult> SkipAsync(
        long imageId,
        SkipRequest body,
        ClaimsPrincipal principal,
        SubmissionStore submissions,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Reason))
            return Problems.BadRequest("Say in a few words why the image is skipped.");
        await submissions.SkipAsync(imageId, CurrentUser.From(principal)!.Id, body.Reason.Trim(), cancellationToken);
        return Results.NoContent();
    }
}
