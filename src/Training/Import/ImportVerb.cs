using System.Text.Json;
using System.Threading.Channels;
using Studio.Contracts;
using Studio.Contracts.Import;

namespace Studio.Training.Import;

/// <summary>
/// <c>import</c>: reads one <see cref="DecodeRequest"/> per line and answers one <see cref="DecodeReply"/> per line until
/// its input ends. Nothing is written to standard error, so that no name of a file or patient ends in a log.
/// </summary>
public static class ImportVerb
{
    /// <summary>How long a file in work may go on after the studio has gone away.</summary>
    static readonly TimeSpan OrphanGrace = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(Stream input, Stream output)
    {
        var reader = new FileReader();
        using var lines = new StreamReader(input);
        await using var replies = new StreamWriter(output) { AutoFlush = true };
        var requests = Channel.CreateUnbounded<string>();
        var receiving = ReceiveAsync(lines, requests.Writer);
        await foreach (var line in requests.Reader.ReadAllAsync())
        {
            if (JsonSerializer.Deserialize<DecodeRequest>(line, ContractJson.Options) is { } request)
                await replies.WriteLineAsync(JsonSerializer.Serialize(reader.Read(request), ContractJson.Options));
        }

        await receiving;
        return 0;
    }

    /// <summary>Input is read beside the work, because its end is the only sign that the studio is gone.</summary>
    static async Task ReceiveAsync(StreamReader lines, ChannelWriter<string> requests)
    {
        await Task.Yield();
        while (await lines.ReadLineAsync() is { } line)
            await requests.WriteAsync(line);
        requests.Complete();
        EndLater();
    }

    /// <summary>A codec that hangs must not outlive the studio. The thread dies with the process when all goes well.</summary>
    static void EndLater() => new Thread(() =>
    {
        Thread.Sleep(OrphanGrace);
        Environment.Exit(1);
    })
    { IsBackground = true }.Start();
}
