using Studio.Contracts.Jobs;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Admin;

/// <summary>A job with where it belongs.</summary>
public sealed record ListedJob(Job Job, Project Project, int RunNumber)
{
    public string Address => $"/p/{Project.Slug}/runs/{RunNumber}";

    public string Name => Wording.Job(Job.Kind, RunNumber);
}

/// <summary>Jobs of all projects.</summary>
public sealed class JobListing(JobStore jobs, RunStore runs, ProjectStore projects)
{
    /// <summary>Running, then waiting in the order of their start, then those that ended last.</summary>
    public async Task<IReadOnlyList<ListedJob>> ListAsync(int ended, CancellationToken cancellationToken = default)
    {
        var listed = new List<ListedJob>();
        var all = (await jobs.ListOpenAsync(cancellationToken)).Concat(await jobs.ListEndedAsync(ended, cancellationToken));
        foreach (var job in all)
        {
            if (await runs.FindAsync(job.RunId, cancellationToken) is { } run
                && await projects.FindAsync(run.ProjectId, cancellationToken) is { } project)
            {
                listed.Add(new ListedJob(job, project, run.Number));
            }
        }

        return listed;
    }
}
