using Xunit;

namespace Studio.Statistics.Tests;

public sealed class PowerTests
{
    /// <summary>The usual tables of the paired t test, two-sided 5 %, 80 %: 199, 34 and 15 pairs for a half, fifth … of a deviation.</summary>
    [Theory]
    [InlineData(0.2, 199)]
    [InlineData(0.5, 34)]
    [InlineData(0.8, 15)]
    public void PatientsFor_ShareOfTheDeviation_IsThatOfTables(double difference, int patients)
    {
        Assert.Equal(patients, Power.PatientsFor(difference, 1));
        Assert.Equal(patients, Power.PatientsFor(-difference / 100, 0.01));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(23)]
    [InlineData(400)]
    public void SmallestDifference_IsWhatSoManyPatientsShow(int patients)
    {
        var difference = Power.SmallestDifference(0.13, patients)!.Value;

        Assert.Equal(0.8, Power.Of(difference, 0.13, patients), 1e-9);
        Assert.Equal(patients, Power.PatientsFor(difference * 1.000001, 0.13));
    }

    [Fact]
    public void Of_NoDifference_IsTheLevelOfTheTest() => Assert.Equal(0.05, Power.Of(0, 1, 20), 1e-9);

    [Fact]
    public void All_NothingToAsk_IsNothing()
    {
        Assert.Null(Power.SmallestDifference(0.1, 1));
        Assert.Null(Power.SmallestDifference(double.NaN, 10));
        Assert.Equal(0, Power.SmallestDifference(0, 10));
        Assert.Null(Power.PatientsFor(0, 1));
        Assert.Null(Power.PatientsFor(double.NaN, 1));
        Assert.Null(Power.PatientsFor(1e-9, 1));
        Assert.Equal(2, Power.PatientsFor(0.1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.SmallestDifference(0.1, 10, power: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.PatientsFor(0.1, 0.1, power: 0.01));
    }

    [Fact]
    public void Of_ManyPlaces_EqualsScipy()
    {
        (double Difference, double Deviation, int Patients)[] places =
            [.. from difference in (double[])[0.01, 0.05, 0.1] from deviation in (double[])[0.05, 0.2] from patients in (int[])[2, 3, 10, 48, 700] select (difference, deviation, patients)];
        var theirs = PythonPeer.Ask("Tests/paired_tests.py", places.Select(place =>
            new { test = "power", difference = place.Difference, deviation = place.Deviation, patients = place.Patients })).AsArray();

        Assert.All(places, (place, index) => Assert.Equal(theirs[index]!["power"].Number(), Power.Of(place.Difference, place.Deviation, place.Patients), 1e-7));
    }
}
