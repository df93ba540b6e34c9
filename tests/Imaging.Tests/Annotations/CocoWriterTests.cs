using System.Text;
using System.Text.Json;
using Studio.Imaging.Annotations;

namespace Studio.Imaging.Tests.Annotations;

public sealed class CocoWriterTests
{
    [Fact]
    public void Of_Class_RunsDownTheColumns()
    {
        // 1 0
        // 1 1
        // 0 1
        byte[] classes = [1, 0, 1, 1, 0, 1];

        Assert.Equal([0, 2, 2, 2], CocoRuns.Of(classes, rows: 3, columns: 2, classIndex: 1));
        Assert.Equal([6], CocoRuns.Of(classes, 3, 2, classIndex: 2));
    }

    // Packed by hand after rleToString of the COCO API: 5 → '5'; 33 = 1·32 + 1 → 'Q1'; a difference of −3 → 'M'.
    [Theory]
    [InlineData(new[] { 5 }, "5")]
    [InlineData(new[] { 33 }, "Q1")]
    [InlineData(new[] { 0, 5, 2, 2 }, "052M")]
    public void Pack_Runs_AreTheTextOfTheCocoApi(int[] runs, string expected) => Assert.Equal(expected, CocoRuns.Pack(runs));

    [Fact]
    public void Pack_RandomRuns_UnpackToTheSame()
    {
        var random = new Random(3);
        for (int round = 0; round < 200; round++)
        {
            int[] runs = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(0, 1 << random.Next(1, 25)))];

            Assert.True(CocoRuns.TryUnpack(CocoRuns.Pack(runs), out int[] unpacked));
            Assert.Equal(runs, unpacked);
        }
    }

    [Fact]
    public async Task Write_LabelsAndBoxes_AreReadBackToThePixel()
    {
        const int Rows = 23, Columns = 31;
        byte[] classes = new byte[Rows * Columns];
        var random = new Random(7);
        for (int index = 0; index < classes.Length; index++)
        {
            classes[index] = (byte)(random.Next(4) == 0 ? random.Next(3) : 0);
        }

        using var file = new MemoryStream();
        await using (var writer = new CocoWriter(file))
        {
            await writer.BeginAsync("a \"test\"", [(1, "nerve"), (2, "vessel")], [new CocoPicture(4, "images/4.png", Rows, Columns), new CocoPicture(9, "images/9.png", 5, 5)]);
            await writer.AddLabelAsync(4, classes, Rows, Columns);
            await writer.AddBoxAsync(9, 2, 0.5, 1, 2.25, 3);
            await writer.FinishAsync();
        }

        file.Position = 0;
        CocoDataset data = CocoReader.Read(file);
        Assert.Null(data.Fault);
        Assert.Empty(data.Findings);
        Assert.Equal(["images/4.png", "images/9.png"], data.Images.Select(image => image.FileName));
        foreach (var (annotation, value) in data.Images[0].Annotations.Zip([1, 2]))
        {
            Assert.Equal(classes.Select(found => found == value ? 1 : 0), ShapeFill.Fill(annotation.Shape!, Rows, Columns)!.Select(inside => (int)inside));
        }

        CocoAnnotation box = Assert.Single(data.Images[1].Annotations);
        Assert.Equal(("vessel", 0.5, 1.0, 2.75, 4.0), (box.Box!.Name, box.Box.Left, box.Box.Top, box.Box.Right, box.Box.Bottom));
    }

    [Fact]
    public async Task Write_Label_HasAreaAndTheBoxAround()
    {
        byte[] classes = new byte[6 * 8];
        foreach (int place in (int[])[(1 * 8) + 2, (4 * 8) + 2, (3 * 8) + 6])
        {
            classes[place] = 1;
        }

        using var file = new MemoryStream();
        await using (var writer = new CocoWriter(file))
        {
            await writer.BeginAsync("", [(1, "nerve")], [new CocoPicture(1, "1.png", 6, 8)]);
            await writer.AddLabelAsync(1, classes, 6, 8);
            await writer.FinishAsync();
        }

        JsonElement annotation = JsonDocument.Parse(Encoding.UTF8.GetString(file.ToArray())).RootElement.GetProperty("annotations")[0];
        Assert.Equal(3, annotation.GetProperty("area").GetDouble());
        Assert.Equal([2.0, 1, 5, 4], annotation.GetProperty("bbox").EnumerateArray().Select(number => number.GetDouble()));
    }
}
