using Studio.CommandLine;
using Studio.Tests.Jobs;

namespace Studio.Tests.CommandLine;

public sealed class CompareVerbTests
{
    /// <summary>The scripted job hands over figures but no images, so there is nothing to compare them on; the verb says so.</summary>
    [Fact]
    public async Task Compare_WithoutResult_NamesTheRun()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        await verbs.RunJsonAsync("train", "--project", VerbRunner.Project, "--recipe", "scripted");

        var missing = await verbs.RunAsync("compare", "1", "--project", VerbRunner.Project);
        var unknown = await verbs.RunAsync("compare", "1", "9", "--project", VerbRunner.Project);
        var words = await verbs.RunAsync("compare", "first", "--project", VerbRunner.Project);
        var closed = await verbs.RunAsync("compare", "1", "--project", VerbRunner.Project, "--split", "test");

        Assert.Equal(ExitCode.BadInput, missing.ExitCode);
        Assert.Contains("Run 1 has no result on validation. Evaluate it.", missing.Error, StringComparison.Ordinal);
        Assert.Contains("There is no run 9 in this project.", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("\"first\" are no numbers of runs", words.Error, StringComparison.Ordinal);
        Assert.Contains("The test set is closed for these runs. Open it with --reason", closed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_TestSet_NeedsAReason()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        await verbs.RunJsonAsync("train", "--project", VerbRunner.Project, "--recipe", "scripted");

        var closed = await verbs.RunAsync("evaluate", "--run", "1", "--project", VerbRunner.Project, "--split", "test");
        var open = await verbs.RunJsonAsync("evaluate", "--run", "1", "--project", VerbRunner.Project, "--split", "test", "--reason", "Final figure");

        Assert.Equal(ExitCode.BadInput, closed.ExitCode);
        Assert.Contains("--reason", closed.Error, StringComparison.Ordinal);
        Assert.Equal(1, open.GetProperty("looksAtTestSet").GetInt32());
    }
}
