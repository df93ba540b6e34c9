using System.Text.Json;
using Studio.Imaging.Labelmaps;

namespace Studio.Imaging.Tests.Labelmaps;

public sealed class LabelmapPatchTests
{
    private sealed record ValidVector(string Name, int Width, int Height, byte[] Before, string Patch, byte[] After, string Inverse);

    private sealed record InvalidVector(string Name, int Width, int Height, int MaxClass, string Patch);

    private sealed record VectorFile(ValidVector[] Valid, InvalidVector[] Invalid);

    private static readonly VectorFile Vectors = JsonSerializer.Deserialize<VectorFile>(
        File.ReadAllText(TestPaths.Vector("labelmap-patch.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> ValidNames => [.. Vectors.Valid.Select(vector => vector.Name)];

    public static TheoryData<string> InvalidNames => [.. Vectors.Invalid.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(ValidNames))]
    public void ValidVector_AllOperations_MatchTheFile(string name)
    {
        ValidVector vector = Vectors.Valid.Single(candidate => candidate.Name == name);
        byte[] patch = Convert.FromHexString(vector.Patch);
        byte[] labelmap = [.. vector.Before];

        Assert.Null(LabelmapPatch.Validate(patch, vector.Width * vector.Height, 255));
        Assert.Equal(vector.Inverse, Hex(LabelmapPatch.Invert(labelmap, patch)));
        LabelmapPatch.Apply(labelmap, patch);
        Assert.Equal(vector.After, labelmap);
        Assert.Equal(vector.Inverse, Hex(LabelmapPatch.Diff(vector.After, vector.Before)));
    }

    [Theory]
    [MemberData(nameof(InvalidNames))]
    public void InvalidVector_ValidateAndApply_RefuseAndChangeNothing(string name)
    {
        InvalidVector vector = Vectors.Invalid.Single(candidate => candidate.Name == name);
        byte[] patch = Convert.FromHexString(vector.Patch);
        var labelmap = new byte[vector.Width * vector.Height];

        Assert.NotNull(LabelmapPatch.Validate(patch, labelmap.Length, vector.MaxClass));
        if (!name.StartsWith("class above", StringComparison.Ordinal))
        {
            Assert.Throws<ArgumentException>(() => LabelmapPatch.Apply(labelmap, patch));
        }

        Assert.All(labelmap, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Diff_RandomLabelmaps_RoundTripsBothWays()
    {
        var random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            var before = new byte[random.Next(1, 400)];
            var after = new byte[before.Length];
            for (int i = 0; i < before.Length; i++)
            {
                before[i] = (byte)random.Next(3);
                after[i] = random.Next(4) == 0 ? (byte)random.Next(3) : before[i];
            }

            byte[] patch = LabelmapPatch.Diff(before, after);
            byte[] inverse = LabelmapPatch.Invert(before, patch);
            byte[] labelmap = [.. before];
            LabelmapPatch.Apply(labelmap, patch);
            Assert.Equal(after, labelmap);
            LabelmapPatch.Apply(labelmap, inverse);
            Assert.Equal(before, labelmap);
            Assert.Equal(inverse, LabelmapPatch.Diff(after, before));
        }
    }

    [Fact]
    public void Diff_OneStrokeInALargeLabelmap_IsSmall()
    {
        var before = new byte[2048 * 2560];
        byte[] after = [.. before];
        for (int row = 1000; row < 1020; row++)
        {
            after.AsSpan((row * 2560) + 700, 20).Fill(2);
        }

        Assert.InRange(LabelmapPatch.Diff(before, after).Length, 1, 1 + (20 * 6));
    }

    [Fact]
    public void Diff_DifferentSizes_Throws() =>
        Assert.Throws<ArgumentException>(() => LabelmapPatch.Diff(new byte[4], new byte[5]));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
