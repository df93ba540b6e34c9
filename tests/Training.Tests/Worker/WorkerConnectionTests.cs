using Studio.Contracts.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Tests.Worker;

public sealed class WorkerConnectionTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Report_StudioReachable_StoresEveryEventOnceInOrder()
    {
        await using var studio = await TestStudio.StartAsync();
        await using (var connection = await OpenAsync(studio))
        {
            ReportNotes(connection, 1, 500);
            await connection.FlushAsync(default);
        }

        AssertNotes(studio, 500);
        Assert.Equal(0, studio.Resent);
    }

    [Fact]
    public async Task Report_StudioRestarts_ResendsFromTheLastAcknowledged()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var connection = await OpenAsync(studio);
        ReportNotes(connection, 1, 50);
        await connection.FlushAsync(default);
        await studio.StopAsync();
        ReportNotes(connection, 51, 100);
        await Task.Delay(300);
        await studio.RestartAsync();
        await connection.FlushAsync(default);

        AssertNotes(studio, 100);
    }

    [Fact]
    public async Task Report_AcknowledgementLost_StoresNothingTwice()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var connection = await OpenAsync(studio);
        studio.LostAcknowledgements = 2;
        for (var first = 1; first <= 60; first += 20)
        {
            ReportNotes(connection, first, first + 19);
            await Task.Delay(150);
        }

        await connection.FlushAsync(default);
        AssertNotes(studio, 60);
    }

    [Fact]
    public async Task Start_AfterProcessDied_SendsWhatTheLogHolds()
    {
        await using var studio = await TestStudio.StartAsync();
        using (var log = EventLog.Open(folder.File("events.jsonl")))
        {
            log.Append([EventLog.ToLine(new JobNote("info", "1") { Sequence = 1 }), EventLog.ToLine(new JobNote("info", "2") { Sequence = 2 })]);
        }

        await File.AppendAllTextAsync(folder.File("events.jsonl"), "{\"kind\":\"note\",\"sever");
        await using var connection = await OpenAsync(studio);
        ReportNotes(connection, 3, 3);
        await connection.FlushAsync(default);

        AssertNotes(studio, 3);
    }

    [Fact]
    public async Task Start_FolderLost_NumbersGoOnWhereTheStudioStands()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Events[7] = new JobNote("info", "earlier") { Sequence = 7 };
        await using var connection = await OpenAsync(studio);
        ReportNotes(connection, 8, 8);
        await connection.FlushAsync(default);

        Assert.Equal([7L, 8L], studio.Events.Keys);
    }

    [Fact]
    public async Task Report_WithBlob_StudioHasTheBlobBeforeTheEvent()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var connection = await OpenAsync(studio);
        var blob = connection.AddBlob("weights"u8);
        connection.Report(new CheckpointSaved(1, blob, IsBest: true));
        await connection.FlushAsync(default);

        Assert.Equal("weights"u8.ToArray(), studio.Blobs[blob.Sha256]);
        Assert.Empty(Directory.GetFiles(folder.File("outbox")));
    }

    [Fact]
    public async Task Report_NumberNotFinite_FailsAtTheCallerAndTheRestGoesOn()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var connection = await OpenAsync(studio);
        Assert.ThrowsAny<ArgumentException>(() => connection.Report(new StepMetrics(1, 1, double.NaN, 0, 0, 0)));
        ReportNotes(connection, 1, 2);
        await connection.FlushAsync(default);

        AssertNotes(studio, 2);
    }

    [Fact]
    public async Task Start_TokenInvalid_EndsAsRefused()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.TokenValid = false;
        await using var connection = await OpenAsync(studio);
        await connection.Refused.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Report_TokenWithdrawnWhileRunning_EndsAsRefused()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var connection = await OpenAsync(studio);
        studio.TokenValid = false;
        ReportNotes(connection, 1, 1);
        await connection.Refused.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task CommandReceived_StudioSendsStop_ArrivesOnce()
    {
        await using var studio = await TestStudio.StartAsync();
        await using var connection = await OpenAsync(studio);
        var received = new TaskCompletionSource<JobCommand>();
        connection.CommandReceived += command => received.SetResult(command);
        await studio.SendAsync(JobCommand.Stop);

        Assert.Equal(JobCommand.Stop, await received.Task.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    async Task<WorkerConnection> OpenAsync(TestStudio studio)
    {
        var client = new StudioClient(studio.Url, TestStudio.Token);
        var connection = new WorkerConnection(client, EventLog.Open(folder.File("events.jsonl")), new BlobOutbox(folder.File("outbox")));
        await connection.StartAsync(default);
        return connection;
    }

    static void ReportNotes(WorkerConnection connection, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            connection.Report(new JobNote("info", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    static void AssertNotes(TestStudio studio, int count)
    {
        var expected = Enumerable.Range(1, count).Select(number => ((long)number, $"{number}"));
        Assert.Equal(expected, studio.Events.Select(pair => (pair.Key, ((JobNote)pair.Value).Message)));
    }
}
