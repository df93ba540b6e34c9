using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>
/// Jobs as rows: Queued → Running (lease + heartbeat) → Succeeded | Failed | Cancelled. Any process may claim the next
/// job; a process that stops renewing its lease loses the job to the next attempt.
/// </summary>
public sealed class JobStore(Database database)
{
    public const int MaximumAttempts = 3;

    public Task<Job> EnqueueAsync(
        JobKind kind,
        long runId,
        string requestJson,
        int priority = 0,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The job",
        session => session.Single<Job>(
            $"""
            INSERT INTO job (id, kind, run_id, request_json, state, priority, created_at)
            VALUES (@id, @kind, @runId, @requestJson, 'queued', @priority, @Now) RETURNING {JobRows.Columns}
            """,
            new { id = Guid.NewGuid(), kind = Words.Of(kind), runId, requestJson, priority, session.Now }),
        cancellationToken);

    public Task<Job?> FindAsync(Guid jobId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => JobRows.Find(session, jobId), cancellationToken);

    /// <summary>The running job whose current attempt has this token, or null.</summary>
    public Task<Job?> FindByTokenAsync(string token, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<Job>(
            $"SELECT {JobRows.Columns} FROM job WHERE token_sha256 = @hash AND state = 'running'",
            new { hash = Sha256Text.Of(token) }),
        cancellationToken);

    /// <summary>All jobs of a run, oldest first.</summary>
    public Task<IReadOnlyList<Job>> ListByRunAsync(long runId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Job>>(
            session => session.Query<Job>(
                $"SELECT {JobRows.Columns} FROM job WHERE run_id = @runId ORDER BY created_at, rowid",
                new { runId }),
            cancellationToken);

    /// <summary>Running jobs, then queued ones in the order in which they will start.</summary>
    public Task<IReadOnlyList<Job>> ListOpenAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Job>>(
            session => session.Query<Job>(
                $"""
                SELECT {JobRows.Columns} FROM job WHERE state IN ('running', 'queued')
                ORDER BY state = 'queued', priority DESC, created_at, rowid
                """),
            cancellationToken);

    /// <summary>Jobs that have ended, the last one first.</summary>
    public Task<IReadOnlyList<Job>> ListEndedAsync(int limit, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Job>>(
            session => session.Query<Job>(
                $"SELECT {JobRows.Columns} FROM job WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, rowid DESC LIMIT @limit",
                new { limit }),
            cancellationToken);

    /// <summary>Makes the next queued job the caller's for the length of the lease; null when none waits.</summary>
    /// <param name="only">Jobs of this lane alone; null: of both. On the processor are the runs that ask for it.</param>
    public Task<ClaimedJob?> ClaimNextAsync(string owner, TimeSpan lease, JobLane? only = null, CancellationToken cancellationToken = default)
    {
        const string AsksForProcessor = "EXISTS (SELECT 1 FROM run WHERE run.id = job.run_id AND run.device = 'cpu')";
        var fits = only switch
        {
            JobLane.Processor => $"AND {AsksForProcessor}",
            JobLane.Gpu => $"AND NOT {AsksForProcessor}",
            _ => "",
        };
        return ClaimAsync($"state = 'queued' {fits} ORDER BY priority DESC, created_at, rowid LIMIT 1", Guid.Empty, owner, lease, cancellationToken);
    }

    /// <summary>Claims one certain job, e.g. by a command line that waits for it; null when it is not queued.</summary>
    public Task<ClaimedJob?> ClaimAsync(Guid jobId, string owner, TimeSpan lease, CancellationToken cancellationToken = default) =>
        ClaimAsync("id = @jobId AND state = 'queued'", jobId, owner, lease, cancellationToken);

    /// <summary>Lets a waiting job start before all others that wait now. False when it does not wait or is the next already.</summary>
    public Task<bool> MoveToFrontAsync(Guid jobId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The place in the queue",
        session => session.Execute(
            """
            UPDATE job SET priority = (SELECT max(priority) + 1 FROM job WHERE state = 'queued')
            WHERE id = @jobId AND state = 'queued'
              AND id <> (SELECT id FROM job WHERE state = 'queued' ORDER BY priority DESC, created_at, rowid LIMIT 1)
            """,
            new { jobId }) == 1,
        cancellationToken);

    /// <summary>False when the job is no longer this owner's: the process must end.</summary>
    public Task<bool> RenewLeaseAsync(Guid jobId, string owner, TimeSpan lease, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The lease",
            session => session.Execute(
                "UPDATE job SET lease_until = @until WHERE id = @jobId AND lease_owner = @owner AND state = 'running'",
                new { jobId, owner, until = session.Now + lease }) == 1,
            cancellationToken);

    public Task SetProcessAsync(Guid jobId, int? processId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The job's process",
        session => session.Execute(
            "UPDATE job SET process_id = @processId WHERE id = @jobId AND state = 'running'",
            new { jobId, processId }),
        cancellationToken);

    /// <summary>Ends a job, or gives a running one back to the queue. False when the step is impossible from its present state.</summary>
    public Task<bool> TryTransitionAsync(
        Guid jobId,
        JobState to,
        string? reason,
        string? detail,
        CancellationToken cancellationToken = default)
    {
        if (to == JobState.Running)
        {
            throw new ArgumentException("A job starts by being claimed.", nameof(to));
        }

        return database.WriteAsync(
            "The job's state",
            session => JobRows.Find(session, jobId) is { } job && JobRows.TryTransition(session, job, to, reason, detail),
            cancellationToken);
    }

    /// <summary>Jobs whose process stopped renewing go back to the queue; after the last attempt they fail. Returns them as they are now.</summary>
    public Task<IReadOnlyList<Job>> ReturnExpiredAsync(CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<Job>>(
            "The state of lost jobs",
            session => session.Query<Job>(
                $"SELECT {JobRows.Columns} FROM job WHERE state = 'running' AND lease_until < @Now ORDER BY created_at, rowid",
                new { session.Now }).ConvertAll(job => ReturnLost(session, job)),
            cancellationToken);

    /// <summary>
    /// What a person asks of a job. A queued job is cancelled at once, as nobody is there to obey; a running one keeps
    /// the command until its process has obeyed. False when the job has ended.
    /// </summary>
    public Task<bool> RequestAsync(Guid jobId, JobCommand command, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The command",
            session => JobRows.Find(session, jobId) switch
            {
                { State: JobState.Queued } job when command is JobCommand.Cancel or JobCommand.Stop =>
                    JobRows.TryTransition(session, job, JobState.Cancelled, "Cancelled before it started.", null),
                { HasEnded: false } => SetCommand(session, jobId, command),
                _ => false,
            },
            cancellationToken);

    /// <summary>The process has obeyed; a command that came meanwhile stays.</summary>
    public Task ClearCommandAsync(Guid jobId, JobCommand obeyed, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The command",
            session => session.Execute(
                "UPDATE job SET command = NULL WHERE id = @jobId AND command = @obeyed",
                new { jobId, obeyed = Words.Of(obeyed) }),
            cancellationToken);

    /// <summary>Place among the waiting jobs, 1 is next; null when the job does not wait.</summary>
    public Task<int?> GetQueuePositionAsync(Guid jobId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            var waiting = session.Query<Guid>("SELECT id FROM job WHERE state = 'queued' ORDER BY priority DESC, created_at, rowid");
            var index = waiting.IndexOf(jobId);
            return index < 0 ? (int?)null : index + 1;
        },
        cancellationToken);

    Task<ClaimedJob?> ClaimAsync(
        string condition,
        Guid jobId,
        string owner,
        TimeSpan lease,
        CancellationToken cancellationToken) => database.WriteAsync(
        "The start of the job",
        session =>
        {
            var waiting = session.Find<Job>($"SELECT {JobRows.Columns} FROM job WHERE {condition}", new { jobId });
            if (waiting is null || !JobRows.TryTransition(session, waiting, JobState.Running, null, null))
            {
                return null;
            }

            var token = SecretToken.Create();
            session.Execute(
                "UPDATE job SET lease_owner = @owner, lease_until = @until, token_sha256 = @hash WHERE id = @Id",
                new { waiting.Id, owner, until = session.Now + lease, hash = Sha256Text.Of(token) });
            return new ClaimedJob(JobRows.Find(session, waiting.Id)!, token);
        },
        cancellationToken);

    static bool SetCommand(DatabaseSession session, Guid jobId, JobCommand command) => session.Execute(
        "UPDATE job SET command = @command WHERE id = @jobId",
        new { jobId, command = Words.Of(command) }) == 1;

    static Job ReturnLost(DatabaseSession session, Job job)
    {
        if (job.Command is JobCommand.Cancel)
        {
            JobRows.TryTransition(session, job, JobState.Cancelled, "Cancelled.", null);
        }
        else if (job.Attempt < MaximumAttempts)
        {
            JobRows.TryTransition(session, job, JobState.Queued, "The process stopped answering; the job starts again.", null);
        }
        else
        {
            JobRows.TryTransition(
                session,
                job,
                JobState.Failed,
                $"The process stopped answering {MaximumAttempts} times. Look at the log, then start the run again.",
                $"Last owner {job.LeaseOwner}, process {job.ProcessId}, lease until {job.LeaseUntil:O}.");
        }

        return JobRows.Find(session, job.Id)!;
    }
}
