using Studio.Statistics;

namespace Studio.Tests.Audit;

/// <summary>Against tables of Student's distribution and Wilson's formula by hand.</summary>
public sealed class PrecisionTests
{
    [Theory]
    [InlineData(0.95, 1, 12.7062)]
    [InlineData(0.95, 2, 4.30265)]
    [InlineData(0.95, 3, 3.18245)]
    [InlineData(0.95, 9, 2.26216)]
    [InlineData(0.95, 30, 2.04227)]
    [InlineData(0.99, 4, 4.60409)]
    public void Student_TwoSided_IsThatOfTables(double level, int freedom, double expected) =>
        Assert.Equal(expected, Student.TwoSided(level, freedom), 1e-5 * expected);

    [Fact]
    public void Student_NoFreedom_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Student.TwoSided(0.95, 0));

    [Fact]
    public void OfShare_HalfOfHundred_IsWilsons() => Assert.Equal(0.09616847, Precision.OfShare(0.5, 100), 1e-7);

    [Fact]
    public void OfMean_NinePatients_IsStudents() => Assert.Equal(2.3060041 * 0.2 / 3, Precision.OfMean(0.2, 9), 1e-6);

    [Fact]
    public void OfMean_OnePatient_SaysNothing() => Assert.Equal((0.5, 0.5, 0.5), (Precision.OfMean(0.2, 0), Precision.OfMean(0.2, 1), Precision.OfShare(0.9, 0)));

    [Theory]
    [InlineData(0.03, 174)]
    [InlineData(0.05, 64)]
    public void CasesFor_WantedWidth_IsTheFirstNumberThatReachesIt(double wanted, int cases)
    {
        Assert.Equal(cases, Precision.CasesFor(wanted, count => Precision.OfMean(0.2, count)));
        Assert.True(Precision.OfMean(0.2, cases) <= wanted);
        Assert.True(Precision.OfMean(0.2, cases - 1) > wanted);
    }
}
