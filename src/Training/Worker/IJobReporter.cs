using Studio.Contracts.Jobs;

namespace Studio.Training.Worker;

/// <summary>Where a job says what it does. Never blocks; delivery is the connection's business.</summary>
interface IJobReporter
{
    /// <summary>Adds number and time to the event and passes it on.</summary>
    /// <exception cref="ArgumentException">The event holds a number that is not finite.</exception>
    void Report(JobEvent item);

    /// <summary>Keeps a file for an event that names it and answers its address.</summary>
    /// <exception cref="IOException">The disk is full or failed; nothing is left behind.</exception>
    BlobReference AddBlob(ReadOnlySpan<byte> content);
}
