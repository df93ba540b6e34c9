using Studio.Features.Jobs;
using Studio.Harness;

namespace Studio.Tests.Jobs;

public sealed class ProcessEndTests
{
    [Theory]
    [InlineData(137, "", "killed (signal 9)")]
    [InlineData(139, "", "crashed in native code")]
    [InlineData(134, "terminate called after throwing an instance of 'std::bad_alloc'", "Memory ran out")]
    [InlineData(1, "RuntimeError: CUDA out of memory. Tried to allocate 2 GiB", "Memory ran out")]
    [InlineData(1, "System.IO.IOException: No space left on device", "disk is full")]
    [InlineData(3, "", "exit code 3")]
    [InlineData(160, "", "signal 32")]
    [InlineData(0, "", "without a result")]
    [InlineData(null, "", "earlier studio")]
    public void Describe_OfExit_NamesCause(int? exitCode, string log, string expected) =>
        Assert.Contains(expected, ProcessEnd.Describe(exitCode, log), StringComparison.Ordinal);

    [Fact]
    public void Read_OfLongLog_GivesLastWholeLines()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["log"], Enumerable.Range(0, 2000).Select(number => $"line {number:0000}"));

        var lines = LogTail.Read(folder["log"]).Split('\n');

        Assert.Equal("line 1999", lines[^1]);
        Assert.All(lines, line => Assert.Equal(9, line.Length));
        Assert.Equal(LogTail.MaximumBytes / 10, lines.Length);
        Assert.Equal("", LogTail.Read(folder["none"]));
    }

    [Fact]
    public void UsualPlaces_OfProgramInRepository_AreShippedThenSibling()
    {
        var places = TrainingProgram.UsualPlaces("/r/src/Studio/bin/Debug/net10.0/");

        Assert.Equal(["/r/src/Studio/bin/Debug/net10.0/training/Studio.Training.dll", "/r/src/Training/bin/Debug/net10.0/Studio.Training.dll"], places);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", "http://127.0.0.1:5080")]
    [InlineData("http://[::]:5080", "http://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:41234", "http://127.0.0.1:41234")]
    [InlineData("http://box:80", "http://box:80")]
    public void Local_OfListeningAddress_CanBeConnectedTo(string listening, string expected) =>
        Assert.Equal(expected, StudioAddress.Local(listening));
}
