using System.Globalization;
using System.Text.Json;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Shell;

/// <summary>Numbers, times and states as people say them. One place, so that every page says the same.</summary>
public static class Wording
{
    const double Thousand = 1000;

    /// <summary>"1 image", "244 images".</summary>
    public static string Count(long count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>"7", "7 and 5", "7, 5 and 3".</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    /// <summary>Thousands apart by a space that does not break, so that it reads in every country: "12 400".</summary>
    public static string Number(long number) =>
        number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u00a0');

    /// <summary>"412 GB", "3.1 MB"; powers of 1000, as on the disk's label.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
        var value = (double)bytes;
        var unit = 0;
        while (value >= Thousand && unit < units.Length - 1)
        {
            value /= Thousand;
            unit++;
        }

        var format = unit > 0 && value < 10 ? "0.0" : "0";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {units[unit]}";
    }

    /// <summary>"40 s", "6 min", "1 h 45 min", "2 days 3 h".</summary>
    public static string Duration(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(90))
            return $"{Math.Max(0, (int)Math.Round(time.TotalSeconds))} s";

        var minutes = (int)Math.Round(time.TotalMinutes);
        if (minutes < 60)
            return $"{minutes} min";

        var hours = minutes / 60;
        if (hours < 24)
            return minutes % 60 == 0 ? $"{hours} h" : $"{hours} h {minutes % 60} min";

        var days = hours / 24;
        return hours % 24 == 0 ? Count(days, "day") : $"{Count(days, "day")} {hours % 24} h";
    }

    /// <summary>"today 08:51", "yesterday 17:02", "14 Nov", "14 Nov 2024".</summary>
    public static string When(DateTimeOffset time, DateTimeOffset now)
    {
        var clock = time.ToString("HH:mm", CultureInfo.InvariantCulture);
        if (time.Date == now.Date)
            return $"today {clock}";
        if (time.Date == now.Date.AddDays(-1))
            return $"yesterday {clock}";

        return time.ToString(time.Year == now.Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>In the studio machine's time zone.</summary>
    public static string When(DateTimeOffset time) => When(time.ToLocalTime(), DateTimeOffset.Now);

    /// <summary>"0.67".</summary>
    public static string Score(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>"84 %", never 100 % before everything is done and never 0 % once something is.</summary>
    public static string Percent(double share)
    {
        var rounded = Math.Round(share * 100);
        var percent = share is > 0 and < 1 ? Math.Clamp(rounded, 1, 99) : rounded;
        return percent.ToString("0", CultureInfo.InvariantCulture) + " %";
    }

    public static string Task(ProjectTask task) => task switch
    {
        ProjectTask.Segmentation => "Outlines",
        ProjectTask.Detection => "Boxes",
        _ => "A yes or no",
    };

    public static string Job(JobKind kind, int runNumber) => kind switch
    {
        JobKind.Train => $"Run {runNumber}",
        JobKind.Evaluate => $"Evaluation of run {runNumber}",
        _ => $"Package of run {runNumber}",
    };

    public static string Split(Split split) => split switch
    {
        Contracts.Projects.Split.Training => "Training",
        Contracts.Projects.Split.Validation => "Validation",
        Contracts.Projects.Split.Test => "Test",
        _ => "Not fixed",
    };

    public static string State(ImageState state) => state switch
    {
        ImageState.NotStarted => "Not started",
        ImageState.InProgress => "In progress",
        ImageState.InReview => "In review",
        _ => "Accepted",
    };

    /// <summary>The state's word in addresses: "in-review".</summary>
    public static string InAddress<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static string StateIcon(ImageState state) => state switch
    {
        ImageState.NotStarted => "radio_button_unchecked",
        ImageState.InProgress => "edit",
        ImageState.InReview => "rate_review",
        _ => "check_circle",
    };
}
