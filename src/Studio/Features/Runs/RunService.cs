using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Jobs;
using Studio.Features.Versions;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>Starts runs, steers them and asks for what comes after them. Expected refusals come back as sentences.</summary>
public sealed class RunService(
    ProjectStore projects,
    RunGate gate,
    DatasetVersionStore versions,
    RunStore runs,
    StartWeightsResolver weights,
    VersionFiles files,
    EvaluationSamples evaluated,
    TestLookStore looks,
    OperatingPointStore points,
    JobQueue queue)
{
    /// <summary>Queues a training on a version, or on the labels as they are now, which are frozen first.</summary>
    public async Task<StartedRun> StartAsync(StartRun start, CancellationToken cancellationToken = default) =>
        (await StartAsync(start, plan => plan.HasFolds ? [start.Fold ?? 1] : [start.Fold], cancellationToken))[0];

    /// <summary>The same for every fold of the split: one run each, judged on it and trained on the others.</summary>
    /// <returns>The runs in the order of the folds, or one answer with what keeps them from starting.</returns>
    public Task<IReadOnlyList<StartedRun>> StartFoldsAsync(StartRun start, CancellationToken cancellationToken = default) =>
        StartAsync(start, plan => plan.HasFolds ? [.. Enumerable.Range(1, plan.Folds).Select(fold => (int?)fold)] : [1], cancellationToken);

    async Task<IReadOnlyList<StartedRun>> StartAsync(StartRun start, Func<SplitPlan, int?[]> foldsOf, CancellationToken cancellationToken)
    {
        var project = await projects.FindAsync(start.ProjectId, cancellationToken)
            ?? throw new RunRefusedException("This project does not exist.");
        var version = start.Version is { } number ? await RequireVersionAsync(project, number, cancellationToken) : null;
        var (plan, found) = await gate.CheckAsync(start, project, version, cancellationToken);
        var folds = foldsOf(plan);
        IReadOnlyList<RunProblem> problems = [.. found, .. folds.Select(fold => RunChecks.CheckFold(fold, plan)).OfType<RunProblem>()];
        if (problems.Any(problem => problem.Blocks))
            return [new StartedRun(null, null, problems)];
        try
        {
            var from = await weights.ResolveAsync(project, start.Recipe.Transfer.From, cancellationToken);
            version ??= (await versions.FreezeAsync(project.Id, start.UserId, cancellationToken)).Version;
            await files.RequireAsync(version, cancellationToken);
            var started = new List<StartedRun>();
            foreach (var fold in folds)
                started.Add(await QueueAsync(Named(start, fold, folds.Length), version, from, problems, cancellationToken));
            return started;
        }
        catch (Exception refusal) when (refusal is RunRefusedException or (StorageException and not StorageFullException))
        {
            return [new StartedRun(null, null, [.. problems, RunProblem.Block(refusal.Message)])];
        }
    }

    /// <summary>Passes a wish to the run's training. False when it has ended already.</summary>
    public async Task<bool> CommandAsync(long runId, JobCommand command, CancellationToken cancellationToken = default) =>
        await runs.FindAsync(runId, cancellationToken) is { JobId: { } jobId }
        && await queue.RequestAsync(jobId, command, cancellationToken);

    /// <summary>Lets a waiting training start before all other jobs. False when it is the next already or does not wait.</summary>
    public async Task<bool> MoveToFrontAsync(long runId, long? userId = null, CancellationToken cancellationToken = default) =>
        await runs.FindAsync(runId, cancellationToken) is { JobId: { } jobId }
        && await queue.MoveToFrontAsync(jobId, userId, cancellationToken);

    /// <summary>Queues an evaluation of the run's best checkpoint on one part of its data, or of another version.</summary>
    /// <exception cref="RunRefusedException">There is no checkpoint, no image in that part, or the version has other classes.</exception>
    /// <exception cref="StorageException">The test set is opened without a reason.</exception>
    public async Task<Guid> EvaluateAsync(long runId, EvaluationWish wish, long? userId = null, CancellationToken cancellationToken = default)
    {
        var run = await RequireCheckpointAsync(runId, cancellationToken);
        var judged = await evaluated.ListAsync(run, wish.VersionId, wish.Split, cancellationToken);
        if (!judged.Samples.Any(sample => sample.Split == wish.Split))
        {
            var part = wish.Split.ToString().ToLowerInvariant();
            throw new RunRefusedException(judged.LeftOut == 0
                ? $"Run {run.Number} has no {part} image. Choose another part of the data."
                : $"Run {run.Number} has learned from every patient of that {part} part. Choose a version with patients it has not seen.");
        }

        if (wish is { Split: Split.Test, IsNoted: false })
            await looks.OpenAsync(run.ProjectId, wish.VersionId ?? run.VersionId, [run.Id], wish.Reason ?? "", userId, cancellationToken);
        var request = new JobRequest(wish.Split, userId)
        {
            VersionId = wish.VersionId,
            LeftOut = judged.LeftOut,
            OperatingPointId = (await points.FindLatestAsync(run.Id, cancellationToken))?.Id,
        };
        return await queue.AddAsync(JobKind.Evaluate, run.Id, request, cancellationToken);
    }

    /// <summary>Queues the making of a model package from the run's best checkpoint.</summary>
    /// <exception cref="RunRefusedException">There is no checkpoint.</exception>
    public async Task<Guid> ExportAsync(long runId, long? userId = null, CancellationToken cancellationToken = default)
    {
        var run = await RequireCheckpointAsync(runId, cancellationToken);
        return await queue.AddAsync(JobKind.Export, run.Id, new JobRequest(Split.Validation, userId)
        {
            OperatingPointId = (await points.FindLatestAsync(run.Id, cancellationToken))?.Id,
        }, cancellationToken);
    }

    async Task<DatasetVersion> RequireVersionAsync(Project project, int number, CancellationToken cancellationToken) =>
        await versions.FindByNumberAsync(project.Id, number, cancellationToken) ?? throw new RunRefusedException(
            await versions.ListAsync(project.Id, cancellationToken) is [var last, ..]
                ? $"The project {project.Slug} has no version {number}. The last one is {last.Number}."
                : $"The project {project.Slug} has no version {number}: none is frozen yet.");

    /// <summary>Runs that start together are told apart by their fold.</summary>
    static StartRun Named(StartRun start, int? fold, int together) => start with
    {
        Fold = fold,
        Name = together > 1 && !string.IsNullOrWhiteSpace(start.Name) ? $"{start.Name}, fold {fold}" : start.Name,
    };

    async Task<StartedRun> QueueAsync(
        StartRun start,
        DatasetVersion version,
        StartWeights? from,
        IReadOnlyList<RunProblem> warnings,
        CancellationToken cancellationToken)
    {
        var wanted = new NewRun(
            start.ProjectId, start.Name ?? "", start.Recipe, start.RecipeYaml, version.Id, start.Seed, start.Device, start.UserId)
        {
            StartWeights = from?.Blob,
            StartWeightsName = from?.Name,
            AuditJson = await gate.NoteAsync(version, cancellationToken),
            Fold = start.Fold,
        };
        var run = await runs.CreateAsync(wanted, cancellationToken);
        var jobId = await queue.AddAsync(JobKind.Train, run.Id, new JobRequest(Split.Validation, start.UserId), cancellationToken);
        return new StartedRun(run, jobId, warnings);
    }

    async Task<Run> RequireCheckpointAsync(long runId, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(runId, cancellationToken) ?? throw new RunRefusedException("This run does not exist.");
        return run.Checkpoint is null
            ? throw new RunRefusedException($"Run {run.Number} has no checkpoint yet. Wait for its first epoch.")
            : run;
    }
}
