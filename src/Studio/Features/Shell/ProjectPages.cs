namespace Studio.Features.Shell;

/// <summary>One entry of a project's navigation. <c>Path</c> is relative to the project, empty for the overview.</summary>
public sealed record ProjectPage(string Path, string Name, string IconName);

/// <summary>A group of pages under one name, in the order of work.</summary>
public sealed record ProjectPageGroup(string Name, IReadOnlyList<ProjectPage> Pages);

/// <summary>The catalog of a project's pages. A new page is one line here and one folder in Features.</summary>
public static class ProjectPages
{
    public static IReadOnlyList<ProjectPageGroup> Groups { get; } =
    [
        new("Data",
        [
            new("", "Overview", "home"),
            new("images", "Images", "grid_view"),
            new("label", "Label", "draw"),
            new("audit", "Audit", "fact_check"),
            new("versions", "Versions", "inventory_2"),
        ]),
        new("Models",
        [
            new("train", "Train", "model_training"),
            new("runs", "Runs", "monitoring"),
            new("compare", "Compare", "compare_arrows"),
            new("models", "Models", "deployed_code"),
        ]),
        new("People",
        [
            new("team", "Team", "group"),
        ]),
    ];

    /// <summary>Names for the breadcrumb; pages outside the navigation are listed beside it.</summary>
    public static string? NameOf(string path) => path switch
    {
        "settings" => "Settings",
        "import" => "Import",
        "burned-in" => "Names in pictures",
        "labels-review" => "Label review",
        _ => Groups.SelectMany(g => g.Pages).FirstOrDefault(p => p.Path == path)?.Name,
    };
}
