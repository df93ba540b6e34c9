using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Studio.Features.Admin;

/// <summary>Asks the NVIDIA driver's own program about the GPU; a machine without it has none that could train.</summary>
public sealed class AcceleratorReader(TimeProvider clock)
{
    const long BytesPerMebibyte = 1L << 20;
    static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    AcceleratorState? last;
    DateTimeOffset readAt = DateTimeOffset.MinValue;
    bool isMissing;

    public async Task<AcceleratorState?> ReadAsync(CancellationToken cancellationToken)
    {
        if (isMissing || clock.GetUtcNow() - readAt < Freshness)
            return last;

        last = await AskAsync(cancellationToken) is { } answer ? Parse(answer) : null;
        readAt = clock.GetUtcNow();
        return last;
    }

    /// <summary>One line per GPU: name, load in percent, memory used and total in MiB. The first one counts.</summary>
    public static AcceleratorState? Parse(string answer)
    {
        var line = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        return line?.Split(',', StringSplitOptions.TrimEntries) is [var name, var load, var used, var total]
            && double.TryParse(load, CultureInfo.InvariantCulture, out var loadPercent)
            && long.TryParse(used, CultureInfo.InvariantCulture, out var usedMebibytes)
            && long.TryParse(total, CultureInfo.InvariantCulture, out var totalMebibytes)
                ? new AcceleratorState(name, loadPercent / 100, usedMebibytes * BytesPerMebibyte, totalMebibytes * BytesPerMebibyte)
                : null;
    }

    async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        var question = new ProcessStartInfo("nvidia-smi")
        {
            ArgumentList = { "--query-gpu=name,utilization.gpu,memory.used,memory.total", "--format=csv,noheader,nounits" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(question)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Deadline);
            return await process.StandardOutput.ReadToEndAsync(limit.Token);
        }
        catch (Win32Exception)
        {
            isMissing = true;
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
