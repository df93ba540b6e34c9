using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Overview;

/// <summary>What happened in a project since a time, gathered from the rows that stand for it.</summary>
public sealed class ActivityReader(
    SubmissionStore submissions,
    ImportBatchStore imports,
    DatasetVersionStore versions,
    RunStore runs,
    ModelStore models)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Activity>> ListAsync(Project project, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var path = $"/p/{project.Slug}";
        var labelled = (await submissions.ListSubmittedAsync(project.Id, since, cancellationToken))
            .Select(s => new Activity(s.UserId, $"labelled {Wording.Count(s.Images, "image")}", s.First, s.Last, null));
        var imported = (await imports.ListAsync(project.Id, cancellationToken))
            .Where(b => b.Report is { Imported: > 0 })
            .Select(b => new Activity(b.CreatedBy, $"imported {Wording.Count(b.Report!.Imported, "image")}", null, b.EndedAt ?? b.CreatedAt, $"{path}/images"));
        var frozen = (await versions.ListAsync(project.Id, cancellationToken))
            .Select(v => new Activity(v.CreatedBy, $"froze version {v.Number}", null, v.CreatedAt, $"{path}/versions/{v.Number}"));
        var started = (await runs.ListAsync(project.Id, cancellationToken))
            .Select(r => new Activity(r.CreatedBy, $"started run {r.Number}", null, r.CreatedAt, $"{path}/runs/{r.Number}"));
        var packaged = (await models.ListAsync(project.Id, cancellationToken))
            .Select(m => new Activity(null, $"packaged model {m.Number}", null, m.CreatedAt, $"{path}/models/{m.Number}"));
        return [.. labelled.Concat(imported).Concat(frozen).Concat(started).Concat(packaged)
            .Where(a => a.Time >= since)
            .OrderByDescending(a => a.Time)];
    }
}
