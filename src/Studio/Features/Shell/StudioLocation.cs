namespace Studio.Features.Shell;

/// <summary>Where in the studio an address is: which project, which page of it, and what on that page.</summary>
/// <param name="ProjectSlug">Null outside a project.</param>
/// <param name="Page">First part after the project, e.g. <c>runs</c>; empty for the overview.</param>
/// <param name="Detail">What follows the page, e.g. the number of a run; empty on the page itself.</param>
public sealed record StudioLocation(string? ProjectSlug, string Page, string Detail)
{
    /// <param name="relativePath">Path without the leading slash; a query is ignored.</param>
    public static StudioLocation Parse(string relativePath)
    {
        var path = relativePath.Split('?', '#')[0].Trim('/');
        var parts = path.Split('/', 4);
        if (parts is not ["p", var slug, ..] || slug.Length == 0)
            return new StudioLocation(null, parts[0], parts.Length > 1 ? parts[1] : "");

        return new StudioLocation(
            Uri.UnescapeDataString(slug),
            parts.Length > 2 ? parts[2] : "",
            parts.Length > 3 ? Uri.UnescapeDataString(parts[3]) : "");
    }
}
