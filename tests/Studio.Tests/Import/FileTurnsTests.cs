using Studio.Features.Import;

namespace Studio.Tests.Import;

public sealed class FileTurnsTests
{
    [Fact]
    public async Task Pass_FilesThatBeginInAnyOrder_PassInTheirOrder()
    {
        var turns = new FileTurns(50);
        var passed = new List<int>();
        int[] order = [.. Enumerable.Range(0, 50)];
        new Random(1).Shuffle(order);

        await Task.WhenAll(order.Select(position => Task.Run(() => turns.PassAsync(
            position,
            () =>
            {
                passed.Add(position);
                return position;
            },
            TestContext.Current.CancellationToken))));

        Assert.Equal(Enumerable.Range(0, 50), passed);
    }

    [Fact]
    public async Task Pass_Cancelled_WaitsNoLonger()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = new FileTurns(2).PassAsync(1, () => 1, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
