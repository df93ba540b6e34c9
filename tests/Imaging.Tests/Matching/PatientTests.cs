using Studio.Imaging.Matching;

namespace Studio.Imaging.Tests.Matching;

public sealed class PatientTests
{
    [Fact]
    public void PatientOf_PatternWithGroup_TakesTheGroup()
    {
        Assert.True(PatientPattern.TryParse(@"^(?<patient>P\d+)_", out PatientPattern? pattern, out _));

        Assert.Equal("P12", pattern.PatientOf("P12_slice3.png"));
        Assert.Null(pattern.PatientOf("slice3.png"));
    }

    [Theory]
    [InlineData(@"^(P\d+)_", "group named patient")]
    [InlineData("(?<patient>[", "not a valid regular expression")]
    public void TryParse_BadPattern_SaysWhatIsWrong(string text, string expected)
    {
        Assert.False(PatientPattern.TryParse(text, out _, out string? error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void PatientOf_PatternThatExplodes_EndsWithoutPatient()
    {
        Assert.True(PatientPattern.TryParse("(?<patient>(a+)+)$", out PatientPattern? pattern, out _));

        Assert.Null(pattern.PatientOf(new string('a', 200) + "!"));
    }

    [Theory]
    [InlineData("file,patient\n0001.png,A\n0002.png,B\n")]
    [InlineData("image;patient_id\n0001.png;A\n0002.png;B\n")]
    [InlineData("Patient\tFile\nA\t0001.png\nB\t0002.png\n")]
    public void TryRead_UsualTables_AreUnderstood(string csv)
    {
        Assert.True(PatientTable.TryRead(new StringReader(csv), out PatientTable? table, out string? error), error);

        Assert.Equal(2, table.Count);
        Assert.Equal("B", table.PatientOf("images/0002.png"));
        Assert.Null(table.PatientOf("0003.png"));
    }

    [Fact]
    public void PatientOf_PathBeforeName_TakesThePath()
    {
        Assert.True(PatientTable.TryRead(new StringReader("file,patient\na/1.png,A\n1.png,B\n2,C\n"), out PatientTable? table, out _));

        Assert.Equal("A", table.PatientOf("a\\1.png"));
        Assert.Equal("B", table.PatientOf("b/1.png"));
        Assert.Equal("C", table.PatientOf("b/2.png"));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("file,name\n1.png,A\n", "no column patient")]
    [InlineData("who,patient\n1.png,A\n", "no column file")]
    [InlineData("file,patient\n1.png,A\n2.png,\n", "Line 3 of the patients file has no patient")]
    [InlineData("file,patient\n1.png,A\n1.png,B\n", "two patients for 1.png: lines 2 and 3")]
    public void TryRead_BadTable_NamesLineOrColumn(string csv, string expected)
    {
        Assert.False(PatientTable.TryRead(new StringReader(csv), out _, out string? error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
