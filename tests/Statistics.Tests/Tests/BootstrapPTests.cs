using Xunit;

namespace Studio.Statistics.Tests.Tests;

public sealed class BootstrapPTests
{
    /// <summary>One of nineteen draws on the wrong side: 2 · 2 / 20.</summary>
    [Fact]
    public void Of_NineteenDraws_IsCountedByHand()
    {
        double[] draws = [.. Enumerable.Range(0, 19).Select(place => place - 0.5)];

        Assert.Equal(0.2, BootstrapP.Of(draws)!.Value, 1e-12);
        Assert.Equal(0.2, BootstrapP.Of([.. draws.Select(draw => -draw)])!.Value, 1e-12);
    }

    [Fact]
    public void Of_NoDrawOnTheWrongSide_IsNeverZero() => Assert.Equal(0.002, BootstrapP.Of([.. Enumerable.Repeat(1.0, 999)])!.Value, 1e-12);

    [Fact]
    public void Of_NoDifferenceInAnyDraw_IsOne() => Assert.Equal(1, BootstrapP.Of(new double[200]));

    [Fact]
    public void Of_DrawsWithoutAValue_AreLeftOut()
    {
        Assert.Equal(2 / 10.0, BootstrapP.Of([double.NaN, 1, 1, 1, 1, 1, 1, 1, 1, 1])!.Value, 1e-12);
        Assert.Null(BootstrapP.Of([double.NaN]));
        Assert.Null(BootstrapP.Of([]));
    }
}
