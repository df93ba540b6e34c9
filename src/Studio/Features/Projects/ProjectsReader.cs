using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Projects;

/// <summary>Gathers what the page of all projects shows.</summary>
public sealed class ProjectsReader(
    ProjectStore projects,
    ClassStore classes,
    ImageBrowser images,
    SubmissionStore submissions,
    RunStore runs,
    ModelStore models)
{
    const int Pictures = 3;

    public async Task<IReadOnlyList<ProjectCardFacts>> ListAsync(CancellationToken cancellationToken = default)
    {
        var cards = new List<ProjectCardFacts>();
        foreach (var summary in await projects.ListAsync(cancellationToken))
            cards.Add(await ReadCardAsync(summary, cancellationToken));
        return cards;
    }

    /// <summary>Null when this person has labelled nothing yet, or nothing waits any more.</summary>
    public async Task<ContinuePoint?> FindContinuePointAsync(long userId, CancellationToken cancellationToken = default)
    {
        if (await submissions.FindLastTouchedAsync(userId, cancellationToken) is not { } touched
            || await projects.FindAsync(touched.ProjectId, cancellationToken) is not { } project)
        {
            return null;
        }

        var filter = new ImageFilter { ProjectId = project.Id };
        var around = await images.GetAroundAsync(filter, touched.ImageId, before: 0, after: 0, cancellationToken);
        var open = filter with { States = [ImageState.NotStarted, ImageState.InProgress] };
        var waiting = await images.GetPageAsync(open, 0, 0, cancellationToken);
        return waiting.Total == 0
            ? null
            : new ContinuePoint(project, await classes.ListAsync(project.Id, cancellationToken), around.Items[0], waiting.Total);
    }

    async Task<ProjectCardFacts> ReadCardAsync(ProjectSummary summary, CancellationToken cancellationToken)
    {
        var projectId = summary.Project.Id;
        var allRuns = await runs.ListAsync(projectId, cancellationToken);
        var allModels = await models.ListAsync(projectId, cancellationToken);
        return new ProjectCardFacts(
            summary,
            await classes.ListAsync(projectId, cancellationToken),
            await PickPicturesAsync(projectId, cancellationToken),
            allRuns.FirstOrDefault(r => r.State == JobState.Running),
            allModels.FirstOrDefault(m => m.Stage != ModelStage.Retired));
    }

    async Task<IReadOnlyList<ImageListItem>> PickPicturesAsync(long projectId, CancellationToken cancellationToken)
    {
        var all = new ImageFilter { ProjectId = projectId };
        var labelled = all with { States = [ImageState.Accepted, ImageState.InReview, ImageState.InProgress] };
        var picked = (await images.GetPageAsync(labelled, 0, Pictures, cancellationToken)).Items;
        return picked.Count == Pictures ? picked : (await images.GetPageAsync(all, 0, Pictures, cancellationToken)).Items;
    }
}
