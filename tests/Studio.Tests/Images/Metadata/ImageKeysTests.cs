using Studio.Features.Images.Metadata;

namespace Studio.Tests.Images.Metadata;

/// <summary>How tables name images.</summary>
public sealed class ImageKeysTests : IAsyncLifetime
{
    MetadataBench bench = null!;

    public async ValueTask InitializeAsync() => bench = await MetadataBench.CreateAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Theory]
    [InlineData("train/1.png", 1)]
    [InlineData(@"data\train\1.PNG", 1)]
    [InlineData("./train/1", 1)]
    [InlineData("train_1.png", 1)]
    [InlineData("test/1.png", 0)]
    [InlineData("one.jpg", 2)]
    [InlineData("one.png", 2)]
    [InlineData("anywhere/one", 2)]
    [InlineData("1.2.840.4", 3)]
    [InlineData("1.2.840.5", 0)]
    [InlineData("", 0)]
    public async Task File_Spellings_FindTheImage(string cell, int expected)
    {
        await bench.AddAsync("train/1.png");
        await bench.AddAsync("one.jpg");
        await bench.AddAsync("dicom/1.2.840.4");

        Assert.Equal(expected == 0 ? [] : [(long)expected], await FindAsync(ImageKeyKind.File, cell));
    }

    [Fact]
    public async Task File_NameInSeveralFolders_IsAmbiguousAndSaysWhich()
    {
        await bench.AddAsync("a/1.png");
        await bench.AddAsync("b/1.png");
        await bench.AddAsync("c/2.png");

        var plan = await bench.PlanAsync("file,age\n1.png,7\nb/1.png,8\n2.png,9\n");

        var problem = Assert.Single(plan.Problems);
        Assert.Equal((TableProblemKind.AmbiguousNames, true, 2), (problem.Kind, problem.Blocks, plan.Fits));
        Assert.Contains("Line 2: “1.png” fits ", Assert.Single(problem.Lines), StringComparison.Ordinal);
        Assert.Contains("a/1.png", problem.Lines[0], StringComparison.Ordinal);
        var stored = await bench.StoreAsync("file,age\n1.png,7\nb/1.png,8\n2.png,9\n", mapping => mapping with { LeavesAmbiguousOut = true });
        Assert.Equal(2, stored.Images);
    }

    [Fact]
    public async Task File_WithSeveralFrames_MeansAllOfThem()
    {
        var frames = await bench.AddAsync("volume.nii.gz", frames: 3);

        Assert.Equal(frames, await FindAsync(ImageKeyKind.File, "volume"));
        Assert.Equal([frames[1]], await FindAsync(ImageKeyKind.Image, "volume · 2"));
    }

    [Fact]
    public async Task Uids_FindFileSeriesAndPatient()
    {
        var one = await bench.AddAsync("1.dcm", "P1", "1.2.3", "1.2.3.1");
        var two = await bench.AddAsync("2.dcm", "P1", "1.2.3", "1.2.3.2");
        var three = await bench.AddAsync("3.dcm", "P1", "1.2.4", "1.2.4.1");

        Assert.Equal(two, await FindAsync(ImageKeyKind.Sop, "1.2.3.2"));
        Assert.Equal([.. one, .. two], (await FindAsync(ImageKeyKind.Series, "1.2.3")).Order());
        Assert.Equal([.. one, .. two, .. three], (await FindAsync(ImageKeyKind.Patient, "P1")).Order());
    }

    [Theory]
    [InlineData("uid,patient,age\n1.2.3.1,P1,7\n1.2.3.2,P1,8\n", 0, ImageKeyKind.Sop)]
    [InlineData("age,patient\n7,P1\n8,P2\n", 1, ImageKeyKind.Patient)]
    [InlineData("id,picture\n1,2.dcm\n2,1.dcm\n", 1, ImageKeyKind.File)]
    [InlineData("name,series\n1,1.2.3\n", 0, ImageKeyKind.File)]
    public async Task KeyFits_Columns_AreFoundByHowManyRowsFit(string csv, int column, ImageKeyKind kind)
    {
        await bench.AddAsync("1.dcm", "P1", "1.2.3", "1.2.3.1");
        await bench.AddAsync("2.dcm", "P2", "1.2.4", "1.2.3.2");

        var table = await bench.OpenAsync(csv);

        Assert.Equal((column, kind), (table.Proposal.KeyColumn, table.Proposal.KeyKind));
    }

    async Task<IEnumerable<long>> FindAsync(ImageKeyKind kind, string cell)
    {
        var table = await bench.OpenAsync("a,b\n1,2\n");
        return [.. table.Keys.Find(kind, cell).Places.Select(place => table.Images[place].Id)];
    }
}
