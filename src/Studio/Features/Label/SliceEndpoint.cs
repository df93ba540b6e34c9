using System.Security.Claims;
using Studio.Features.Account;
using Studio.Hosting;

namespace Studio.Features.Label;

/// <summary>
/// Slices of a series by the handful, so that scrolling costs one request for many of them. Looking creates no
/// annotation document: that comes with a slice's labelmap, when somebody stops at it.
/// </summary>
public static class SliceEndpoint
{
    const int Most = 64;

    /// <param name="first">Place of the first wanted slice, from 0.</param>
    public static async Task<IResult> GetAsync(
        long seriesId,
        int first,
        int count,
        ClaimsPrincipal principal,
        WorkbenchReader workbench,
        CancellationToken cancellationToken) =>
        first < 0 || count < 1
            ? Problems.BadRequest("The wanted slices must be a place from 0 and a number from 1.")
            : Results.Ok(await workbench.ReadSlicesAsync(
                seriesId, first, Math.Min(count, Most), CurrentUser.From(principal)!.Id, cancellationToken));
}
