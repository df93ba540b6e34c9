using System.Globalization;
using Studio.Contracts.Jobs;

namespace Studio.CommandLine;

/// <summary>A job's progress on standard error: one line that changes on a terminal, a line per epoch elsewhere.</summary>
public sealed class ProgressLines(TextWriter output, bool isTerminal)
{
    int epochs;
    string score = ScoreFacts.Iou.Name;
    int width;

    public static ProgressLines OnStandardError() => new(Console.Error, !Console.IsErrorRedirected);

    public void Show(JobEvent item)
    {
        switch (item)
        {
            case JobStarted started:
                epochs = started.Epochs;
                score = started.Score?.Name ?? ScoreFacts.Iou.Name;
                var resumed = started.ResumedFromEpoch > 0 ? $", goes on after epoch {started.ResumedFromEpoch}" : "";
                Write($"Training on {started.Device} ({started.Precision}, {started.Threads} threads): {started.TrainingImages} images, {started.ValidationImages} for validation{resumed}", lasting: true);
                break;
            case JobProgress progress when isTerminal:
                Write(progress.Total > 0 ? $"{progress.Stage}: {progress.Done} of {progress.Total}" : progress.Stage, lasting: false);
                break;
            case StepMetrics step when isTerminal:
                Write(Text($"Epoch {step.Epoch} of {epochs}, step {step.Step}: loss {step.Loss:0.000}, {step.ImagesPerSecond:0.0} images/s"), lasting: false);
                break;
            case EpochMetrics epoch:
                var best = epoch.IsBest ? ", best so far" : "";
                Write(Text($"Epoch {epoch.Epoch} of {epochs}: loss {epoch.TrainingLoss:0.000}, validation {epoch.ValidationLoss:0.000}, {score} {epoch.ValidationScore:0.000}{best}, {TimeLeft(epoch.SecondsLeft)} left"), lasting: true);
                break;
            case JobNote note:
                Write(note.Message, lasting: true);
                break;
            case JobEnded ended:
                Write(ended.Reason, lasting: true);
                break;
        }
    }

    internal static string TimeLeft(double seconds) => seconds switch
    {
        < 60 => Text($"{Math.Max(0, seconds):0} s"),
        < 3600 => Text($"{seconds / 60:0} min"),
        _ => Text($"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds % 3600 / 60):0} min"),
    };

    void Write(string line, bool lasting)
    {
        if (!isTerminal)
        {
            output.WriteLine(line);
            return;
        }

        output.Write('\r' + line.PadRight(width));
        width = lasting ? 0 : line.Length;
        if (lasting)
            output.WriteLine();
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
