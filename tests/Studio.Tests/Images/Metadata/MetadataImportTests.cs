using Studio.Features.Images.Metadata;
using Studio.Storage;

namespace Studio.Tests.Images.Metadata;

/// <summary>What a table of people's own does to a project.</summary>
public sealed class MetadataImportTests : IAsyncLifetime
{
    MetadataBench bench = null!;
    long first;
    long second;

    public async ValueTask InitializeAsync()
    {
        bench = await MetadataBench.CreateAsync();
        first = (await bench.AddAsync("images/a 1.png"))[0];
        second = (await bench.AddAsync("images/a 2.png"))[0];
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Store_NumbersTextAndParts_BecomeColumns()
    {
        var stored = await bench.StoreAsync("file;age;site;split\na 1.png;61,5;North;train\na 2.png;NA;South;3\n", mapping => mapping.With(3, new(ColumnUse.Part, "Official")));

        Assert.Equal((2, 5), (stored.Images, stored.Columns.Sum(column => column.Added)));
        Assert.Equal(new() { [first] = "61.5" }, await bench.ValuesAsync("age"));
        Assert.Equal(new() { [first] = "North", [second] = "South" }, await bench.ValuesAsync("site"));
        Assert.Equal(new() { [first] = "training", [second] = "test" }, await bench.ValuesAsync("Official"));
        var entry = Assert.Single(await bench.Get<AuditLog>().ListAsync(9));
        Assert.Equal(("add-table", $"project/{bench.Project.Slug}"), (entry.Action, entry.Subject));
    }

    [Fact]
    public async Task Store_TheSameTableAgain_ChangesNothingAndOtherValuesAreCounted()
    {
        const string Csv = "file,age,site\na 1.png,61,North\na 2.png,40,South\n";
        await bench.StoreAsync(Csv);

        var plan = await bench.PlanAsync(Csv);
        Assert.True(plan.ChangesNothing);
        Assert.True((await bench.StoreAsync(Csv)).ChangesNothing);

        var other = Csv.Replace("40", "41", StringComparison.Ordinal).Replace("North", "", StringComparison.Ordinal);
        Assert.Equal([(0, 1), (0, 0)], (await bench.PlanAsync(other)).Columns.Select(column => (column.Added, column.Changed)));
        Assert.Equal([("age", 0, 1), ("site", 0, 0)], (await bench.StoreAsync(other)).Columns);
        // An empty cell says nothing.
        Assert.Equal("North", (await bench.ValuesAsync("site"))[first]);
    }

    [Fact]
    public async Task Plan_UnknownImages_AreNamedWithTheirLinesAndLeftOut()
    {
        var rows = string.Concat(Enumerable.Range(1, 14).Select(number => $"b {number}.png,{number}\n"));

        var plan = await bench.PlanAsync($"file,age\na 1.png,61\n{rows}");

        Assert.Equal((15, 1, true), (plan.Rows, plan.Fits, plan.CanStore));
        var problem = Assert.Single(plan.Problems);
        Assert.Equal((TableProblemKind.UnknownImages, false, 10), (problem.Kind, problem.Blocks, problem.Lines.Count));
        Assert.Contains("14 rows of 15", problem.Message, StringComparison.Ordinal);
        Assert.Equal("Line 3: “b 1.png”", problem.Lines[0]);
        Assert.Equal(["a 1", null, null], plan.Preview.Take(3).Select(row => row.Image));
    }

    [Fact]
    public async Task Store_NothingFits_IsRefusedAndStoresNothing()
    {
        var refused = await Assert.ThrowsAsync<StorageException>(() => bench.StoreAsync("file,age\nb.png,1\n"));

        Assert.Contains("No row names an image", refused.Message, StringComparison.Ordinal);
        await AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Store_RowsThatContradict_IsRefusedUntilJoined()
    {
        const string Csv = "file,age,box\na 1.png,61,1 2 3 4\na 1.png,61,5 6 7 8\na 1.png,61,1 2 3 4\n";

        var problem = Assert.Single((await bench.PlanAsync(Csv)).Problems);
        Assert.Equal((TableProblemKind.Contradiction, 2), (problem.Kind, problem.Column));
        Assert.Equal("Line 3: another value than in line 2", Assert.Single(problem.Lines));
        await Assert.ThrowsAsync<StorageException>(() => bench.StoreAsync(Csv));
        await AssertNothingStoredAsync();

        await bench.StoreAsync(Csv, mapping => mapping.With(2, new(ColumnUse.Joined, "Boxes")));
        Assert.Equal(new() { [first] = "1 2 3 4 | 5 6 7 8" }, await bench.ValuesAsync("Boxes"));
        Assert.True((await bench.StoreAsync(Csv, mapping => mapping.With(2, new(ColumnUse.Joined, "Boxes")))).ChangesNothing);
    }

    [Fact]
    public async Task Plan_NoNumbersInANumberColumn_BlocksWithLines()
    {
        var plan = await bench.PlanAsync("file,age\na 1.png,61\na 2.png,about 40\n", mapping => mapping.With(1, new(ColumnUse.Number, "age")));

        var problem = Assert.Single(plan.Problems);
        Assert.Equal((TableProblemKind.NoNumber, true), (problem.Kind, problem.Blocks));
        Assert.Equal("Line 3: “about 40”", Assert.Single(problem.Lines));
    }

    [Theory]
    [InlineData("file,age,Age\na 1.png,1,2\n", TableProblemKind.SameName, "Columns 2 and 3 are both called")]
    [InlineData("file,known\na 1.png,word\n", TableProblemKind.NameTaken, "holds numbers")]
    [InlineData("file,header\na 1.png,word\n", TableProblemKind.NameTaken, "the files' headers")]
    [InlineData("file,site\na 1.png,North, more\n", TableProblemKind.BadRows, "the first in line 2")]
    public async Task Plan_NamesAndRowsThatCannotBe_Block(string csv, TableProblemKind kind, string words)
    {
        await bench.Get<FieldStore>().GetOrCreateAsync(bench.Project.Id, "Known", FieldSource.Table, FieldKind.Number);
        await bench.Get<FieldStore>().GetOrCreateAsync(bench.Project.Id, "Header", FieldSource.Dicom, FieldKind.Text, "00080070");

        var plan = await bench.PlanAsync(csv);

        var problem = Assert.Single(plan.Problems, problem => problem.Blocks);
        Assert.Equal(kind, problem.Kind);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.False(plan.CanStore);
    }

    [Fact]
    public async Task Store_FailsHalfWay_StoresNothing()
    {
        var table = await bench.OpenAsync("file,age,site\na 1.png,61,North\na 2.png,40,South\n");
        var plan = await bench.Import.PlanAsync(table, table.Proposal);
        // Somebody makes a column of another kind meanwhile.
        await bench.Get<FieldStore>().GetOrCreateAsync(bench.Project.Id, "Site", FieldSource.Table, FieldKind.Number);

        await Assert.ThrowsAsync<StorageException>(() => bench.Import.StoreAsync(table, plan, userId: null));

        Assert.Equal("Site", Assert.Single(await bench.Get<FieldStore>().ListAsync(bench.Project.Id)).Name);
        Assert.Empty(await bench.Get<AuditLog>().ListAsync(9));
    }

    [Fact]
    public async Task Proposal_DeepLesionTable_IsUnderstood()
    {
        var slice = (await bench.AddAsync("Images_png/000001_01_01/109.png"))[0];
        var table = await bench.OpenAsync(
            "File_name,Patient_index,Bounding_boxes,Coarse_lesion_type,Possibly_noisy,Patient_gender,Patient_age,Train_Val_Test\n"
            + "000001_01_01_109.png,1,\"226.169, 90.0204, 241.252, 111.977\",3,0,F,62.0,3\n"
            + "000001_01_01_014.png,1,\"1, 2, 3, 4\",3,0,F,62.0,3\n");

        Assert.Equal(new KeyFit(0, ImageKeyKind.File, 1), table.KeyFits[0]);
        Assert.Equal(
            [ColumnUse.LeftOut, ColumnUse.Patient, ColumnUse.Text, ColumnUse.Number, ColumnUse.Number, ColumnUse.Text, ColumnUse.Number, ColumnUse.Part],
            table.Proposal.Columns.Select(column => column.Use));
        await bench.Import.StoreAsync(table, await bench.Import.PlanAsync(table, table.Proposal), userId: null);
        Assert.Equal(new() { [slice] = "test" }, await bench.ValuesAsync("Train_Val_Test"));
        Assert.Equal("1", (await bench.Get<ImageStore>().FindAsync(slice))!.PatientKey);
    }

    [Fact]
    public async Task Store_Category_IsSet()
    {
        var stored = await bench.StoreAsync("file,category\na 1.png,knee\na 2.png,\n");

        Assert.Equal((1, 0), (stored.Categories, stored.Columns.Count));
        Assert.Equal(("knee", null), ((await bench.Get<ImageStore>().FindAsync(first))!.Category, (await bench.Get<ImageStore>().FindAsync(second))!.Category));
    }

    async Task AssertNothingStoredAsync()
    {
        Assert.Empty(await bench.Get<FieldStore>().ListAsync(bench.Project.Id));
        Assert.Empty(await bench.Get<AuditLog>().ListAsync(9));
    }
}
