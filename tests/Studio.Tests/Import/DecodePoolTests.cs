using System.Diagnostics;
using Studio.Contracts.Import;
using Studio.Features.Import.Decoding;
using Studio.Harness;

namespace Studio.Tests.Import;

/// <summary>Real child processes: a scripted one that misbehaves on request, and the real import process.</summary>
public sealed class DecodePoolTests : IDisposable
{
    /// <summary>Does what the name of the file says; answers every other file with a rejection that names its process.</summary>
    const string HostileWorker =
        """
        while IFS= read -r line; do
          id=${line#*'"id":'}; id=${id%%,*}
          case $line in
            *crash*) kill -SEGV $$ ;;
            *hang*) sleep 600 ;;
            *memory*) block=$(head -c 200000000 /dev/zero | tr '\0' x); sleep 600 ;;
            *garbage*) echo 'not json' ;;
            *chatter*) head -c 1000000 /dev/zero | tr '\0' e >&2; echo "{\"kind\":\"rejected\",\"id\":$id,\"reason\":\"quiet\"}" ;;
            *) echo "{\"kind\":\"rejected\",\"id\":$id,\"reason\":\"process $$\"}" ;;
          esac
        done
        """;

    /// <summary>A deadline that a busy machine does not reach, where something else must end the reading.</summary>
    const int LongSeconds = 300;

    readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("crash", "stopped while reading", LongSeconds)]
    [InlineData("garbage", "stopped while reading", LongSeconds)]
    [InlineData("hang", "longer than 3 seconds", 3)]
    [InlineData("memory", "more than 100 MB", LongSeconds)]
    public async Task DecodeAsync_WorkerMisbehaves_RejectsThatFileAndReadsTheNext(string name, string reason, int deadlineSeconds)
    {
        await using var pool = new DecodePool(Options() with { Deadline = TimeSpan.FromSeconds(deadlineSeconds) });
        var before = await ReadAsync(pool, "before.png");

        var rejected = await ReadAsync(pool, $"{name}.png");
        var after = await ReadAsync(pool, "after.png");

        Assert.Contains(reason, rejected, StringComparison.Ordinal);
        Assert.StartsWith("process ", before, StringComparison.Ordinal);
        Assert.StartsWith("process ", after, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
        await AssertGoneAsync(before);
    }

    [Fact]
    public async Task DecodeAsync_WellBehavedFiles_UseTheSameWarmProcess()
    {
        await using var pool = new DecodePool(Options());

        Assert.Equal(await ReadAsync(pool, "a.png"), await ReadAsync(pool, "b.png"));
    }

    [Fact]
    public async Task DecodeAsync_WorkerWritesManyErrors_DoesNotBlock()
    {
        await using var pool = new DecodePool(Options());

        Assert.Equal("quiet", await ReadAsync(pool, "chatter.png"));
    }

    [Fact]
    public async Task DecodeAsync_ProcessKilledWhileIdle_StartsAnother()
    {
        await using var pool = new DecodePool(Options());
        var before = await ReadAsync(pool, "a.png");
        using (var process = Process.GetProcessById(int.Parse(before.Split(' ')[1], null)))
        {
            process.Kill();
            process.WaitForExit();
        }

        Assert.StartsWith("process ", await ReadAsync(pool, "b.png"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecodeAsync_Cancelled_EndsTheProcess()
    {
        await using var pool = new DecodePool(Options());
        var warm = await ReadAsync(pool, "a.png");
        using var cancel = new CancellationTokenSource();
        var reading = pool.DecodeAsync("hang.png", "hang.png", DecodePurpose.Image, folder.Path, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await AssertGoneAsync(warm);
    }

    [Fact]
    public async Task Pool_Idle_StopsItsProcesses()
    {
        await using var pool = new DecodePool(Options() with { IdleStop = TimeSpan.FromMilliseconds(300) });
        var warm = await ReadAsync(pool, "a.png");

        for (var wait = 0; wait < 100 && pool.WarmProcesses > 0; wait++)
            await Task.Delay(50);

        Assert.Equal(0, pool.WarmProcesses);
        await AssertGoneAsync(warm);
        Assert.StartsWith("process ", await ReadAsync(pool, "b.png"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_WhileReading_EndsTheProcess()
    {
        var pool = new DecodePool(Options());
        var warm = await ReadAsync(pool, "a.png");
        var reading = pool.DecodeAsync("hang.png", "hang.png", DecodePurpose.Image, folder.Path, CancellationToken.None);

        await pool.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await AssertGoneAsync(warm);
    }

    [Fact]
    public async Task DecodeAsync_RealProcessTooSmallForThePicture_RejectsItWithoutDying()
    {
        var picture = folder["large.png"];
        await File.WriteAllBytesAsync(picture, Pictures.Png(8000, 8000, 1, bytesPerSample: 2));
        await using var pool = new DecodePool(DecodePoolOptions.ForTrainingProgram() with { Processes = 1, MemoryCapBytes = 160L << 20 });

        var reply = await pool.DecodeAsync(picture, "large.png", DecodePurpose.Image, folder.Path, CancellationToken.None);

        Assert.Contains("memory", Assert.IsType<DecodeRejected>(reply).Reason, StringComparison.Ordinal);
    }

    DecodePoolOptions Options()
    {
        File.WriteAllText(folder["worker.sh"], HostileWorker);
        return new DecodePoolOptions
        {
            FileName = "/bin/bash",
            Arguments = [folder["worker.sh"]],
            Processes = 1,
            Deadline = TimeSpan.FromSeconds(LongSeconds),
            MemoryCapBytes = 100L << 20,
        };
    }

    async Task<string> ReadAsync(DecodePool pool, string name)
    {
        var reply = await pool.DecodeAsync(name, name, DecodePurpose.Image, folder.Path, CancellationToken.None);
        return Assert.IsType<DecodeRejected>(reply).Reason;
    }

    /// <summary>A killed process disappears once the system has cleaned up after it.</summary>
    static async Task AssertGoneAsync(string reply)
    {
        var process = $"/proc/{reply.Split(' ')[1]}";
        for (var wait = 0; wait < 100 && Directory.Exists(process); wait++)
            await Task.Delay(50);
        Assert.False(Directory.Exists(process));
    }

    public void Dispose() => folder.Dispose();
}
