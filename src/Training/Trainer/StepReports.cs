using Studio.Contracts.Jobs;
using Studio.Training.Devices;
using Studio.Training.Worker;

namespace Studio.Training.Trainer;

/// <summary>Passes on at most ten steps a second: more than a chart can show only costs.</summary>
sealed class StepReports(IJobReporter reporter)
{
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    long last;

    public void Report(int epoch, long step, double loss, double learningRate, double imagesPerSecond)
    {
        if (last != 0 && TimeProvider.System.GetElapsedTime(last) < Least)
        {
            return;
        }

        last = TimeProvider.System.GetTimestamp();
        reporter.Report(new StepMetrics(epoch, step, loss, learningRate, imagesPerSecond, ProcessMemory.Resident));
    }
}
