using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Storage;

namespace Studio.Features.Overview;

/// <summary>What do I do next?</summary>
public sealed partial class OverviewPage
{
    const int StripImages = 7;

    Project? project;
    bool isMissing;
    long? userId;
    IReadOnlyList<ProjectStep> steps = [];
    IReadOnlyList<ClassDefinition> classes = [];
    IReadOnlyList<ImageListItem> waiting = [];
    int waitingTotal;
    ImageFacets? facets;
    BestModel? best;
    IReadOnlyList<Activity> activities = [];
    IReadOnlyDictionary<long, UserAccount> users = new Dictionary<long, UserAccount>();

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ClassStore Classes { get; init; }

    [Inject]
    public required ImageBrowser Images { get; init; }

    [Inject]
    public required FactsReader Facts { get; init; }

    [Inject]
    public required ResultReader Results { get; init; }

    [Inject]
    public required ActivityReader Activities { get; init; }

    [Inject]
    public required UserStore Users { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var summary = await Projects.FindSummaryAsync(Slug);
        isMissing = summary is null;
        if (summary is null)
            return;

        var facts = await Facts.ReadAsync(summary);
        steps = ProjectSteps.Compute(facts);
        best = facts.BestRun is { } run ? await Results.ReadAsync(run) : null;
        await ReadImagesAsync(summary.Project.Id);
        await ReadActivitiesAsync(summary.Project);
        project = summary.Project;
    }

    async Task ReadImagesAsync(long projectId)
    {
        var all = new ImageFilter { ProjectId = projectId };
        classes = await Classes.ListAsync(projectId);
        facets = await Images.GetFacetsAsync(all);
        var page = await Images.GetPageAsync(all with { States = [ImageState.InReview] }, 0, StripImages);
        (waiting, waitingTotal) = (page.Items, page.Total);
    }

    async Task ReadActivitiesAsync(Project of)
    {
        userId = CurrentUser.From((await Authentication).User)?.Id;
        users = (await Users.ListAsync()).ToDictionary(u => u.Id);
        activities = await Activities.ListAsync(of, new DateTimeOffset(DateTime.Today));
    }
}
