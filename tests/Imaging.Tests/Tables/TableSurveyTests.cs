using System.Text;
using Studio.Imaging.Tables;

namespace Studio.Imaging.Tests.Tables;

public sealed class TableSurveyTests
{
    [Theory]
    [InlineData("file,site,age\na.png,\"Nord, Süd\",12.5\nb.png,Ost,7\n")]
    [InlineData("file;site;age\r\na.png;Nord, Süd;12,5\r\n\r\nb.png;Ost;7\r\n")]
    [InlineData("file\tsite\tage\na.png\tNord, Süd\t12.5\nb.png\tOst\t7")]
    public void Read_SeparatorsAndEncodings_GiveTheSameTable(string csv)
    {
        Encoding[] encodings = [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), Encoding.Latin1];
        foreach (Encoding encoding in encodings)
        {
            using var content = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(csv)]);
            TableSurvey table = TableSurvey.Read(content);

            Assert.Null(table.Fault);
            Assert.Equal(["file", "site", "age"], table.Columns.Select(column => column.Heading));
            Assert.Equal(["a.png", "Nord, Süd"], table.ReadRows(content).First().Cells.Take(2));
            Assert.Equal((2, true), (table.Rows, table.Columns[2].IsNumber));
            Assert.Equal((false, false), (table.Columns[0].IsNumber, table.Columns[1].IsNumber));
        }
    }

    [Fact]
    public void Read_SpreadsheetOfWindows_KeepsItsQuotesAndEuros()
    {
        // 0x80 is the euro sign and 0x96 a dash in Windows-1252; both are control characters in Latin-1.
        using var content = new MemoryStream([.. "file;price\na;"u8, 0x80, (byte)' ', 0x96, .. "\n"u8]);

        Assert.Equal("€ –", TableSurvey.Read(content).Sample[0].Cells[1]);
    }

    [Theory]
    [InlineData("1;2.5;-3e2;NA;", true, false)]
    [InlineData("1,5;2;0,25", true, true)]
    [InlineData("1,5;2.5", false, true)]
    [InlineData("007;008", false, false)]
    [InlineData("0;0.5", true, false)]
    [InlineData("<5;7", false, false)]
    [InlineData("2020-01-02;2021-01-02", false, false)]
    [InlineData("NA;NA", false, false)]
    [InlineData("Infinity;1", false, false)]
    public void Read_ColumnOfValues_IsNumberWhereAllAre(string values, bool isNumber, bool hasDecimalComma)
    {
        ColumnSurvey column = Read("file;value\n" + string.Concat(values.Split(';').Select(value => $"a.png;{value}\n"))).Columns[1];

        Assert.Equal((isNumber, hasDecimalComma), (column.IsNumber, column.HasDecimalComma));
    }

    [Fact]
    public void Read_GroupsOfThousandsInACommaTable_AreNotGuessedAt()
    {
        Assert.False(Read("file,count\na,\"1,234\"\nb,\"12,500\"\n").Columns[1].IsNumber);
        Assert.True(Read("file,count\na,\"1,234\"\nb,\"12,50\"\n").Columns[1].IsNumber);
    }

    [Fact]
    public void Read_DateHeading_IsText() => Assert.False(Read("file,Study_Date\na,20200102\n").Columns[1].IsNumber);

    [Fact]
    public void Read_RaggedRows_AreCountedWithTheirFirstLine()
    {
        TableSurvey table = Read("file,a,b\n1,x\n2,x,y,\n3,x,y,z\n4,x\n");

        Assert.Equal((2, 2), table.ShortRows);
        Assert.Equal((1, 4), table.LongRows);
        Assert.Equal(["1", "x", ""], table.Sample[0].Cells);
    }

    [Fact]
    public void ReadRows_CellsOverSeveralLinesAndStrayQuotes_KeepLineNumbers()
    {
        const string Csv = "file,note\na,\"two\nlines\"\nb,5\" tube\nc,\"say \"\"x\"\"\"\n";
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Csv));
        TableSurvey table = TableSurvey.Read(content);

        Assert.Equal([(3, "two\nlines"), (4, "5\" tube"), (5, "say \"x\"")], table.ReadRows(content).Select(row => (row.Line, row.Cells[1])));
        Assert.Equal((1, 4), table.StrayQuotes);
    }

    [Fact]
    public void Read_FewValues_AreChoices()
    {
        TableSurvey table = Read("file,split\n" + string.Concat(Enumerable.Range(0, 50).Select(row => $"{row},{(row % 2 == 0 ? "train" : "Train")}\n")));

        Assert.Equal("train", Assert.Single(table.Columns[1].Choices));
        Assert.Empty(table.Columns[0].Choices);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("file,site\n", "no row below the heading line")]
    [InlineData("file\na.png\n", "Line 1: there is no column besides \"file\"")]
    [InlineData("PK\u0003\u0004 and so on", "Save the sheet as CSV")]
    [InlineData("a\0b,c\n1,2\n", "no text")]
    public void Read_NoTable_SaysWhy(string csv, string words) => Assert.Contains(words, Read(csv).Fault, StringComparison.Ordinal);

    private static TableSurvey Read(string csv) => TableSurvey.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)));
}
