using Studio.Features.Import;
using Studio.Features.Sample;
using Studio.Storage;

namespace Studio.Tests.Import;

public sealed class SampleProjectTests
{
    [Fact]
    public async Task CreateAsync_FirstStart_GivesLabelledPatientsInTwoFormats()
    {
        await using var bench = await ImportBench.CreateAsync();

        var sample = await bench.Get<SampleProject>().CreateAsync(new ImportTracker());

        var images = await bench.Images.ListAsync(sample.Project.Id);
        Assert.Equal((60, 57, 3), (sample.Report.Imported, sample.Report.MasksImported, sample.Report.ImagesWithoutMask.Count));
        Assert.Equal((30, 30), (images.Count(image => image.Format == "DICOM"), images.Count(image => image.Format == "PNG")));
        Assert.Equal(20, images.Select(image => image.PatientKey).Distinct().Count());
        Assert.Equal(["Lesion", "Implant"], (await bench.Classes.ListAsync(sample.Project.Id)).Select(item => item.Name));
        Assert.All(images, image => Assert.NotNull(image.PatientKey));
        Assert.Equal(57, images.Count(image => image.State == ImageState.Accepted));
        Assert.Contains(images, image => image is { BytesPerSample: 2, BitsStored: 12, SpacingRowMm: > 0 });
    }

    [Fact]
    public async Task CreateAsync_Twice_KeepsOneSample()
    {
        await using var bench = await ImportBench.CreateAsync();
        var sample = bench.Get<SampleProject>();
        var first = await sample.CreateAsync(new ImportTracker());

        var second = await sample.CreateAsync(new ImportTracker());

        Assert.Equal(first.Project.Id, second.Project.Id);
        Assert.Equal((0, 60), (second.Report.Imported, second.Report.Skipped));
    }

    [Fact]
    public void Draw_SameSeed_GivesTheSamePicture()
    {
        var one = Phantom.Draw(new Random(7), hasLesion: true, hasImplant: true);
        var other = Phantom.Draw(new Random(7), hasLesion: true, hasImplant: true);

        Assert.Equal(one.Intensity, other.Intensity);
        Assert.Equal(one.Truth.Classes, other.Truth.Classes);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Draw_Contents_AreLabelledAsAskedFor(bool hasLesion, bool hasImplant)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var truth = Phantom.Draw(new Random(seed), hasLesion, hasImplant).Truth.Classes;

            Assert.Equal(hasLesion, truth.Contains((byte)Phantom.LesionClass));
            Assert.Equal(hasImplant, truth.Contains((byte)Phantom.ImplantClass));
        }
    }
}
