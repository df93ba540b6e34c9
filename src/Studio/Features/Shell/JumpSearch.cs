using Studio.Storage;

namespace Studio.Features.Shell;

/// <summary>Projects, pages, and images by name, as one list.</summary>
public sealed class JumpSearch(ProjectStore projects, ImageBrowser images)
{
    const int ImageLimit = 8;

    /// <param name="projectSlug">The open project, whose pages and images come first; null outside one.</param>
    public async Task<IReadOnlyList<JumpTarget>> FindAsync(string? projectSlug, string text, CancellationToken cancellationToken)
    {
        var words = text.Trim();
        var all = await projects.ListAsync(cancellationToken);
        var current = all.FirstOrDefault(s => s.Project.Slug == projectSlug)?.Project;
        var targets = new List<JumpTarget>();
        if (current is not null)
            targets.AddRange(PagesOf(current).Where(t => Matches(t.Name, words)));
        targets.AddRange(all.Where(s => s.Project != current && Matches(s.Project.Name, words)).Select(s => TargetOf(s.Project)));
        targets.AddRange(StudioPages.Where(t => Matches(t.Name, words)));
        if (current is not null && words.Length > 0)
            targets.AddRange(await FindImagesAsync(current, words, cancellationToken));
        return targets;
    }

    static IReadOnlyList<JumpTarget> StudioPages { get; } =
    [
        new("All projects", "Studio", "apps", "/"),
        new("Administration", "Studio", "dns", "/admin"),
    ];

    static JumpTarget TargetOf(Project project) => new(project.Name, "Project", "folder", $"/p/{project.Slug}");

    static IEnumerable<JumpTarget> PagesOf(Project project) => ProjectPages.Groups
        .SelectMany(g => g.Pages)
        .Select(p => new JumpTarget(p.Name, project.Name, p.IconName, $"/p/{project.Slug}/{p.Path}".TrimEnd('/')))
        .Append(new JumpTarget("Import images", project.Name, "upload", $"/p/{project.Slug}/import"))
        .Append(new JumpTarget("Settings", project.Name, "settings", $"/p/{project.Slug}/settings"));

    async Task<IEnumerable<JumpTarget>> FindImagesAsync(Project project, string words, CancellationToken cancellationToken)
    {
        var filter = new ImageFilter { ProjectId = project.Id, Text = words };
        var page = await images.GetPageAsync(filter, 0, ImageLimit, cancellationToken);
        return page.Items.Select(i => new JumpTarget(i.Name, i.PatientKey ?? "Image", "image", $"/p/{project.Slug}/label/{i.Id}"));
    }

    static bool Matches(string name, string words) =>
        words.Length == 0 || name.Contains(words, StringComparison.OrdinalIgnoreCase);
}
