using System.Text.Json;
using Studio.Imaging.Labelmaps;
using Xunit;

namespace Studio.Imaging.Tests.Labelmaps;

public sealed class ClassLayersTests
{
    private sealed record Vector(string Name, int Width, int Height, string Patch, Dictionary<string, string>? Before, Dictionary<string, string>? After, int MaxClass);

    private sealed record VectorFile(List<Vector> Valid, List<Vector> Invalid);

    private static readonly VectorFile Vectors = JsonSerializer.Deserialize<VectorFile>(
        File.ReadAllText(TestPaths.Vector("layer-patch.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Valid => [.. Vectors.Valid.Select(vector => vector.Name)];

    public static TheoryData<string> Invalid => [.. Vectors.Invalid.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void Apply_Vector_GivesItsLayers(string name)
    {
        Vector vector = Vectors.Valid.Single(each => each.Name == name);
        ClassLayers layers = Layers(vector.Width, vector.Height, vector.Before!);

        layers.Apply(Convert.FromHexString(vector.Patch));

        Assert.Equal(vector.After, Texts(layers));
        var again = new ClassLayers(vector.Height, vector.Width);
        again.Apply(layers.ToPatch());
        Assert.Equal(vector.After, Texts(again));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Validate_Vector_SaysWhatIsWrong(string name)
    {
        Vector vector = Vectors.Invalid.Single(each => each.Name == name);

        Assert.NotNull(LayerPatch.Validate(Convert.FromHexString(vector.Patch), vector.Width * vector.Height, vector.MaxClass));
    }

    [Fact]
    public void Apply_RandomChanges_AgreesWithPixelByPixel()
    {
        var random = new Random(4);
        const int Rows = 7, Columns = 9, Pixels = Rows * Columns;
        var layers = new ClassLayers(Rows, Columns);
        var expected = new bool[4, Pixels];
        for (int step = 0; step < 400; step++)
        {
            byte index = (byte)random.Next(1, 4);
            if (step % 7 == 0)
            {
                byte[] before = new byte[Pixels];
                byte[] after = [.. before.Select(_ => (byte)random.Next(4))];
                layers.ApplyExclusive(LabelmapPatch.Diff(before, after));
                for (int i = 0; i < Pixels; i++)
                {
                    for (int each = 1; each < 4 && after[i] != 0; each++)
                    {
                        expected[each, i] = each == after[i];
                    }
                }
            }
            else
            {
                var writer = new PatchRunWriter();
                for (int at = random.Next(5); at < Pixels; at += random.Next(1, 20))
                {
                    int length = Math.Min(random.Next(1, 12), Pixels - at);
                    byte adds = (byte)random.Next(2);
                    writer.Add(at, length, adds);
                    for (int i = at; i < at + length; i++)
                    {
                        expected[index, i] = adds == 1;
                    }

                    at += length;
                }

                byte[] runs = writer.ToPatch();
                layers.Apply([LayerPatch.FormatVersion, index, (byte)runs.Length, .. runs]);
            }

            for (byte each = 1; each < 4; each++)
            {
                Labelmap seen = Labelmap.Empty(Rows, Columns);
                layers.Fill(seen, each, 1);
                Assert.Equal(Enumerable.Range(0, Pixels).Select(i => (byte)(expected[each, i] ? 1 : 0)), seen.Classes);
                Assert.Equal(seen.Classes.Count(value => value == 1), layers.CountPixels(each));
            }
        }
    }

    [Fact]
    public void Flatten_Overlap_ShowsTheHigherClass()
    {
        ClassLayers layers = Layers(3, 1, new() { ["1"] = "110", ["2"] = "011" });

        Assert.Equal([1, 2, 2], layers.Flatten().Classes);
        Assert.Equal((2, 2), (layers.CountPixels(1), layers.CountPixels(2)));
    }

    [Fact]
    public void From_Labelmap_HasOneLayerPerClass()
    {
        var labelmap = new Labelmap(2, 3, [0, 2, 2, 2, 1, 0]);

        ClassLayers layers = ClassLayers.From(labelmap);

        Assert.Equal([1, 2], layers.Classes);
        Assert.Equal(labelmap.Classes, layers.Flatten().Classes);
    }

    private static ClassLayers Layers(int width, int height, Dictionary<string, string> texts)
    {
        var layers = new ClassLayers(height, width);
        foreach ((string index, string text) in texts)
        {
            byte[] runs = LabelmapPatch.Diff(new byte[text.Length], [.. text.Select(letter => (byte)(letter - '0'))]);
            layers.Apply([LayerPatch.FormatVersion, byte.Parse(index, System.Globalization.CultureInfo.InvariantCulture), (byte)runs.Length, .. runs]);
        }

        return layers;
    }

    private static Dictionary<string, string> Texts(ClassLayers layers) => layers.Classes.ToDictionary(
        index => index.ToString(System.Globalization.CultureInfo.InvariantCulture),
        index =>
        {
            Labelmap labelmap = Labelmap.Empty(layers.Rows, layers.Columns);
            layers.Fill(labelmap, index, 1);
            return string.Concat(labelmap.Classes);
        });
}
