using Studio.Contracts.Projects;
using Studio.Imaging;
using Studio.Imaging.Dicom;
using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>What an import makes of several slices: series with places and findings, channels of cases, sets of pictures.</summary>
public sealed class ImportSeriesTests : IAsyncLifetime
{
    ImportBench bench = null!;

    public async ValueTask InitializeAsync() => bench = await ImportBench.CreateAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Import_VolumesOfOneCase_BecomeItsChannels()
    {
        bench.Write("p_T1.nii", Pictures.Volume(2, 1, 2, 10, 20));
        bench.Write("p_FLAIR.nii", Pictures.Volume(2, 1, 2, 30, 40));

        await bench.ImportAsync();

        var first = await SeriesOfAsync("p_T1 · 1");
        var second = await SeriesOfAsync("p_FLAIR · 1");
        Assert.Equal(("T1", "FLAIR"), (first.Channel, second.Channel));
        Assert.NotNull(first.CaseKey);
        Assert.Equal(first.CaseKey, second.CaseKey);
        Assert.Empty(second.Findings);
    }

    [Fact]
    public async Task Import_ChannelOnAnotherGrid_StaysAloneAndSaysSo()
    {
        bench.Write("p_T1.nii", Pictures.Volume(2, 1, 3, 10, 20, 30));
        bench.Write("p_FLAIR.nii", Pictures.Volume(2, 1, 2, 30, 40));

        await bench.ImportAsync();

        var other = await SeriesOfAsync("p_T1 · 1");
        Assert.Null(other.CaseKey);
        Assert.Contains("Resample it to FLAIR", Assert.Single(other.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_VolumeOfAnUnknownPatient_StaysInOnePartOfTheSplit()
    {
        for (var number = 1; number <= 4; number++)
        {
            bench.Write($"images/{number}.nii", Pictures.Volume(2, 1, 3, 10, 20, 30, 40, 50, (byte)number));
            bench.Write($"masks/{number}.nii", Pictures.Volume(2, 1, 3, 0, 1, 0, 1, 0, 1));
        }

        await bench.ImportAsync();
        var frozen = await bench.Get<DatasetVersionStore>().FreezeAsync(bench.Project.Id, createdBy: null);

        Assert.Equal(4, frozen.Version.TrainingPatients + frozen.Version.ValidationPatients + frozen.Version.TestPatients);
        Assert.Equal(12, frozen.Version.TrainingImages + frozen.Version.ValidationImages + frozen.Version.TestImages);
        Assert.Equal(0, frozen.Version.TrainingImages % 3);
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(-1, -1, false)]
    public async Task Import_PlacedVolume_SaysWhetherItWasTurned(float toRight, float toAnterior, bool isTurned)
    {
        var volume = Pictures.Volume(2, 1, 2, 10, 20);
        // sform: the voxel axes in millimetres towards right, anterior and superior (nifti1.h).
        BitConverter.GetBytes((short)1).CopyTo(volume, 254);
        BitConverter.GetBytes(toRight).CopyTo(volume, 280);
        BitConverter.GetBytes(toAnterior).CopyTo(volume, 300);
        BitConverter.GetBytes(1f).CopyTo(volume, 320);
        bench.Write("v.nii", volume);

        await bench.ImportAsync();

        Assert.Equal(isTurned, (await bench.ImageAsync("v · 1")).IsTurned);
        Assert.NotNull((await bench.ImageAsync("v · 1")).Plane);
    }

    [Fact]
    public async Task Import_DicomSlicesInAnyOrder_AreArrangedAndTheGapIsNamed()
    {
        double[] places = [10, 0, 2.5, 5];
        for (var index = 0; index < places.Length; index++)
            bench.Write($"slice{index}.dcm", Slice(index, places[index]));

        await bench.ImportAsync();

        var series = await SeriesOfAsync("slice0");
        var images = (await bench.Images.ListAsync(bench.Project.Id)).ToDictionary(image => image.Id, image => image.Name);
        Assert.Equal(["slice1", "slice2", "slice3", "slice0"], series.ImageIds.Select(id => images[id]));
        Assert.Contains("5 mm between slices 3 and 4, elsewhere 2.5 mm", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SamePatientLater_LandsOnTheSamePseudonymAndSeries()
    {
        bench.Write("slice0.dcm", Slice(0, 0));
        await bench.ImportAsync();
        bench.Write("slice1.dcm", Slice(1, 2.5));
        await bench.ImportAsync();

        var images = await bench.Images.ListAsync(bench.Project.Id);
        Assert.Single(images.Select(image => image.PatientKey).Distinct());
        Assert.StartsWith("P-", images[0].PatientKey, StringComparison.Ordinal);
        Assert.Equal(2, (await SeriesOfAsync("slice0")).ImageIds.Count);
    }

    [Fact]
    public async Task Import_OriginalsWanted_StoresTheFileItself()
    {
        var file = Slice(0, 0);
        bench.Write("slice0.dcm", file);
        await bench.Get<ProjectStore>().SetPrivacyAsync(bench.Project.Id, new ProjectPrivacy(Deidentifies: true, KeepsOriginals: true));

        await bench.ImportAsync();

        Assert.Equal(file, await bench.Blobs.ReadAllBytesAsync((await bench.ImageAsync("slice0")).ContentSha256));
    }

    [Fact]
    public async Task Import_OriginalsNotWanted_LeavesNoneBehind()
    {
        bench.Write("slice0.dcm", Slice(0, 0));

        await bench.ImportAsync();

        Assert.False(await bench.Blobs.ExistsAsync((await bench.ImageAsync("slice0")).ContentSha256));
    }

    [Fact]
    public async Task Import_NumpySet_GivesPicturesWithPartAndClass()
    {
        bench.Write("set.npz", Pictures.Zip(
            ("train_images.npy", Pictures.Npy("2, 2, 2", 1, 2, 3, 4, 5, 6, 7, 8)),
            ("train_labels.npy", Pictures.Npy("2, 1", 0, 1)),
            ("test_images.npy", Pictures.Npy("1, 2, 2", 9, 9, 9, 1)),
            ("test_labels.npy", Pictures.Npy("1, 1", 1))));

        await bench.ImportAsync();

        var images = (await bench.Images.ListAsync(bench.Project.Id)).OrderBy(image => image.FrameIndex).ToList();
        Assert.Equal([Split.Training, Split.Training, Split.Test], images.Select(image => image.FixedSplit));
        Assert.Null(await bench.Get<SeriesStore>().FindForImageAsync(images[0].Id));
        var classes = new List<int>();
        foreach (var image in images)
            classes.Add(Assert.Single(await bench.Get<TagStore>().ListForImageAsync(image.Id)).ClassIndex);
        Assert.Equal([1, 2, 2], classes);
        Assert.Equal(["Class 1", "Class 2"], (await bench.Classes.ListAsync(bench.Project.Id)).Select(item => item.Name));

        // One class each: what is not named is not there.
        Assert.True((await bench.Get<ProjectStore>().FindAsync(bench.Project.Slug))!.TagsExcludeEachOther);
    }

    [Fact]
    public async Task ClassificationSetOfSeveralClassesEach_SaysWhatIsNotThereToo()
    {
        await using var bench = await ImportBench.CreateAsync(task: ProjectTask.Classification);
        bench.Write("set.npz", Pictures.Zip(
            ("train_images.npy", Pictures.Npy("3, 2, 2", 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 1)),
            ("train_labels.npy", Pictures.Npy("3, 3", 1, 0, 1, 0, 0, 0, 0, 0, 1))));

        await bench.ImportAsync();

        Assert.False((await bench.Get<ProjectStore>().FindAsync(bench.Project.Slug))!.TagsExcludeEachOther);
        var versions = bench.Get<DatasetVersionStore>();
        var frozen = await versions.FreezeAsync(bench.Project.Id, createdBy: null);
        var answers = (await versions.ListSamplesAsync(frozen.Version.Id))
            .Select(sample => string.Join(" ", sample.Tags.Select(tag => $"{tag.ClassIndex}:{tag.Answer}")));
        Assert.Equal(["1:True 2:False 3:True", "1:False 2:False 3:False", "1:False 2:False 3:True"], answers);
    }

    async Task<SeriesOfImage> SeriesOfAsync(string name) =>
        await bench.Get<SeriesStore>().FindForImageAsync((await bench.ImageAsync(name)).Id) ?? throw new InvalidOperationException($"{name} is in no series.");

    static byte[] Slice(int number, double placeMm)
    {
        var samples = new byte[] { (byte)number, 1, 2, 3, 4, 5, 6, 7 };
        return DicomWriter.Write(new RasterImage(new RasterLayout(2, 2, 1, 2, 16), samples), new DicomImageDescription
        {
            Modality = "CT",
            PatientId = "4711",
            PatientName = "Doe^Jane",
            StudyUid = "1.2.3.1",
            SeriesUid = "1.2.3.2",
            SopInstanceUid = $"1.2.3.3.{number}",
            InstanceNumber = number + 1,
            PixelSpacing = new PixelSpacing(0.5, 0.5),
            Plane = new FramePlane(new PatientVector(0, 0, placeMm), new PatientVector(1, 0, 0), new PatientVector(0, 1, 0)),
        });
    }
}
