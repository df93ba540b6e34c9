using Studio.Features.Images.Metadata;
using Studio.Imaging.Dicom.DeIdentification;
using Studio.Storage;

namespace Studio.Tests.Images.Metadata;

/// <summary>Patients in tables, and what a project that de-identifies makes of them.</summary>
public sealed class MetadataPrivacyTests
{
    [Fact]
    public async Task Proposal_ColumnsThatTellWhoSomebodyIs_AreLeftOutAndSaidSo()
    {
        await using var bench = await MetadataBench.CreateAsync(deidentifies: true);
        await bench.AddAsync("1.png");

        var plan = await bench.PlanAsync("file,Last name,dob,site\n1.png,Doe,1950-01-01,North\n");

        Assert.Equal("site", Assert.Single(plan.Columns).Name);
        Assert.Equal([1, 2], plan.Problems.Where(problem => problem is { Kind: TableProblemKind.Identifying, Blocks: false }).Select(problem => problem.Column!.Value));
        Assert.True(plan.CanStore);
    }

    [Fact]
    public async Task Store_PatientIdOfTheHospital_BecomesThePseudonymOfItsFiles()
    {
        await using var bench = await MetadataBench.CreateAsync(deidentifies: true);
        var image = (await bench.AddAsync("1.png"))[0];
        var key = await bench.Get<ProjectStore>().GetPseudonymKeyAsync(bench.Project.Id);

        await bench.StoreAsync("file,PatientID\n1.png,MRN 4711\n");

        Assert.Equal(new DeIdentifier(key).PseudonymOf("MRN 4711"), (await bench.Get<ImageStore>().FindAsync(image))!.PatientKey);
        Assert.DoesNotContain(await bench.Get<PatientStore>().ListAsync(bench.Project.Id), patient => patient.Key.Contains("4711", StringComparison.Ordinal));
        Assert.DoesNotContain("4711", (await bench.Get<AuditLog>().ListAsync(1))[0].DetailJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_KeyOfTheHospital_FindsImagesUnderTheirPseudonym()
    {
        await using var bench = await MetadataBench.CreateAsync(deidentifies: true);
        var deIdentifier = new DeIdentifier(await bench.Get<ProjectStore>().GetPseudonymKeyAsync(bench.Project.Id));
        var image = (await bench.AddAsync("1.dcm", deIdentifier.PseudonymOf("4711"), deIdentifier.UidOf("1.2.3"), deIdentifier.UidOf("1.2.3.4")))[0];

        foreach (var (csv, kind) in ((string, ImageKeyKind)[])[("key,site\n1.2.3.4,A\n", ImageKeyKind.Sop), ("key,site\n1.2.3,A\n", ImageKeyKind.Series), ("key,site\n4711,A\n", ImageKeyKind.Patient)])
        {
            Assert.Equal(kind, (await bench.OpenAsync(csv)).Proposal.KeyKind);
            Assert.Equal(1, (await bench.PlanAsync(csv)).Images);
        }

        await bench.StoreAsync("key,site\n1.2.3.4,A\n");
        Assert.Equal(new() { [image] = "A" }, await bench.ValuesAsync("site"));
    }

    [Fact]
    public async Task Plan_PatientThatTearsASeries_Blocks()
    {
        await using var bench = await MetadataBench.CreateAsync();
        await bench.AddAsync("1.dcm", null, "1.2.3", "1.2.3.1");
        await bench.AddAsync("2.dcm", null, "1.2.3", "1.2.3.2");

        var torn = await bench.PlanAsync("file,patient\n1.dcm,A\n2.dcm,B\n");
        var half = await bench.PlanAsync("file,patient\n1.dcm,A\n");
        var whole = await bench.PlanAsync("file,patient\n1.dcm,A\n2.dcm,A\n");

        Assert.Equal([TableProblemKind.TornSeries], torn.Problems.Where(problem => problem.Blocks).Select(problem => problem.Kind));
        Assert.Equal([TableProblemKind.TornSeries], half.Problems.Where(problem => problem.Blocks).Select(problem => problem.Kind));
        Assert.True(whole.CanStore);
        Assert.Matches("A, B|B, A", torn.Problems[0].Lines[0]);
    }

    [Fact]
    public async Task Store_PatientAlreadyKnown_MovesOnlyWhenSomebodySaysSo()
    {
        await using var bench = await MetadataBench.CreateAsync();
        var image = (await bench.AddAsync("1.png", "A"))[0];
        const string Csv = "file,patient\n1.png,B\n";

        var problem = Assert.Single((await bench.PlanAsync(Csv)).Problems);
        Assert.Equal((TableProblemKind.MovedPatients, true), (problem.Kind, problem.Blocks));
        Assert.Equal("1: A is known, B is in the table", Assert.Single(problem.Lines));
        await Assert.ThrowsAsync<StorageException>(() => bench.StoreAsync(Csv));
        Assert.Equal("A", (await bench.Get<ImageStore>().FindAsync(image))!.PatientKey);

        Assert.Equal(1, (await bench.StoreAsync(Csv, mapping => mapping with { MovesPatients = true })).Patients);
        Assert.Equal("B", (await bench.Get<ImageStore>().FindAsync(image))!.PatientKey);
    }
}
