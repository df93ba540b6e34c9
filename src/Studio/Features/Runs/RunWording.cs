using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>States and figures of runs as people say them.</summary>
public static class RunWording
{
    static readonly string[] Superscripts = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

    public static (string Word, string Icon, string Chip) State(JobState state, bool isPaused) => state switch
    {
        JobState.Queued => ("Waiting", "schedule", "line"),
        JobState.Running when isPaused => ("Paused", "pause_circle", "warning"),
        JobState.Running => ("Training", "progress_activity", "info"),
        JobState.Succeeded => ("Finished", "check_circle", "ok"),
        JobState.Failed => ("Failed", "error", "problem"),
        _ => ("Cancelled", "cancel", "line"),
    };

    /// <summary>"Run 12 · Careful": what a person called it, else its recipe.</summary>
    public static string Title(Run run) => $"Run {run.Number} · {Label(run)}";

    public static string Label(Run run) => run.Name == $"Run {run.Number}" ? run.Recipe.Name : run.Name;

    /// <summary>"2.1·10⁻⁴", and "0.013" where that is as short.</summary>
    public static string Small(double value)
    {
        if (value is 0 or >= 0.01)
            return value.ToString("0.###", CultureInfo.InvariantCulture);
        var parts = value.ToString("0.0e+0", CultureInfo.InvariantCulture).Split('e');
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        var digits = string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0']));
        return $"{parts[0]}·10{(exponent < 0 ? "⁻" : "")}{digits}";
    }

    /// <summary>"212", "9.4".</summary>
    public static string Speed(double imagesPerSecond) =>
        imagesPerSecond.ToString(imagesPerSecond < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    public static string Score(double? value) => value is { } known ? Shell.Wording.Score(known) : "–";

    /// <summary>"processor" or "GPU 0", from what the process or the wish says.</summary>
    public static string Device(string device) => device switch
    {
        "cpu" => "processor",
        "auto" => "GPU or processor",
        "cuda" => "GPU",
        _ when device.StartsWith("cuda:", StringComparison.Ordinal) => $"GPU {device[5..]}",
        _ => device,
    };

    public static bool IsGpu(string device) => device.StartsWith("cuda", StringComparison.Ordinal);

    /// <summary>A place on an axis from 0 to 1, for style sheets.</summary>
    public static string Place(double value) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(value, 0, 1) * 100:0.##}%");
}
