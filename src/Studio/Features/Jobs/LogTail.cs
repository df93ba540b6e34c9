using System.Text;

namespace Studio.Features.Jobs;

/// <summary>The end of a job process's output, kept as the detail of a failure.</summary>
public static class LogTail
{
    public const int MaximumBytes = 4096;

    /// <summary>The last 4 KiB, from the start of a line; empty when there is no log.</summary>
    public static string Read(string logFile)
    {
        try
        {
            using var log = new FileStream(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var cut = log.Length > MaximumBytes;
            if (cut)
                log.Seek(-MaximumBytes, SeekOrigin.End);
            var bytes = new byte[(int)Math.Min(log.Length, MaximumBytes)];
            var text = Encoding.UTF8.GetString(bytes.AsSpan(0, log.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
            var line = cut ? text.IndexOf('\n', StringComparison.Ordinal) : -1;
            return text[(line + 1)..].Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
