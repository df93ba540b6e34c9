using Studio.Contracts.Jobs;
using Studio.Features.Audit;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>Puts together what a job process needs to know.</summary>
public sealed class JobSpecBuilder(
    DataFolder folder,
    ProjectStore projects,
    RunStore runs,
    DatasetVersionStore versions,
    EvaluationSamples samples,
    OperatingPointStore points,
    TestLookStore looks,
    RunAudits audits)
{
    public async Task<JobSpec> BuildAsync(Job job, CancellationToken cancellationToken)
    {
        var run = await RequireAsync(runs.FindAsync(job.RunId, cancellationToken), "run", job.RunId);
        var project = await RequireAsync(projects.FindAsync(run.ProjectId, cancellationToken), "project", run.ProjectId);
        var request = JobRequest.Of(job);
        var version = await RequireAsync(versions.FindAsync(run.VersionId, cancellationToken), "dataset version", run.VersionId);
        var point = request.OperatingPointId is { } id ? await RequireAsync(points.FindAsync(id, cancellationToken), "operating point", id) : null;
        return new JobSpec(
            job.Id,
            job.Kind,
            run.Id,
            run.Number,
            project.Name,
            run.Recipe with { Training = run.Recipe.Training with { Seed = run.Seed } },
            run.Device,
            version.Classes,
            (await samples.ListAsync(run, request.VersionId, request.Split, cancellationToken)).Samples,
            version.Hash,
            job.Kind == JobKind.Train ? null : run.Checkpoint,
            request.Split,
            folder.WorkOf(job.Id))
        {
            DataAudit = (await audits.FindAsync(run, version.Hash, cancellationToken))?.Words,
            OperatingPoint = point?.Point,
            TestSetLooks = await looks.CountAsync(project.Id, cancellationToken),
            StartWeights = job.Kind == JobKind.Train ? run.StartWeights : null,
            StartWeightsName = job.Kind == JobKind.Train ? run.StartWeightsName : null,
        };
    }

    static async Task<T> RequireAsync<T>(Task<T?> find, string what, long id)
        where T : class =>
        await find ?? throw new InvalidOperationException($"The {what} {id} of a job is missing from the database.");
}
