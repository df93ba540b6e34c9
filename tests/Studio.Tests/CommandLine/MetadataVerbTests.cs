using Studio.Storage;

namespace Studio.Tests.CommandLine;

public sealed class MetadataVerbTests
{
    [Fact]
    public async Task Metadata_Table_IsTriedThenStoredThenKnown()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        var names = await NamesAsync(verbs);
        var file = await WriteAsync(verbs, $"picture;age;note\n{names[0]};61,5;calm\n{names[1]};40;\nnobody;1;\n");

        var tried = await verbs.RunJsonAsync("metadata", file, "--project", VerbRunner.Project, "--number", "age=Age in years", "--skip", "note", "--dry-run");
        Assert.Equal((true, 2, 3), (tried.GetProperty("dryRun").GetBoolean(), tried.GetProperty("key").GetProperty("fits").GetInt32(), tried.GetProperty("key").GetProperty("rows").GetInt32()));
        Assert.Empty(await FieldsAsync(verbs));

        var stored = await verbs.RunJsonAsync("metadata", file, "--project", VerbRunner.Project, "--number", "age=Age in years", "--skip", "#3");
        var column = Assert.Single(stored.GetProperty("columns").EnumerateArray());
        Assert.Equal(("Age in years", 2), (column.GetProperty("name").GetString(), column.GetProperty("added").GetInt32()));
        Assert.Equal("Age in years", Assert.Single(await FieldsAsync(verbs)).Name);

        var again = await verbs.RunAsync("metadata", file, "--project", VerbRunner.Project, "--number", "age=Age in years", "--skip", "note", "--key", "picture:image");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("nothing changed", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--text site", "has no column \"site\". Its columns are: picture, age, box.")]
    [InlineData("--key picture:uid", "a column names images by file, image, patient, series or sop")]
    [InlineData("--key age:file", "No row names an image of this project by “age”")]
    [InlineData("", "“box”: 1 row contradicts an earlier row")]
    [InlineData("--skip box --number age", "Line 4: “old”")]
    [InlineData("--skip box --skip age", "Every column is left out")]
    public async Task Metadata_WithBadInput_NamesItStoresNothingAndExitsWithTwo(string options, string expected)
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        var names = await NamesAsync(verbs);
        var file = await WriteAsync(verbs, $"picture,age,box\n{names[0]},61,a\n{names[0]},61,b\n{names[1]},old,\n");

        var result = await verbs.RunAsync(["metadata", file, "--project", VerbRunner.Project, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(await FieldsAsync(verbs));
    }

    static async Task<string> WriteAsync(VerbRunner verbs, string csv)
    {
        var file = verbs.Folder["table.csv"];
        await File.WriteAllTextAsync(file, csv);
        return file;
    }

    static async Task<List<string>> NamesAsync(VerbRunner verbs) =>
        [.. (await new ImageStore(Open(verbs)).ListAsync(1)).Select(image => image.Name)];

    static Task<IReadOnlyList<Field>> FieldsAsync(VerbRunner verbs) => new FieldStore(Open(verbs)).ListAsync(1);

    static Database Open(VerbRunner verbs) => new(new DataFolder(verbs.Data));
}
