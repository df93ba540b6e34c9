using Xunit;

namespace Studio.Statistics.Tests;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(0.9999, 3.719016485455709)]
    public void Quantile_KnownShares_AreThoseOfTables(double share, double expected) => Assert.Equal(expected, Normal.Quantile(share), 1e-7);

    [Fact]
    public void Quantile_NoShare_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(1));

    /// <summary>Values of Newcombe, Stat Med 17:857 (1998), table I, and by hand.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(20, 20, 0.8389, 1)]
    public void Wilson_KnownCounts_AreThoseOfTables(int hits, int total, double low, double high)
    {
        var interval = Wilson.Of(hits, total);

        Assert.Equal((double)hits / total, interval.Value);
        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    [Fact]
    public void Wilson_NoCases_MayBeAnything()
    {
        Assert.Equal(new Interval(double.NaN, 0, 1), Wilson.Of(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(3, 2));
    }
}
