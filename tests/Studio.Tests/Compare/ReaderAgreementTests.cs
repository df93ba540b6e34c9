using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Studio.Features.Compare;
using Studio.Features.Compare.Readers;
using Studio.Harness;
using Studio.Imaging.Labelmaps;
using Studio.Statistics;
using Studio.Storage;
using Studio.Tests.Jobs;
using Studio.Tests.LabelReview;

namespace Studio.Tests.Compare;

/// <summary>Figures by hand. What came with every outlined image is one pixel, the tenth of 64.</summary>
public sealed class ReaderAgreementTests : IAsyncLifetime
{
    const int Pixels = 64;

    readonly TemporaryFolder folder = new();
    TestStudio studio = null!;
    Project project = null!;
    IReadOnlyList<long> images = [];
    long ann;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        project = await LabelledProject.CreateAsync(studio.Services, images: 4);
        images = [.. (await studio.Get<ImageStore>().ListAsync(project.Id)).Select(image => image.Id).Order()];
        ann = (await studio.Get<UserStore>().CreateAsync(new NewUser("Ann", "A", UserRole.Annotator, "hash"))).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await studio.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Outlines_OfTwoReaders_AgreeInTheFigureOfTheModels()
    {
        await DrawAsync(images[0], 10);
        await DrawAsync(images[1], 10, 11);

        var iou = (await ReadAsync("iou"))!;
        var dice = (await ReadAsync("dice", FigureLevel.Image))!;
        var pooled = (await ReadAsync("iou", FigureLevel.Pooled))!;

        // 1 of 2 and 1 of 3 pixels are common; together 2 of 5.
        Assert.Equal(((1 / 2.0) + (1 / 3.0)) / 2, iou.Value, 12);
        Assert.Equal(((2 / 3.0) + (2 / 4.0)) / 2, dice.Value, 12);
        Assert.Equal(2 / 5.0, pooled.Value, 12);
        Assert.Equal((2, 2, 2), (iou.Readers, iou.Images, iou.Patients));
        Assert.InRange(iou.Value, iou.Low, iou.High);
        Assert.Null(await ReadAsync("recall"));
    }

    [Fact]
    public async Task Outlines_NotSubmittedOrLeftAsTheyWereFound_AreNoReading()
    {
        await DrawAsync(images[0], submits: false, 10);
        await studio.Get<SubmissionStore>().SubmitAsync(images[1], ann, null, ImageState.InReview);
        Assert.Null(await ReadAsync("iou"));

        await studio.Get<SubmissionStore>().SubmitAsync(images[0], ann, null, ImageState.InReview);
        var (one, others) = ((await ReadAsync("iou"))!, await studio.Get<ReaderAgreement>().ReadAsync(project, [images[3]], Metric("iou", FigureLevel.Patient)));

        Assert.Equal((0.5, 1), (one.Value, one.Patients));
        Assert.True(double.IsNaN(one.Low));
        Assert.Null(others);
    }

    [Fact]
    public async Task OtherLabelOfTheSamePicture_IsAReaderToo()
    {
        var other = new byte[Pixels];
        other.AsSpan(9, 3).Fill(1);
        await studio.Get<AlternateLabelStore>().AddAsync(images[2], "again", "again.pgm", new Labelmap(8, 8, other));
        Assert.Equal(1 / 3.0, (await ReadAsync("iou"))!.Value, 12);

        // Three labels of one image are three pairs: 1/3 with what came, 1/2 of Ann with what came, 2/3 between the two.
        await DrawAsync(images[2], 10);
        var three = (await ReadAsync("iou"))!;
        Assert.Equal(((1 / 3.0) + (1 / 2.0) + (2 / 3.0)) / 3, three.Value, 12);
        Assert.Equal((3, 1), (three.Readers, three.Images));
    }

    [Fact]
    public async Task Tags_OfTwoReaders_AgreeInShareAndKappa()
    {
        var nodules = await NoduleProject.CreateAsync(studio.Services, images: 4, swapEvery: 10);
        foreach (var (image, place) in nodules.Images.Select((image, place) => (image, place)))
            await AnswerAsync(image, isThere: place == 0);

        var share = (await studio.Get<ReaderAgreement>().ReadAsync(nodules.Project, nodules.Images, Metric("accuracy", FigureLevel.Image)))!;
        var kappa = (await studio.Get<ReaderAgreement>().ReadAsync(nodules.Project, nodules.Images, Metric("kappa", FigureLevel.Image)))!;

        // Yes, no, yes, no against yes, no, no, no: 3 of 4 equal, 1 of 2 by chance.
        Assert.Equal((0.75, 0.5), (share.Value, kappa.Value));
        Assert.Equal((2, 4), (share.Readers, share.Images));
        Assert.Null(await studio.Get<ReaderAgreement>().ReadAsync(nodules.Project, nodules.Images, Metric("auc", FigureLevel.Image)));
    }

    [Fact]
    public void Boxes_OfTwoReaders_AreComparedBothWays()
    {
        ClassDefinition[] classes = [ClassPalette.Define(1, "cell"), ClassPalette.Define(2, "clump"), ClassPalette.Define(3, "none")];
        var values = BoxAgreement.Of(
            [new Box(1, 0, 0, 10, 10), new Box(1, 20, 20, 30, 30), new Box(2, 0, 0, 5, 5)], [new Box(1, 0, 0, 10, 5)], classes)
            .ToDictionary();

        Assert.Equal((0.375, 2 / 3.0, 2 / 3.0), (values["bestiou.cell"], values["recall50.cell"], values["precision50.cell"]));
        Assert.Equal((0, double.NaN), (values["bestiou.clump"], values["bestiou.none"]));
    }

    Task<ReaderCeiling?> ReadAsync(string key, FigureLevel level = FigureLevel.Patient) => studio.Get<ReaderAgreement>().ReadAsync(project, images, Metric(key, level));

    static ComparedMetric Metric(string key, FigureLevel level) => new(key, key, level, HigherIsBetter: true, IsShare: true, "") { Heading = key };

    Task DrawAsync(long image, params int[] pixels) => DrawAsync(image, submits: true, pixels);

    /// <summary>What came with the image and some more.</summary>
    async Task DrawAsync(long image, bool submits, params int[] pixels)
    {
        var before = new byte[Pixels];
        before[9] = 1;
        byte[] after = [.. before];
        foreach (var pixel in pixels)
            after[pixel] = 1;
        await studio.Get<AnnotationStore>().GetOrCreateAsync(image, ann);
        Assert.IsType<OperationAppended>(await studio.Get<AnnotationStore>().AppendOperationAsync(image, ann, new NewOperation(Guid.NewGuid(), 0, "brush", LabelmapPatch.Diff(before, after))));
        if (submits)
            await studio.Get<SubmissionStore>().SubmitAsync(image, ann, null, ImageState.InReview);
    }

    async Task AnswerAsync(long image, bool isThere)
    {
        ObjectChange[] changes = [new(TagObject.NameOf(TagScope.Image, 1), new TagObject(TagScope.Image, 1, isThere ? TagAnswer.Present : TagAnswer.Absent))];
        await studio.Get<AnnotationStore>().GetOrCreateAsync(image, ann);
        await studio.Get<AnnotationStore>().AppendOperationAsync(
            image, ann, new NewOperation(Guid.NewGuid(), 0, "tag", JsonSerializer.SerializeToUtf8Bytes(changes, ContractJson.Options), OperationKind.Objects));
        await studio.Get<SubmissionStore>().SubmitAsync(image, ann, null, ImageState.InReview);
    }
}
