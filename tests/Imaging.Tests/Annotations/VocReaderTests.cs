using System.Text;
using Studio.Imaging.Annotations;

namespace Studio.Imaging.Tests.Annotations;

public sealed class VocReaderTests
{
    private const string TwoObjects = """
        <annotation>
          <filename>cell 1.jpg</filename>
          <size><width>640</width><height>480</height><depth>3</depth></size>
          <object><name>WBC</name><bndbox><xmin>1</xmin><ymin>11</ymin><xmax>10</xmax><ymax>20</ymax></bndbox></object>
          <object><name> RBC </name><part><name>nucleus</name><bndbox><xmin>5</xmin></bndbox></part>
            <bndbox><ymax>7.5</ymax><xmax>640</xmax><ymin>0</ymin><xmin>601.5</xmin></bndbox></object>
        </annotation>
        """;

    [Fact]
    public void Read_TwoObjects_GivesOuterEdges()
    {
        VocAnnotation read = Read(TwoObjects);

        Assert.Null(read.Fault);
        Assert.Empty(read.Findings);
        Assert.Equal(("cell 1.jpg", 480, 640), (read.FileName, read.Rows, read.Columns));
        Assert.Equal([new LabelBox("WBC", 0, 10, 10, 20, "line 4"), new LabelBox("RBC", 600.5, 0, 640, 7.5, "line 5")], read.Boxes);
    }

    [Theory]
    [InlineData("<object><bndbox/></object>", "has no name")]
    [InlineData("<object><name>RBC</name></object>", "has no box")]
    [InlineData("<object><name>RBC</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax></bndbox></object>", "has no ymax")]
    [InlineData("<object><name>RBC</name><bndbox><xmin>a</xmin></bndbox></object>", "\"a\" as xmin")]
    [InlineData("<object><name>RBC</name><bndbox><xmin>NaN</xmin></bndbox></object>", "\"NaN\" as xmin")]
    [InlineData("<object><name>RBC</name><bndbox><xmin>5</xmin><ymin>1</ymin><xmax>5</xmax><ymax>9</ymax></bndbox></object>", "from (5, 1) to (5, 9) has no area")]
    public void Read_ObjectThatIsNoBox_IsNamedWithItsLineAndLeftOut(string item, string words)
    {
        VocAnnotation read = Read($"<annotation>\n\n{item}</annotation>");

        Assert.Null(read.Fault);
        Assert.Empty(read.Boxes);
        LabelFinding finding = Assert.Single(read.Findings);
        Assert.Equal("line 3", finding.Where);
        Assert.Contains(words, finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Line ", "not valid XML")]
    [InlineData("\n<annotation><object>", "Line 2", "not valid XML")]
    [InlineData("\n<svg/>", "Line 2", "not a Pascal VOC file")]
    [InlineData("no xml at all", "Line 1", "not valid XML")]
    [InlineData("<?xml version=\"1.0\" encoding=\"klingon\"?><annotation/>", "Line 1", "not valid XML")]
    public void Read_NoVocFile_SaysWhyAndWhere(string xml, string line, string words)
    {
        VocAnnotation read = Read(xml);

        Assert.StartsWith(line, read.Fault, StringComparison.Ordinal);
        Assert.Contains(words, read.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ExternalEntity_IsRefusedAndNotOpened()
    {
        string secret = Path.GetTempFileName();
        File.WriteAllText(secret, "hospital");

        VocAnnotation read = Read($"<!DOCTYPE a [<!ENTITY x SYSTEM \"file://{secret}\">]><annotation><filename>&x;</filename></annotation>");
        File.Delete(secret);

        Assert.Contains("for safety", read.Fault, StringComparison.Ordinal);
        Assert.Null(read.FileName);
    }

    [Fact]
    public void Read_RandomDamage_NeverThrows()
    {
        byte[] whole = Encoding.UTF8.GetBytes(TwoObjects);
        var random = new Random(1);
        for (int round = 0; round < 500; round++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            VocAnnotation read = VocReader.Read(new MemoryStream(damaged[..random.Next(1, damaged.Length + 1)]));
            Assert.True(read.Fault is not null || read.Boxes.Count + read.Findings.Count <= 2);
        }
    }

    [Fact]
    public void Read_RealBloodCells_GivesEveryBoxAndNamesTheTwoBadOnes()
    {
        string folder = Path.Combine(TestPaths.SharedData("bccd"), "BCCD", "Annotations");
        int boxes = 0;
        var findings = new List<string>();
        foreach (string file in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal))
        {
            using FileStream stream = File.OpenRead(file);
            VocAnnotation read = VocReader.Read(stream);
            Assert.Null(read.Fault);
            Assert.Equal(Path.GetFileNameWithoutExtension(file), Path.GetFileNameWithoutExtension(read.FileName));
            findings.AddRange(read.Findings.Select(finding => $"{Path.GetFileName(file)}, {finding.Where}: {finding.Reason}"));
            foreach (LabelBox box in read.Boxes)
            {
                Assert.Equal(box, box.FitInto(read.Rows!.Value, read.Columns!.Value, out LabelFinding? finding));
                Assert.Null(finding);
                boxes++;
            }
        }

        Assert.Equal(4888 - 2, boxes);
        Assert.Equal(
            [
                "BloodImage_00338.xml, line 158: The box \"RBC\" from (504, 337) to (504, 337) has no area. It was left out.",
                "BloodImage_00343.xml, line 50: The box \"RBC\" from (181, 329) to (181, 329) has no area. It was left out.",
            ],
            findings);
    }

    private static VocAnnotation Read(string xml) => VocReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)));
}
