using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Studio.Contracts;
using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>What job processes reported, each event once and in order.</summary>
public sealed class JobEventStore(Database database)
{
    /// <summary>
    /// Stores the events that follow the last stored one without a gap and returns the last stored sequence. Events
    /// that are there already are passed over, so resending is safe; events after a gap are left for a resend.
    /// </summary>
    public Task<long> AppendAsync(Guid jobId, IReadOnlyList<JobEvent> events, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The job's events",
            session =>
            {
                var last = LastSequence(session, jobId);
                foreach (var item in events.OrderBy(item => item.Sequence).Where(item => item.Sequence > last))
                {
                    if (item.Sequence != last + 1)
                    {
                        break;
                    }

                    Insert(session, jobId, item);
                    last = item.Sequence;
                }

                return last;
            },
            cancellationToken);

    /// <summary>0 when nothing is stored yet.</summary>
    public Task<long> GetLastSequenceAsync(Guid jobId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => LastSequence(session, jobId), cancellationToken);

    /// <summary>Events after a sequence, in order.</summary>
    public Task<IReadOnlyList<JobEvent>> ReadAsync(
        Guid jobId,
        long afterSequence = 0,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<JobEvent>>(
        session => session.Query<string>(
            """
            SELECT json FROM job_event WHERE job_id = @jobId AND sequence > @afterSequence ORDER BY sequence LIMIT @limit
            """,
            new { jobId, afterSequence, limit }).ConvertAll(StoredJson.Read<JobEvent>),
        cancellationToken);

    /// <summary>The last event of a kind, or of any kind when asked for <see cref="JobEvent"/> itself.</summary>
    public Task<T?> FindLatestAsync<T>(Guid jobId, CancellationToken cancellationToken = default)
        where T : JobEvent => database.ReadAsync(
        session => session.Find<string>(
            """
            SELECT json FROM job_event WHERE job_id = @jobId AND (@kind IS NULL OR kind = @kind) ORDER BY sequence DESC LIMIT 1
            """,
            new { jobId, kind = KindOf(typeof(T)) }) is { } json ? (T)StoredJson.Read<JobEvent>(json) : null,
        cancellationToken);

    /// <summary>All events of a kind, in order; the others are not read.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(Guid jobId, CancellationToken cancellationToken = default)
        where T : JobEvent => database.ReadAsync<IReadOnlyList<T>>(
        session => session.Query<string>(
            "SELECT json FROM job_event WHERE job_id = @jobId AND kind = @kind ORDER BY sequence",
            new { jobId, kind = KindOf(typeof(T)) }).ConvertAll(json => (T)StoredJson.Read<JobEvent>(json)),
        cancellationToken);

    static string? KindOf(Type type) => type == typeof(JobEvent)
        ? null
        : (string)typeof(JobEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Single(known => known.DerivedType == type).TypeDiscriminator!;

    static long LastSequence(DatabaseSession session, Guid jobId) => session.Single<long>(
        "SELECT coalesce(max(sequence), 0) FROM job_event WHERE job_id = @jobId",
        new { jobId });

    static void Insert(DatabaseSession session, Guid jobId, JobEvent item)
    {
        // Images of evaluations are kept where they are looked up (EvaluationStore); twice they would be most of the database.
        var kept = item is EvaluatedImages images ? images with { Images = [] } : item;
        var element = JsonSerializer.SerializeToElement(kept, ContractJson.Options);
        session.Execute(
            "INSERT INTO job_event (job_id, sequence, kind, json) VALUES (@jobId, @Sequence, @kind, @json)",
            new { jobId, item.Sequence, kind = element.GetProperty("kind").GetString(), json = element.GetRawText() });
    }
}
