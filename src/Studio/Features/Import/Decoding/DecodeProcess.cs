using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Import;

namespace Studio.Features.Import.Decoding;

/// <summary>One import process: a file in, a reply out, one at a time. After anything unexpected it is dead and is replaced.</summary>
sealed class DecodeProcess : IDisposable
{
    static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(50);

    readonly Process process;
    readonly DecodePoolOptions options;

    DecodeProcess(Process process, DecodePoolOptions options)
    {
        this.process = process;
        this.options = options;
    }

    /// <summary>Since when the process has had nothing to do.</summary>
    public long IdleSince { get; private set; } = Stopwatch.GetTimestamp();

    public bool IsAlive { get; private set; } = true;

    /// <summary>Ended by itself or by the system while it waited for work.</summary>
    public bool HasExited => process.HasExited;

    public static DecodeProcess Start(DecodePoolOptions options)
    {
        var start = new ProcessStartInfo(options.FileName, options.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = options.ManagedHeapBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{options.FileName} could not be started.");
        process.ErrorDataReceived += (_, _) => { };   // drained, so that a chatty codec never blocks on a full pipe
        process.BeginErrorReadLine();
        return new DecodeProcess(process, options);
    }

    /// <summary>Sends one file. A crash, the deadline or the memory cap end the process and give a rejection.</summary>
    public async Task<DecodeReply> DecodeAsync(DecodeRequest request, CancellationToken cancellation)
    {
        var finished = false;
        try
        {
            var reply = await ExchangeAsync(request, cancellation);
            finished = IsAlive;
            IdleSince = Stopwatch.GetTimestamp();
            return reply;
        }
        finally
        {
            if (!finished)
                Kill();
        }
    }

    async Task<DecodeReply> ExchangeAsync(DecodeRequest request, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, ContractJson.Options));
            await process.StandardInput.FlushAsync(cancellation);
        }
        catch (IOException)
        {
            return Stopped(request);
        }

        var line = process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask();
        while (await Task.WhenAny(line, Task.Delay(WatchInterval, cancellation)) != line)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(started) > options.Deadline)
                return Reject(request, $"Reading this file took longer than {options.Deadline.TotalSeconds:0.#} seconds and was given up. The file is probably damaged.");
            if (ResidentBytes() > options.MemoryCapBytes)
                return Reject(request, $"Reading this file needs more than {options.MemoryCapBytes >> 20} MB of memory and was given up. The file is damaged or too large.");
        }

        return await line is { } text && Parse(text, request.Id) is { } reply ? reply : Stopped(request);
    }

    static DecodeReply? Parse(string line, long id)
    {
        try
        {
            var reply = JsonSerializer.Deserialize<DecodeReply>(line, ContractJson.Options);
            return reply?.Id == id ? reply : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    DecodeRejected Stopped(DecodeRequest request) =>
        Reject(request, "The program that reads files stopped while reading this file. The file is probably damaged; export it again.");

    DecodeRejected Reject(DecodeRequest request, string reason)
    {
        IsAlive = false;
        return new DecodeRejected(reason) { Id = request.Id };
    }

    /// <summary>0 where the process has ended or the system does not tell.</summary>
    long ResidentBytes()
    {
        try
        {
            var pages = File.ReadAllText($"/proc/{process.Id}/statm").Split(' ')[1];
            return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    void Kill()
    {
        IsAlive = false;
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }
}
