using System.Text;
using Studio.Imaging.Annotations;

namespace Studio.Imaging.Tests.Annotations;

public sealed class TagTableReaderTests
{
    [Theory]
    [InlineData("file,Fracture,Mass\na.png,1,0\nb.png,,x\n")]
    [InlineData("Image;Fracture;Mass\r\na.png;YES;no\r\nb.png;;True\r\n")]
    [InlineData("\uFEFFfile_name\tFracture\tMass\na.png\t1.0\tfalse\n\nb.png\t\ty")]
    public void Read_ColumnPerClass_GivesAnswersAndLeavesUnknownOut(string csv)
    {
        TagTable table = Read(csv);

        Assert.Null(table.Fault);
        Assert.Empty(table.Findings);
        Assert.Equal(TagSubjectKind.File, table.Subject);
        Assert.Equal(
            [("a.png", "Fracture", true), ("a.png", "Mass", false), ("b.png", "Mass", true)],
            table.Statements.Select(statement => (statement.Subject, statement.Name, statement.IsPresent)));
        Assert.Equal(2, table.Statements[0].Line);
    }

    [Theory]
    [InlineData("SeriesInstanceUID,tags\n1.2.3,Fracture;Mass\n1.2.4,\n", TagSubjectKind.Series)]
    [InlineData("PatientID,findings\n1.2.3,Fracture|Mass\n", TagSubjectKind.Patient)]
    [InlineData("patient;labels\n1.2.3;\"Fracture; Mass;\"\n", TagSubjectKind.Patient)]
    public void Read_ColumnOfNames_GivesEachName(string csv, TagSubjectKind subject)
    {
        TagTable table = Read(csv);

        Assert.Equal((null, subject), (table.Fault, table.Subject));
        Assert.Empty(table.Findings);
        Assert.Equal([new TagStatement("1.2.3", "Fracture", true, 2), new TagStatement("1.2.3", "Mass", true, 2)], table.Statements);
    }

    [Theory]
    [InlineData("file,Fracture,Category\na.png,1,knee\nb.png,0,\nc.png,,hand\n", 2)]
    [InlineData("file;category;tags\na.png;knee;Fracture\nc.png;hand;\n", 1)]
    [InlineData("file,category\na.png,knee\nc.png,hand\n", 0)]
    public void Read_ColumnCategory_IsNoClass(string csv, int statements)
    {
        TagTable table = Read(csv);

        Assert.Null(table.Fault);
        Assert.Empty(table.Findings);
        Assert.Equal([("a.png", "knee"), ("c.png", "hand")], table.Categories.Select(statement => (statement.Subject, statement.Category)));
        Assert.Equal(statements, table.Statements.Count);
        Assert.All(table.Statements, statement => Assert.Equal("Fracture", statement.Name));
    }

    [Fact]
    public void Read_TwoCategoriesOfOneSubject_TakesTheFirst()
    {
        TagTable table = Read("file,category\na.png,knee\na.png,hand\n");

        Assert.Equal("knee", Assert.Single(table.Categories).Category);
        Assert.Equal("line 3", Assert.Single(table.Findings).Where);
    }

    [Fact]
    public void Read_OddRows_AreNamedWithTheirLine()
    {
        TagTable table = Read("file,Mass,age\na.png,1,50\nb.png,maybe,51\n,1,52\nd.png,0\na.png,0,50\na.png,1,50\n");

        Assert.Equal(
            [
                "line 4: The column \"file\" is empty. The row was left out.",
                "line 5: It has 2 cells, the heading line 3; what is missing counts as unknown.",
                "line 6: It contradicts line 2 about \"Mass\". Line 2 was taken.",
                "line 1: The column \"age\" holds no yes or no (line 2: \"50\"). It was left out.",
                "line 3: \"maybe\" in the column \"Mass\" is neither yes nor no (1/0, yes/no, true/false, x). It counts as unknown.",
            ],
            table.Findings.Select(finding => $"{finding.Where}: {finding.Reason}"));
        Assert.Equal([("a.png", true), ("d.png", false)], table.Statements.Select(statement => (statement.Subject, statement.IsPresent)));
    }

    [Fact]
    public void Read_DoubleHeadingAndUnreadColumns_AreNamed()
    {
        Assert.Contains("the same heading \"Mass\"", Assert.Single(Read("file,Mass,Mass\na.png,1,0\n").Findings).Reason, StringComparison.Ordinal);
        Assert.Contains("date left out", Assert.Single(Read("file,date,tags\na.png,2020,Mass\n").Findings).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("id,Mass\n1,1\n", "Line 1: the first column is called \"id\"")]
    [InlineData("file\na.png\n", "no column besides \"file\"")]
    public void Read_NoTagTable_SaysWhy(string csv, string words) => Assert.Contains(words, Read(csv).Fault, StringComparison.Ordinal);

    [Fact]
    public void Read_SpreadsheetWithoutUtf8_KeepsUmlauts()
    {
        TagTable table = TagTableReader.Read(new MemoryStream(Encoding.Latin1.GetBytes("file;Hämatom\na.png;1\n")));

        Assert.Equal("Hämatom", Assert.Single(table.Statements).Name);
    }

    [Theory]
    [InlineData("t.csv", "file,Mass\na.png,1\n", LabelFileKind.Tags)]
    [InlineData("t.csv", "file,patient\na.png,P1\n", null)]
    [InlineData("t.csv", "just text", null)]
    [InlineData("t.xml", "<annotation><object>", LabelFileKind.Voc)]
    [InlineData("t.xml", "<report/>", null)]
    [InlineData("t.json", "{\"images\":[],\"annotations\":[]}", LabelFileKind.Coco)]
    [InlineData("t.json", "{}", null)]
    [InlineData("t.txt", "file,Mass\na.png,1\n", null)]
    public void Recognise_Content_Decides(string path, string content, LabelFileKind? expected) =>
        Assert.Equal(expected, LabelFileKinds.Recognise(path, new MemoryStream(Encoding.UTF8.GetBytes(content))));

    private static TagTable Read(string csv) => TagTableReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)));
}
