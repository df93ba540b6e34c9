using System.Globalization;
using System.Security.Claims;
using Studio.Features.Account;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Label;

public sealed record ProjectWindowView(string Id, string Modality, string Name, double Center, double Width, string Function);

/// <param name="CanChange">Whether the person may save and remove windows.</param>
public sealed record ProjectWindowsView(IReadOnlyList<ProjectWindowView> Windows, bool CanChange);

/// <summary>The windows that a project keeps for everybody.</summary>
public static class WindowEndpoints
{
    const string NotAllowed = "Only an owner or a lead can change the windows of the project.";

    public static async Task<IResult> ListAsync(
        string project,
        ClaimsPrincipal principal,
        ProjectStore projects,
        WindowPresetStore windows,
        CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(project, cancellationToken) is not { } found)
            return Missing();
        var list = await windows.ListAsync(found.Id, cancellationToken);
        return Results.Ok(new ProjectWindowsView([.. list.Select(View)], CurrentUser.From(principal)!.Decides));
    }

    public static async Task<IResult> SaveAsync(
        string project,
        NewWindow body,
        ClaimsPrincipal principal,
        ProjectStore projects,
        WindowPresetStore windows,
        CancellationToken cancellationToken)
    {
        var user = CurrentUser.From(principal)!;
        if (!user.Decides)
            return Problems.Forbidden(NotAllowed);
        if (await projects.FindAsync(project, cancellationToken) is not { } found)
            return Missing();
        return Results.Ok(View(await windows.SaveAsync(found.Id, body, user.Id, cancellationToken)));
    }

    public static async Task<IResult> RemoveAsync(
        string project,
        long window,
        ClaimsPrincipal principal,
        ProjectStore projects,
        WindowPresetStore windows,
        CancellationToken cancellationToken)
    {
        if (!CurrentUser.From(principal)!.Decides)
            return Problems.Forbidden(NotAllowed);
        return await projects.FindAsync(project, cancellationToken) is { } found && await windows.RemoveAsync(found.Id, window, cancellationToken)
            ? Results.NoContent()
            : Problems.NotFound("This window is not in the project any more.");
    }

    static IResult Missing() => Problems.NotFound("This project is not in the studio any more.");

    static ProjectWindowView View(ProjectWindow window) => new(
        window.Id.ToString(CultureInfo.InvariantCulture), window.Modality, window.Name, window.Center, window.Width, window.Function);
}
