using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Audit;

namespace Studio.Tests.Audit;

/// <summary>Planted faults in boxes.</summary>
public sealed class BoxCheckTests : IAsyncLifetime
{
    AuditBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await AuditBench.CreateAsync(ProjectTask.Detection);
        var random = new Random(5);
        for (var image = 0; image < 40; image++)
            Take($"clean {image}", new BoxSpec(1, random.Next(5, 30), random.Next(5, 30), random.Next(27, 33), random.Next(27, 33)));
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task CleanBoxes_PassEveryCheck()
    {
        foreach (var check in (IAuditCheck[])[new BoxShapeCheck(), new DoubleBoxesCheck(), new OddBoxesCheck()])
        {
            var answer = await bench.RunAsync(check);
            Assert.Empty(answer.Findings);
            Assert.Equal("40 boxes", answer.PassedExtent);
        }
    }

    [Fact]
    public async Task BoxesThatCanHardlyBeMeant_AreNamedWithTheReason()
    {
        Take("outside", new BoxSpec(1, 90, 10, 20, 20));
        Take("thin", new BoxSpec(1, 10, 10, 2, 30));
        Take("everything", new BoxSpec(1, 0, 0, 100, 100));
        var finding = Assert.Single((await bench.RunAsync(new BoxShapeCheck())).Findings);
        Assert.Equal("3 boxes", finding.Extent);
        Assert.Equal(
            [
                "thin: nerve at (10, 10), 2×30, is 2 pixels wide.",
                "outside: nerve at (90, 10), 20×20, reaches outside the picture of 100×100.",
                "everything: nerve at (0, 0), 100×100, takes up all of the picture (100 %).",
            ],
            finding.Evidence.Facts.Select(fact => fact.Text));
        Assert.Equal(new AuditMark(10, 10, 2, 30), Assert.Single(finding.Evidence.Pictures[0].Marks));
    }

    [Fact]
    public async Task SameBoxTwice_IsNamedWithItsOverlap()
    {
        // 30·30 of 30·31: 900 of 930.
        Take("double", new BoxSpec(1, 10, 10, 30, 30), new BoxSpec(2, 10, 10, 30, 31));
        Take("beside", new BoxSpec(1, 10, 10, 30, 30), new BoxSpec(1, 20, 10, 30, 30));
        var finding = Assert.Single((await bench.RunAsync(new DoubleBoxesCheck())).Findings);
        Assert.Equal("double: vessel at (10, 10), 30×31, lies on another box of class nerve (IoU 0.97).", Assert.Single(finding.Evidence.Facts).Text);
    }

    [Fact]
    public async Task BoxOfAnotherSizeOrShape_IsNamed_ButNotOneCutByTheBorder()
    {
        Take("large", new BoxSpec(1, 5, 5, 85, 90));
        Take("flat", new BoxSpec(1, 5, 5, 70, 12));
        Take("small", new BoxSpec(1, 5, 5, 9, 9));
        Take("cut", new BoxSpec(1, 0, 5, 8, 30));
        var finding = Assert.Single((await bench.RunAsync(new OddBoxesCheck())).Findings);
        Assert.Equal(["flat", "large", "small"], finding.Evidence.Images.Order());
    }

    [Fact]
    public async Task ProjectWithoutBoxes_IsNotSaidToHavePassed()
    {
        await using var empty = await AuditBench.CreateAsync();
        empty.Take(empty.Add("1"));
        Assert.False((await empty.RunAsync(new BoxShapeCheck())).Applies);
    }

    void Take(string name, params BoxSpec[] boxes) => bench.Take(bench.Add(name) with { Boxes = boxes });
}
