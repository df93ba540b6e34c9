using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>Reading jobs and changing their state, for use inside a session.</summary>
static class JobRows
{
    public const string Columns =
        """
        id, kind, run_id, request_json, state, priority, attempt, lease_owner, lease_until, command, process_id, reason,
        detail, created_at, started_at, ended_at
        """;

    public static Job? Find(DatabaseSession session, Guid jobId) =>
        session.Find<Job>($"SELECT {Columns} FROM job WHERE id = @jobId", new { jobId });

    /// <summary>The only place where a job's state changes. False, and nothing changed, when the step is impossible.</summary>
    public static bool TryTransition(DatabaseSession session, Job job, JobState to, string? reason, string? detail)
    {
        if (!IsPossible(job.State, to))
        {
            return false;
        }

        var ended = to is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
        session.Execute(
            """
            UPDATE job SET
              state = @to,
              attempt = attempt + @started,
              started_at = CASE WHEN @started THEN @Now ELSE started_at END,
              ended_at = CASE WHEN @ended THEN @Now END,
              reason = @reason,
              detail = @detail,
              token_sha256 = NULL,
              lease_owner = NULL,
              lease_until = NULL,
              process_id = NULL,
              command = CASE WHEN @ended THEN NULL ELSE command END
            WHERE id = @Id
            """,
            new { job.Id, to = Words.Of(to), started = to == JobState.Running, ended, reason, detail, session.Now });
        return true;
    }

    static bool IsPossible(JobState from, JobState to) => (from, to) switch
    {
        (JobState.Queued, JobState.Running or JobState.Cancelled or JobState.Failed) => true,
        (JobState.Running, JobState.Queued or JobState.Succeeded or JobState.Failed or JobState.Cancelled) => true,
        _ => false,
    };
}
