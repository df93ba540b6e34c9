using System.Diagnostics;
using System.Globalization;

namespace Studio.CommandLine;

/// <summary>How far long work is: a line every two seconds, on standard error.</summary>
public static class CountLines
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <param name="what">What is counted, e.g. images.</param>
    /// <returns>Takes what is done, of how many.</returns>
    public static Action<int, int> To(TextWriter output, string what)
    {
        var last = Stopwatch.StartNew();
        return (done, total) =>
        {
            if (last.Elapsed < Interval)
                return;
            last.Restart();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {total} {what}"));
        };
    }
}
