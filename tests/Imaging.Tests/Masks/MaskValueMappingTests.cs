using Studio.Imaging.Masks;

namespace Studio.Imaging.Tests.Masks;

public sealed class MaskValueMappingTests
{
    [Theory]
    [InlineData(new[] { 0, 1, 2 }, new[] { 0, 1, 2 })]
    [InlineData(new[] { 0, 1, 3 }, new[] { 0, 1, 3 })]
    [InlineData(new[] { 0, 255 }, new[] { 0, 1 })]
    [InlineData(new[] { 255 }, new[] { 1 })]
    [InlineData(new[] { 0, 64, 128, 192, 255 }, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(new[] { 255, 128, 0 }, new[] { 2, 1, 0 })]
    [InlineData(new[] { 0, 1, 2, 255 }, new[] { 0, 1, 2, MaskValueMapping.Ignore })]
    [InlineData(new[] { 0, 0x00FF00, 0xFF0000 }, new[] { 0, 1, 2 })]
    [InlineData(new[] { 0 }, new[] { 0 })]
    public void Suggest_UsualValues_GivesClasses(int[] values, int[] classes)
    {
        MaskValueMapping mapping = MaskValueMapping.Suggest(values);

        Assert.Equal(classes, values.Select(value => mapping.ClassOfValue[value]));
    }

    [Fact]
    public void Suggest_MoreValuesThanClasses_LeavesTheRestOpen()
    {
        MaskValueMapping mapping = MaskValueMapping.Suggest([0, 64, 128, 255], classCount: 2);

        Assert.Equal(2, mapping.ClassOfValue[128]);
        Assert.False(mapping.ClassOfValue.ContainsKey(255));
    }

    [Fact]
    public void Apply_CompleteTable_GivesTheLabelmap()
    {
        MaskValueMapping mapping = MaskValueMapping.Suggest([0, 1, 2, 255]);

        MappedMask mapped = mapping.Apply(Mask(0, 1, 255, 2));

        Assert.Equal([0, 1, 0, 2], mapped.Labelmap!.Classes);
        Assert.Empty(mapped.WithoutClass);
    }

    [Fact]
    public void Apply_ValueWithoutClass_IsReportedWithItsPixels()
    {
        MappedMask mapped = MaskValueMapping.Suggest([0, 1]).Apply(Mask(0, 7, 7, 1));

        Assert.Null(mapped.Labelmap);
        Assert.Equal([new MaskValueCount(7, 2)], mapped.WithoutClass);
    }

    private static MaskImage Mask(params int[] values) => new(
        1,
        values.Length,
        MaskValueKind.Grey,
        values,
        [.. values.GroupBy(value => value).OrderBy(group => group.Key).Select(group => new MaskValueCount(group.Key, group.Count()))]);
}
