using System.Diagnostics;

namespace Studio.Harness;

/// <summary>
/// Draws a stroke at every beat of a fixed schedule and sends the strokes one after the other, each again and again until
/// it is acknowledged. A wait counts from the beat, so that a stroke held up by the one before it waits as long as the
/// person does.
/// </summary>
public sealed class Annotator(StudioSession session, UserOnImage place, BrushHand hand)
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    readonly Lock guard = new();
    readonly List<Stroke> drawn = [];
    readonly List<TimeSpan> waits = [];
    readonly byte[] expected = new byte[place.Rows * place.Columns];
    int acknowledged;
    int expectedRevision;

    public UserOnImage Place => place;

    /// <summary>Sendings that got no answer.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Time of the first answer after <see cref="StudioProcess"/> came back, for the restart figure.</summary>
    public long LastAnswerAt { get; private set; }

    /// <summary>From the beat to the acknowledgement, of every acknowledged stroke.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (guard)
                return [.. waits];
        }
    }

    /// <summary>Operations in the order in which they were acknowledged.</summary>
    public IReadOnlyList<Guid> Acknowledged
    {
        get
        {
            lock (guard)
                return [.. drawn.Take(acknowledged).Select(stroke => stroke.Operation)];
        }
    }

    /// <summary>Every operation begun, acknowledged or not.</summary>
    public IReadOnlyList<Guid> Drawn
    {
        get
        {
            lock (guard)
                return [.. drawn.Select(stroke => stroke.Operation)];
        }
    }

    /// <param name="phase">Wait before the first beat, so that not everybody draws at the same moment.</param>
    /// <param name="stop">No further beat; the stroke under way is sent to its end.</param>
    public async Task WorkAsync(TimeSpan phase, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        for (var beat = 0; ; beat++)
        {
            var due = phase + (Beat * beat);
            var ahead = due - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero)
                await Task.Delay(ahead, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
            await DrawAsync();
            lock (guard)
                waits.Add(Stopwatch.GetElapsedTime(started) - due);
        }
    }

    /// <summary>What the labels must be at a revision that the server names; each revision is one stroke.</summary>
    /// <param name="revision">Not before that of the last call.</param>
    public ReadOnlySpan<byte> ExpectedAt(long revision)
    {
        lock (guard)
        {
            if (revision > drawn.Count)
                throw new InvalidOperationException($"The server holds {revision} strokes of {place.Name}, who drew {drawn.Count}.");
            for (; expectedRevision < revision; expectedRevision++)
                drawn[expectedRevision].ApplyTo(expected);
            return expected;
        }
    }

    async Task DrawAsync()
    {
        var stroke = hand.Draw();
        lock (guard)
            drawn.Add(stroke);
        var answer = await SendUntilAcknowledgedAsync(stroke);
        if (answer.Missed > 0 || answer.Revision != drawn.Count)
            throw new InvalidOperationException($"{place.Name} drew {drawn.Count} strokes and is at revision {answer.Revision}, {answer.Missed} missed.");
        lock (guard)
            acknowledged++;
    }

    async Task<StrokeAnswer> SendUntilAcknowledgedAsync(Stroke stroke)
    {
        while (true)
        {
            try
            {
                var answer = await session.SendAsync(place.ImageId, stroke, acknowledged, CancellationToken.None);
                LastAnswerAt = Stopwatch.GetTimestamp();
                return answer;
            }
            catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or IOException)
            {
                Unanswered++;
                await Task.Delay(RetryAfter);
            }
        }
    }
}

/// <summary>Who draws where.</summary>
public sealed record UserOnImage(string Name, long UserId, long ImageId, int Rows, int Columns);
