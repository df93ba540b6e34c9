using System.Globalization;
using System.Security.Claims;
using CsvHelper;
using CsvHelper.Configuration;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Import.Uploads;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>What the browser says once all files have arrived.</summary>
/// <param name="Split">training, validation or test; empty lets the studio divide the images.</param>
/// <param name="PatientPattern">A pattern with a group named patient; empty for none.</param>
public sealed record ImportChoices(string Split, string PatientPattern);

/// <summary>Files on their way from the browser, and the report of an import.</summary>
public static class ImportEndpoints
{
    const string UploadGone = "This upload is not known any more. Drop the files again.";

    public static IEndpointRouteBuilder MapImport(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/projects/{project}/imports", BeginAsync);
        app.MapPut("/api/imports/{upload}/files", ReceiveAsync);
        app.MapPost("/api/imports/{upload}/complete", CompleteAsync);
        app.MapDelete("/api/imports/{upload}", Discard);
        app.MapGet("/api/import-batches/{batch:long}/report.csv", SendReportAsync);
        return app;
    }

    static async Task<IResult> BeginAsync(string project, ProjectStore projects, UploadStore uploads, CancellationToken cancellationToken) =>
        await projects.FindAsync(project, cancellationToken) is { } found
            ? Results.Ok(new { id = uploads.Begin(found.Slug) })
            : Problems.NotFound("This project does not exist any more.");

    /// <summary>One chunk of one file. The answer says how much is here, so that a sender goes on from there.</summary>
    static async Task<IResult> ReceiveAsync(
        string upload, string path, long offset, long length, HttpRequest request, UploadStore uploads, CancellationToken cancellationToken)
    {
        if (uploads.FindProject(upload) is null)
            return Problems.NotFound(UploadGone);
        if (UploadStore.FindFault(path) is { } fault)
            return Problems.BadRequest(fault);
        if (offset < 0 || request.ContentLength is not { } size || offset + size > length)
            return Problems.BadRequest($"{path}: the part that was sent does not lie within the file.");
        try
        {
            return Results.Ok(new { received = await uploads.ReceiveAsync(upload, path, offset, request.Body, cancellationToken) });
        }
        catch (IOException full) when (ImportFullException.IsCause(full))
        {
            return Problems.StorageFull("The disk of the studio is full. Free some space, then drop the files again.");
        }
    }

    static async Task<IResult> CompleteAsync(
        string upload,
        ImportChoices choices,
        ClaimsPrincipal principal,
        UploadStore uploads,
        ProjectStore projects,
        ImportService imports,
        CancellationToken cancellationToken)
    {
        if (uploads.FindProject(upload) is not { } slug || await projects.FindAsync(slug, cancellationToken) is not { } project)
            return Problems.NotFound(UploadGone);
        var patients = choices.PatientPattern.Length > 0 ? PatientRule.PatternPrefix + choices.PatientPattern : null;
        if (!PatientRule.TryParse(patients, out _, out var error))
            return Problems.BadRequest(error);
        Split? split = null;
        if (choices.Split.Length > 0)
        {
            if (!Enum.TryParse<Split>(choices.Split, ignoreCase: true, out var named))
                return Problems.BadRequest($"{choices.Split} is not a part of the data. Parts are training, validation and test.");
            split = named;
        }

        var batch = await imports.StartAsync(
            new ImportRequest
            {
                ProjectId = project.Id,
                UploadId = upload,
                Patients = patients,
                FixedSplit = split,
                CreatedBy = CurrentUser.From(principal)?.Id,
            },
            cancellationToken);
        return Results.Ok(new { batch = batch.Id });
    }

    static IResult Discard(string upload, UploadStore uploads)
    {
        uploads.Discard(upload);
        return Results.NoContent();
    }

    /// <summary>What became of every file, and below it what was wrong inside label files.</summary>
    static async Task<IResult> SendReportAsync(long batch, ImportBatchStore batches, CancellationToken cancellationToken)
    {
        if (await batches.FindAsync(batch, cancellationToken) is not { } found)
            return Problems.NotFound("This import is not in the studio any more.");
        var items = await batches.ListItemsAsync(batch, cancellationToken);
        var files = items.Select(item => new { file = item.Path, fate = item.Fate.ToString().ToLowerInvariant(), where = "", reason = item.Reason });
        var labels = (found.Report?.LabelProblems ?? []).Select(problem => new { file = problem.File, fate = "label", where = problem.Where, reason = problem.Reason });
        // Spreadsheets run a cell that begins like a formula; file names come from anywhere.
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        await using (var csv = new CsvWriter(text, configuration, leaveOpen: true))
            await csv.WriteRecordsAsync(files.Concat(labels), cancellationToken);
        return Results.File(System.Text.Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"import-{batch}.csv");
    }
}
