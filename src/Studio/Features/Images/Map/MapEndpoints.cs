using System.Globalization;
using System.Security.Claims;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Label;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Images.Map;

/// <summary>A picture of the map, for whoever looks at its point.</summary>
public sealed record PointPicture(string ImageId, string Name, string ThumbnailUrl, int Rows, int Columns);

/// <summary>Points of the map over HTTP: there may be a hundred thousand.</summary>
public static class MapEndpoints
{
    /// <summary>As many as fit on a screen as pictures.</summary>
    const int MostPictures = 400;

    public static IEndpointRouteBuilder MapImageMap(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/projects/{project}/map", GetPointsAsync);
        app.MapGet("/api/projects/{project}/map/pictures", GetPicturesAsync);
        return app;
    }

    // The query is that of the Images page's address.
    static async Task<IResult> GetPointsAsync(
        string project, HttpContext context, ClaimsPrincipal principal, ProjectStore projects, ImageBrowser browser, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(project, cancellationToken) is not { } found)
            return Missing();
        var view = ImageView.Parse(found.Id, context.Request.QueryString.Value, CurrentUser.From(principal)!.Id);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(MapContent.Write(await browser.ListPointsAsync(view.Filter, cancellationToken)), "application/octet-stream");
    }

    /// <param name="ids">Images with commas; of another project or gone ones are left out.</param>
    static async Task<IResult> GetPicturesAsync(
        string project, string ids, ProjectStore projects, ImageBrowser browser, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(project, cancellationToken) is not { } found)
            return Missing();
        List<long> wanted = [.. ids.Split(',').Select(text => long.TryParse(text, out var id) ? id : 0).Where(id => id > 0).Take(MostPictures)];
        if (wanted.Count == 0)
            return Results.Ok(Array.Empty<PointPicture>());
        var page = await browser.GetPageAsync(new ImageFilter { ProjectId = found.Id, ImageIds = wanted }, 0, MostPictures, cancellationToken);
        return Results.Ok(page.Items.Select(item => new PointPicture(
            item.Id.ToString(CultureInfo.InvariantCulture),
            item.Name,
            ImageEndpoints.ThumbnailUrl(item.Id, item.ThumbnailSha256),
            item.Rows,
            item.Columns)));
    }

    static IResult Missing() => Problems.NotFound("This project is not in the studio any more.");
}
