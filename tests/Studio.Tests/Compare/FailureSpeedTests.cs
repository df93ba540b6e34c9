using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Compare.Failures;
using Studio.Features.Compare.Groups;

namespace Studio.Tests.Compare;

/// <summary>
/// Times are the processor's, of all cores together, in a process that does nothing else meanwhile: what else the machine does takes
/// none of them.
/// </summary>
[CollectionDefinition(nameof(FailureSpeedTests), DisableParallelization = true)]
[Collection(nameof(FailureSpeedTests))]
public sealed class FailureSpeedTests(ITestOutputHelper output)
{
    const double Most = 0.6;

    [Fact]
    public async Task Parts_OfFiveThousandImages_AreReadAtOnce()
    {
        const int images = 5000;
        await using var runs = await ComparedRuns.CreateAsync();
        var failures = runs.Studio.Get<FailureReader>();
        var run = await runs.AddRunAsync();
        var random = new Random(5);
        await runs.AddAsync(run, Split.Validation,
        [
            .. Enumerable.Range(1, images).Select(id => new ImageResult(id, $"image {id}", $"P{id / 2:0000}", new Dictionary<string, double?>
            {
                ["iou.nodule"] = random.NextDouble(), ["recall.nodule"] = random.NextDouble(), ["accuracy"] = random.NextDouble(), ["pixels"] = 1000,
                ["tp.nodule"] = random.Next(100), ["fn.nodule"] = random.Next(100), ["fp.nodule"] = random.Next(100), ["baseline.iou.nodule"] = 0.1,
            }, [], [])),
        ]);
        var comparison = await runs.CompareAsync(run);
        var entry = comparison.Entries[0];
        var order = (await failures.ListOrdersAsync(comparison, entry))[0];
        var (groups, figures, examples, elsewhere) = (runs.Studio.Get<GroupReader>(), runs.Studio.Get<GroupFigures>(), runs.Studio.Get<ClassExampleReader>(), runs.Studio.Get<ExternalReader>());
        var size = (await groups.ListAsync(comparison)).Single(column => column.Class is not null);

        await TimeAsync("gallery", async () =>
        {
            var ranking = await failures.RankAsync(comparison, entry, null, order);
            await failures.ShowAsync(ranking, [.. ranking.Images.Take(21)]);
        });
        await TimeAsync("groups", async () => Assert.Equal(3, (await figures.ReadAsync(comparison, entry, await groups.ReadAsync(comparison, size))).Count(group => group.HasInterval)));
        await TimeAsync("examples", () => examples.ReadAsync(comparison, entry));
        await TimeAsync("elsewhere", () => elsewhere.ReadAsync(comparison, entry));
    }

    /// <summary>The first reading makes the machine code; the quickest of five others is what the part takes.</summary>
    async Task TimeAsync(string part, Func<Task> read)
    {
        await read();
        var times = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            await read();
            times.Add((Environment.CpuUsage.TotalTime - start).TotalSeconds);
        }

        output.WriteLine($"{part}: {times.Min():0.00} s, at most {times.Max():0.00} s");
        Assert.InRange(times.Min(), 0, Most);
    }
}
