using Studio.Contracts.Jobs;
using Studio.Training.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Tests.Jobs;

public sealed class FullDiskTests : IDisposable
{
    readonly JobControl control = new();
    readonly Notes notes = new();

    public void Dispose() => control.Dispose();

    [Fact]
    public void Write_FullForAWhile_TriesAgainAndSaysSoOnce()
    {
        var tries = 0;
        new FullDisk(notes, control) { Pause = TimeSpan.FromMilliseconds(1) }.Write("the state", () =>
        {
            if (++tries < 4)
                WriteToFullDevice();
        });

        Assert.Equal(4, tries);
        Assert.Equal(["warning", "info"], notes.Said.Select(note => note.Severity));
        Assert.Contains("the state needs room", notes.Said[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CancelledWhileItWaits_Ends()
    {
        control.Obey(JobCommand.Cancel);
        Assert.Throws<JobCancelledException>(() => new FullDisk(notes, control).Write("the state", WriteToFullDevice));
        Assert.Single(notes.Said);
    }

    [Fact]
    public void Write_AnotherError_IsNotWaitedFor()
    {
        Assert.Throws<DirectoryNotFoundException>(
            () => new FullDisk(notes, control).Write("the state", () => File.WriteAllText("/no/such/folder/file", "")));
        Assert.Empty(notes.Said);
    }

    /// <summary>The system's device that answers every write as a full disk does.</summary>
    static void WriteToFullDevice()
    {
        using var device = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        device.Write([1]);
    }

    sealed class Notes : IJobReporter
    {
        public List<JobNote> Said { get; } = [];

        public void Report(JobEvent item) => Said.Add((JobNote)item);

        public BlobReference AddBlob(ReadOnlySpan<byte> content) => throw new NotSupportedException();
    }
}
