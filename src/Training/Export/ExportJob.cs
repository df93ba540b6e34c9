using Studio.Contracts.Jobs;
using Studio.Training.Jobs;

namespace Studio.Training.Export;

/// <summary>Writes a model package after comparing it with the trained network on real images.</summary>
static class ExportJob
{
    public static JobEnded Run(JobContext context) => throw new JobFailureException("Export is not built yet.");
}
