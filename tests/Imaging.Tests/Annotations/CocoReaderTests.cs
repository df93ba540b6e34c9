using System.Text;
using Studio.Imaging.Annotations;

namespace Studio.Imaging.Tests.Annotations;

public sealed class CocoReaderTests
{
    private const string Whole = """
        {
          "info": {"year": 2024, "images": "none"},
          "annotations": [
            {"id": 1, "image_id": 10, "category_id": 3, "bbox": [1.5, 2, 3, 4], "area": 12, "iscrowd": 0},
            {"id": 2, "image_id": 10, "category_id": 4, "bbox": [0, 0, 2, 2], "segmentation": [[0, 0, 2, 0, 2, 2, 0, 2], [3, 3, 4, 3, 4, 4]]},
            {"id": 3, "image_id": "b", "category_id": 3, "bbox": [0, 0, 2, 2], "iscrowd": 1, "segmentation": {"size": [2, 3], "counts": [1, 2, 3]}}
          ],
          "images": [
            {"id": 10, "file_name": "train/a.png", "height": 6, "width": 8},
            {"id": "b", "file_name": "b.png"}
          ],
          "categories": [{"id": 3, "name": "RBC"}, {"id": 4, "name": "WBC", "supercategory": "cell"}]
        }
        """;

    [Fact]
    public void Read_WholeFile_JoinsImagesAnnotationsAndNames()
    {
        CocoDataset read = Read(Whole);

        Assert.Null(read.Fault);
        Assert.Empty(read.Findings);
        Assert.Equal([("train/a.png", 6, 8, 2), ("b.png", null, null, 1)], read.Images.Select(image => (image.FileName, image.Rows, image.Columns, image.Annotations.Count)));
        CocoAnnotation boxOnly = read.Images[0].Annotations[0];
        Assert.Equal(new LabelBox("RBC", 1.5, 2, 4.5, 6, "annotation 1"), boxOnly.Box);
        Assert.Null(boxOnly.Shape);
        LabelShape shape = read.Images[0].Annotations[1].Shape!;
        Assert.Equal(("WBC", "annotation 2", 2), (shape.Name, shape.Where, shape.Polygons.Count));
        CocoAnnotation crowd = read.Images[1].Annotations[0];
        Assert.Null(crowd.Box);
        Assert.Equal((2, 3), (crowd.Shape!.Rows, crowd.Shape.Columns));
        Assert.Equal([1, 2, 3], crowd.Shape.Runs);
    }

    [Theory]
    [InlineData("{\"id\": 9, \"image_id\": 77, \"category_id\": 3, \"bbox\": [0,0,1,1]}", "the image 77")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 8, \"bbox\": [0,0,1,1]}", "the category 8")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3, \"bbox\": [0,0,1]}", "not four numbers")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3, \"bbox\": [0,0,1e999,1]}", "not four numbers")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3}", "neither a box nor an area")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3, \"iscrowd\": 1, \"bbox\": [0,0,1,1]}", "crowd")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3, \"segmentation\": [[1,1,2,2]]}", "at least three points")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3, \"segmentation\": 5}", "neither polygons nor runs")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3, \"segmentation\": {\"counts\": [6]}}", "no size")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3, \"segmentation\": {\"size\": [2,3], \"counts\": [5]}}", "damaged")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3, \"segmentation\": {\"size\": [2,3], \"counts\": [3,-1,4]}}", "damaged")]
    [InlineData("{\"id\": 9, \"image_id\": 10, \"category_id\": 3, \"segmentation\": {\"size\": [2,3], \"counts\": \"1~\"}}", "damaged")]
    public void Read_BadAnnotation_IsNamedByItsIdAndLeftOut(string annotation, string words)
    {
        CocoDataset read = Read($"{{\"images\": [{{\"id\": 10, \"file_name\": \"a.png\"}}], \"categories\": [{{\"id\": 3, \"name\": \"RBC\"}}], \"annotations\": [{annotation}]}}");

        Assert.Null(read.Fault);
        LabelFinding finding = Assert.Single(read.Findings);
        Assert.Equal("annotation 9", finding.Where);
        Assert.Contains(words, finding.Reason, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(read.Images).Annotations);
    }

    [Fact]
    public void Read_BadEntries_AreNamedByTheirNumber()
    {
        CocoDataset read = Read("""{"images": [7, {"id": 1}, {"id": 1, "file_name": "a.png"}, {"id": 1, "file_name": "b.png"}], "categories": [{"id": 1, "name": " "}], "annotations": []}""");

        Assert.Equal(["image number 1", "image 1", "image 1", "category 1"], read.Findings.Select(finding => finding.Where));
        Assert.Equal("a.png", Assert.Single(read.Images).FileName);
    }

    [Theory]
    [InlineData("", "Line 1: it is not valid JSON")]
    [InlineData("{\n\"images\": [\n{\"id\": NaN}]}", "Line 3: it is not valid JSON")]
    [InlineData("[1]", "Line 1: this is not a COCO file")]
    [InlineData("{\n\n\"images\": {}}", "Line 3: \"images\" is not a list")]
    [InlineData("{\"images\": [], \"annotations\": []}", "no list \"categories\"")]
    [InlineData("{\"images\": [], \"annotations\": [], \"categories\": []} {", "Line 1: it is not valid JSON")]
    public void Read_NoCocoFile_SaysWhyAndWhere(string json, string words) =>
        Assert.Contains(words, Read(json).Fault, StringComparison.Ordinal);

    [Fact]
    public void Read_ByteOrderMark_IsPassedOver() => Assert.Null(Read('\uFEFF' + Whole).Fault);

    [Fact]
    public void Read_RandomDamage_NeverThrows()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Whole);
        var random = new Random(1);
        for (int round = 0; round < 1000; round++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(32, 127);
            CocoDataset read = CocoReader.Read(new MemoryStream(damaged));
            Assert.True(read.Fault is not null || read.Images.Count <= 2);
        }
    }

    [Theory]
    [InlineData(Whole, true)]
    [InlineData("{\"images\": [], \"annotations\": [{\"id\": ", true)]
    [InlineData("{\"images\": [1]}", false)]
    [InlineData("[]", false)]
    [InlineData("no json", false)]
    public void IsCoco_Content_IsRecognised(string json, bool expected) =>
        Assert.Equal(expected, CocoReader.IsCoco(new MemoryStream(Encoding.UTF8.GetBytes(json))));

    private static CocoDataset Read(string json) => CocoReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
