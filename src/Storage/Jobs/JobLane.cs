namespace Studio.Storage;

/// <summary>Where a job computes. One job at most is on the GPU: two would share its memory and neither would have enough.</summary>
public enum JobLane
{
    Processor,
    Gpu,
}
