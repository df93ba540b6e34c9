using Studio.Contracts.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Evaluation;

/// <summary>Sends judged images some at a time, so that neither a message nor memory grows with their number.</summary>
sealed class ImageOutbox(IJobReporter reporter)
{
    /// <summary>Images of one message at most.</summary>
    public const int MostImages = 200;

    /// <summary>A message is sent once its outlines are this long, however few its images are.</summary>
    public const int LargestOutlines = 4 << 20;
    readonly List<ImageResult> waiting = [];
    long outlines;

    public void Add(ImageResult image)
    {
        waiting.Add(image);
        outlines += image.Truth.Concat(image.Prediction).Sum(outline => (long)outline.Path.Length);
        if (waiting.Count >= MostImages || outlines >= LargestOutlines)
        {
            Send();
        }
    }

    /// <summary>Sends what is left.</summary>
    public void Send()
    {
        if (waiting.Count > 0)
        {
            reporter.Report(new EvaluatedImages([.. waiting]));
        }

        waiting.Clear();
        outlines = 0;
    }
}
