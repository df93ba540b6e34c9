using Studio.Contracts.Import;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class DicomFieldTests : IAsyncLifetime
{
    const string Thickness = "00180050";
    const string Spacing = "00280030";
    const string Manufacturer = "00080070";

    TestFolder folder = null!;
    DicomFieldStore headers = null!;
    FieldStore fields = null!;
    Project project = null!;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        (headers, fields) = (new DicomFieldStore(folder.Database), new FieldStore(folder.Database));
        project = await folder.AddProjectAsync();
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task ListElementsAsync_Headers_CountsFilesAndGivesAnExample()
    {
        await AddFileAsync(1, """{"00080070":{"vr":"LO","Value":["ACME"]},"00180050":{"vr":"DS","Value":[1.5]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"P^1"}]},"00081032":{"vr":"SQ","Value":[{"00080100":{"vr":"SH","Value":["X"]}}]}}""");
        await AddFileAsync(2, """{"00080070":{"vr":"LO","Value":["ACME"]},"00180050":{"vr":"DS"},"00189999":{"vr":"OB","InlineBinary":"AAAA"}}""");
        await AddFileAsync(3, header: null);
        await folder.AddImageAsync(project.Id);

        var elements = await headers.ListElementsAsync(project.Id);

        Assert.Equal(
            [(Manufacturer, "LO", 2, "ACME"), ("00100010", "PN", 1, "P^1"), (Thickness, "DS", 1, "1.5")],
            elements.Select(element => (element.Element, element.Vr, element.Files, element.Example)));
    }

    [Fact]
    public async Task AddAsync_Element_FillsAllFramesAndImagesThatComeLater()
    {
        var first = await AddFileAsync(1, """{"00180050":{"vr":"DS","Value":[1.5]}}""", frames: 2);
        await AddFileAsync(2, """{"00180050":{"vr":"DS"}}""");

        var (field, values) = await headers.AddAsync(project.Id, await ElementAsync(Thickness), "Slice thickness", userId: null);
        var later = await AddFileAsync(3, """{"00180050":{"vr":"DS","Value":[3]}}""");

        Assert.Equal((2, FieldKind.Number, Thickness, FieldSource.Dicom), (values, field.Kind, field.Element, field.Source));
        Assert.Equal([(first[0], 1.5), (first[1], 1.5), (later[0], 3.0)], (await ValuesAsync(field)).Select(value => (value.ImageId, value.Number!.Value)));
        Assert.Equal("add-column", Assert.Single(await folder.Audit.ListAsync(9)).Action);
    }

    [Fact]
    public async Task AddAsync_SeveralValues_KeepsTheFirstAsNumberAndAllAsText()
    {
        await AddFileAsync(1, """{"00280030":{"vr":"DS","Value":[0.5,0.25]},"00080008":{"vr":"CS","Value":["DERIVED",null,"AXIAL"]}}""");

        var (spacing, _) = await headers.AddAsync(project.Id, await ElementAsync(Spacing), "Spacing", null);
        var (type, _) = await headers.AddAsync(project.Id, await ElementAsync("00080008"), "Type", null);

        var value = Assert.Single(await ValuesAsync(spacing));
        Assert.Equal((0.5, @"0.5\0.25"), (value.Number, value.Text));
        Assert.Equal((null, @"DERIVED\\AXIAL"), (Assert.Single(await ValuesAsync(type)).Number, Assert.Single(await ValuesAsync(type)).Text));
    }

    [Fact]
    public async Task AddAsync_NameOfAnotherColumn_IsRefusedAndStoresNothing()
    {
        await AddFileAsync(1, """{"00080070":{"vr":"LO","Value":["ACME"]}}""");
        await fields.GetOrCreateAsync(project.Id, "Manufacturer", FieldSource.Table, FieldKind.Text);

        await Assert.ThrowsAsync<StorageException>(async () => await headers.AddAsync(project.Id, await ElementAsync(Manufacturer), "Manufacturer", null));

        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT count(*) FROM field_value"));
        Assert.Empty(await folder.Audit.ListAsync(9));
    }

    [Fact]
    public async Task RemoveAsync_HeaderColumn_CanBeAddedAgain()
    {
        await AddFileAsync(1, """{"00080070":{"vr":"LO","Value":["ACME"]}}""");
        var (field, _) = await headers.AddAsync(project.Id, await ElementAsync(Manufacturer), "Manufacturer", null);

        Assert.Equal(1, await fields.RemoveAsync(field, null));
        await AddFileAsync(2, """{"00080070":{"vr":"LO","Value":["Other"]}}""");
        var (again, values) = await headers.AddAsync(project.Id, await ElementAsync(Manufacturer), "Manufacturer", null);

        Assert.Equal(2, values);
        Assert.Equal(["ACME", "Other"], (await ValuesAsync(again)).Select(value => value.Text));
    }

    async Task<DicomElementUse> ElementAsync(string element) => (await headers.ListElementsAsync(project.Id)).Single(use => use.Element == element);

    async Task<List<FieldValue>> ValuesAsync(Field field)
    {
        var values = new List<FieldValue>();
        await fields.VisitAsync(field, values.Add);
        return values;
    }

    /// <summary>Ids of its images.</summary>
    async Task<IReadOnlyList<long>> AddFileAsync(int number, string? header, int frames = 1)
    {
        var batch = await new ImportBatchStore(folder.Database).CreateAsync(project.Id, 1, null);
        var pixels = await folder.Blobs.PutAsync(BitConverter.GetBytes(number), "The pixels of a test");
        var decoded = Enumerable.Range(0, frames).Select(frame => new DecodedFrame(frame, "pixels", pixels.Sha256, pixels.Length, "thumbnail", 0, 255, 2, 250)).ToList();
        var file = new DecodedImage(
            "DICOM", "CT", "P-1", null, null, $"2.25.{number}", 2, 2, 1, 1, 8, false, "MONOCHROME2", 1, 0, 1, 1, [], decoded, [],
            new ClinicalContext(null, null, null, null, number, null, header, null));
        var item = (await new InstanceStore(folder.Database).AddAsync(
            [(new NewInstance(project.Id, $"file {number}", Sha256Text.Of($"content {number}"), file, "P-1", null, null,
                [.. decoded.Select(frame => new NewFrame(frame, $"file {number} · {frame.FrameIndex + 1}", pixels.Sha256, null))]), new ImportPlace(batch.Id, 0, ""))]))[0];
        return [.. Enumerable.Range(0, frames).Select(frame => item.ImageId!.Value + frame)];
    }
}
