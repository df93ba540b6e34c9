using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>Gathers what the labelling page shows of images.</summary>
public sealed class WorkbenchReader(ProjectStore projects, ClassStore classes, SeriesStore series)
{
    /// <param name="withSeries">Whether the series is wanted too, for who does not have it already.</param>
    public async Task<WorkbenchImage> ReadAsync(ImageRecord image, long revision, bool withSeries, CancellationToken cancellationToken)
    {
        var (project, definitions) = await ReadProjectAsync(image.ProjectId, cancellationToken);
        var answer = WorkbenchImage.From(image, project, definitions, revision);
        return withSeries && await series.FindForImageAsync(image.Id, cancellationToken) is { } found
            ? answer with { Series = WorkbenchSeries.From(found, image.Id) }
            : answer;
    }

    /// <summary>Part of a series; each slice without its series, which the page has.</summary>
    public async Task<IReadOnlyList<WorkbenchImage>> ReadSlicesAsync(
        long seriesId,
        int first,
        int count,
        long userId,
        CancellationToken cancellationToken)
    {
        var images = await series.ListImagesAsync(seriesId, first, count, cancellationToken);
        if (images.Count == 0)
            return [];
        var (project, definitions) = await ReadProjectAsync(images[0].ProjectId, cancellationToken);
        var revisions = await series.ListRevisionsAsync(seriesId, userId, cancellationToken);
        return [.. images.Select(image => WorkbenchImage.From(image, project, definitions, revisions.GetValueOrDefault(image.Id)))];
    }

    async Task<(Project Project, IReadOnlyList<ClassDefinition> Classes)> ReadProjectAsync(long projectId, CancellationToken cancellationToken) =>
        ((await projects.FindAsync(projectId, cancellationToken))!, await classes.ListAsync(projectId, cancellationToken));
}
