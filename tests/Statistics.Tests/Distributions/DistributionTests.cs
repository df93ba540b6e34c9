using Xunit;

namespace Studio.Statistics.Tests.Distributions;

public sealed class DistributionTests
{
    /// <summary>Abramowitz and Stegun 1964, table 26.1 and, far out, 26.2 (−log Q(10) = 23.11805).</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.96, 0.024997895148220)]
    [InlineData(2.5, 0.993790334674224)]
    [InlineData(-5, 2.866515719e-7)]
    [InlineData(-10, 7.61985302e-24)]
    public void Below_KnownValues_AreThoseOfTables(double x, double expected) => Assert.Equal(1, Normal.Below(x) / expected, 1e-9);

    /// <summary>Computed with 40 digits by another program; scipy has 12 to 13 of them right so far out.</summary>
    [Theory]
    [InlineData(-1.6, 0.054799291699557984109)]
    [InlineData(-2.1, 0.017864420562816552877)]
    [InlineData(-16.4, 9.561902574231984152e-61)]
    [InlineData(-22.1, 1.5803349486667440115e-108)]
    [InlineData(-22.2, 1.7172521898098579972e-109)]
    public void Below_Tails_AreRightToFourteenDigits(double x, double expected) => Assert.Equal(1, Normal.Below(x) / expected, 1e-14);

    [Fact]
    public void Below_Ends_AreNoneAndAll()
    {
        Assert.Equal(0, Normal.Below(double.NegativeInfinity));
        Assert.Equal(1, Normal.Below(double.PositiveInfinity));
        Assert.Equal(double.NaN, Normal.Below(double.NaN));
        Assert.Equal(1, Normal.Outside(0));
    }

    [Fact]
    public void Below_WhereSeriesAndFractionMeet_GoesOn() =>
        Assert.Equal(Normal.Below(-1.5), Normal.Below(Math.BitDecrement(-1.5)), 1e-15);

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.3)]
    [InlineData(0.99)]
    public void Below_OfAQuantile_IsItsShare(double share) => Assert.Equal(share, Normal.Below(Normal.Quantile(share)), 1e-9);

    /// <summary>One degree of freedom is Cauchy's, ½ + arctan(t)/π; two are ½ + t / (2 √(2 + t²)).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(-3.0)]
    [InlineData(40)]
    public void Student_OneAndTwoDegrees_AreClosedForms(double t)
    {
        Assert.Equal(0.5 + (Math.Atan(t) / Math.PI), Student.Below(t, 1), 1e-13);
        Assert.Equal(0.5 + (t / (2 * Math.Sqrt(2 + (t * t)))), Student.Below(t, 2), 1e-13);
    }

    /// <summary>Computed with 40 digits by another program; scipy has 8 of them right.</summary>
    [Theory]
    [InlineData(0.9, 40, 1.68385101333565275)]
    [InlineData(0.999, 1, 636.619248768719051)]
    [InlineData(0.999, 5, 6.86882662588110892)]
    public void StudentTwoSided_KnownLevels_AreRightToTwelveDigits(double level, int freedom, double expected) =>
        Assert.Equal(1, Student.TwoSided(level, freedom) / expected, 1e-12);

    [Fact]
    public void Student_Ends_AreRefusedOrNone()
    {
        Assert.Equal(0, Student.Outside(double.PositiveInfinity, 3));
        Assert.Equal(double.NaN, Student.Outside(double.NaN, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Student.Outside(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Student.TwoSided(1, 3));
    }

    [Fact]
    public void ChiSquared_KnownValues_AreThoseOfTables()
    {
        Assert.Equal(0.05, ChiSquared.Above(3.841458820694124), 1e-12);
        Assert.Equal(1, ChiSquared.Above(0));
    }

    /// <summary>Of ten coins, 1 + 10 + 45 of 1024 ways show at most two heads.</summary>
    [Fact]
    public void Binomial_TenCoins_AreCounted()
    {
        Assert.Equal(56 / 1024.0, Binomial.AtMost(2, 10, 0.5), 1e-14);
        Assert.Equal(45 / 1024.0, Binomial.Exactly(2, 10, 0.5), 1e-14);
        Assert.Equal(0, Binomial.AtMost(-1, 10, 0.5));
        Assert.Equal(1, Binomial.AtMost(10, 10, 0.5));
        Assert.Equal(0, Binomial.Exactly(11, 10, 0.5));
    }

    [Fact]
    public void Noncentral_NoShift_IsStudents() => Assert.Equal(Student.Below(1.3, 7), NoncentralStudent.Below(1.3, 7, 0), 1e-9);

    [Fact]
    public void All_ManyPlaces_EqualScipy()
    {
        double[] normal = [.. Enumerable.Range(-370, 741).Select(place => place / 10.0)];
        double[][] student = [.. from t in (double[])[-40, -3, -0.2, 0, 0.01, 1.5, 2.2, 9] from freedom in (double[])[1, 2, 3, 7.5, 30, 999, 20000] select new[] { t, freedom }];
        double[][] levels = [.. from level in (double[])[0.5, 0.9, 0.95, 0.999] from freedom in (double[])[1, 2, 5, 40, 1500] select new[] { level, freedom }];
        double[] chi = [0, 0.01, 1, 3.84, 20, 90];
        double[][] binomial = [.. from n in (double[])[1, 5, 40, 3000] from part in (double[])[0, 0.1, 0.45, 0.5, 0.9] from p in (double[])[0.5, 0.07] select new[] { Math.Floor(n * part), n, p }];
        double[][] noncentral = [.. from t in (double[])[-2.1, 0.5, 2, 4.3] from freedom in (double[])[1, 2, 4, 19, 300] from shift in (double[])[-1, 0, 0.3, 2.8, 5] select new[] { t, freedom, shift }];

        var theirs = PythonPeer.Ask("Distributions/scipy_distributions.py", new { normal, student, studentTwoSided = levels, chiSquared = chi, binomial, noncentral });

        Same(theirs["normal"].Numbers(), [.. normal.Select(Normal.Below)], 2e-13);
        Same(theirs["student"].Numbers(), [.. student.Select(item => Student.Below(item[0], item[1]))], 1e-10);
        Same(theirs["studentTwoSided"].Numbers(), [.. levels.Select(item => Student.TwoSided(item[0], (int)item[1]))], 2e-8);
        Same(theirs["chiSquared"].Numbers(), [.. chi.Select(ChiSquared.Above)], 1e-12);
        Same(theirs["binomial"].Numbers(), [.. binomial.Select(item => Binomial.AtMost((int)item[0], (int)item[1], item[2]))], 1e-9);
        var shifted = theirs["noncentral"].Numbers();
        Assert.All(noncentral, (item, place) => Assert.Equal(shifted[place], NoncentralStudent.Below(item[0], (int)item[1], item[2]), 1e-7));
    }

    /// <summary>Relative to the value itself, also far out in a tail.</summary>
    static void Same(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected, (value, place) => Assert.True(
            Math.Abs(actual[place] - value) <= tolerance * Math.Abs(value) || (Math.Abs(value) < 1e-290 && Math.Abs(actual[place]) < 1e-290),
            $"Place {place}: {actual[place]:R} instead of {value:R}"));
    }
}
