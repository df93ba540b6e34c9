using Xunit;

namespace Studio.Statistics.Tests.Tests;

public sealed class HolmTests
{
    /// <summary>0.01·4, 0.03·3, 0.04·2 (below what came before), 0.5·1.</summary>
    [Fact]
    public void Adjust_FourTests_AreStepByStepInTheOrderGiven() =>
        Assert.Equal([0.5, 0.04, 0.09, 0.09], Holm.Adjust([0.5, 0.01, 0.04, 0.03]), (expected, actual) => Math.Abs(expected - actual) < 1e-12);

    [Fact]
    public void Adjust_LargeValues_StopAtOne() => Assert.Equal([1, 1], Holm.Adjust([0.9, 0.6]));

    [Fact]
    public void Adjust_TestsThatWereNotPossible_DoNotCount() => Assert.Equal([0.04, double.NaN, 0.04], Holm.Adjust([0.02, double.NaN, 0.03]));

    [Fact]
    public void Adjust_NoneOrOne_StaysAsItIs()
    {
        Assert.Empty(Holm.Adjust([]));
        Assert.Equal([0.03], Holm.Adjust([0.03]));
    }
}
