using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>Gathers what the labelling page shows of images.</summary>
public sealed class WorkbenchReader(ProjectStore projects, ClassStore classes, SeriesStore series, BoxStore boxes, TagStore tags)
{
    /// <param name="withSlices">Whether the series comes with the list of its slices.</param>
    public async Task<WorkbenchImage> ReadAsync(ImageRecord image, long revision, bool withSlices, CancellationToken cancellationToken)
    {
        var (project, definitions) = await ReadProjectAsync(image.ProjectId, cancellationToken);
        var answer = await ReadAsync(image, project, definitions, revision, cancellationToken);
        if (await series.FindForImageAsync(image.Id, cancellationToken) is not { } found)
            return answer;
        var states = withSlices ? await series.ListStatesAsync(found.Id, cancellationToken) : null;
        return answer with { Series = WorkbenchSeries.From(found, image.Id, states) };
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
        var answers = new List<WorkbenchImage>(images.Count);
        foreach (var image in images)
            answers.Add(await ReadAsync(image, project, definitions, revisions.GetValueOrDefault(image.Id), cancellationToken));
        return answers;
    }

    async Task<WorkbenchImage> ReadAsync(
        ImageRecord image,
        Project project,
        IReadOnlyList<ClassDefinition> definitions,
        long revision,
        CancellationToken cancellationToken) => WorkbenchImage.From(
        image,
        project,
        definitions,
        revision,
        await boxes.ListAsync(image.Id, cancellationToken),
        await tags.ListForImageAsync(image.Id, cancellationToken));

    async Task<(Project Project, IReadOnlyList<ClassDefinition> Classes)> ReadProjectAsync(long projectId, CancellationToken cancellationToken) =>
        ((await projects.FindAsync(projectId, cancellationToken))!, await classes.ListAsync(projectId, cancellationToken));
}
