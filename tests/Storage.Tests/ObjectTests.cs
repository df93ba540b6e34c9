using System.Text;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class ObjectTests : IAsyncLifetime
{
    TestFolder folder = null!;
    long project;
    long image;
    long anna;
    long ben;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        project = (await folder.AddProjectAsync(ProjectTask.Detection, "RBC", "WBC")).Id;
        image = await folder.AddImageAsync(project, patient: "P-1");
        anna = (await folder.AddUserAsync("Anna")).Id;
        ben = (await folder.AddUserAsync("Ben")).Id;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Append_BoxesPutMovedAndRemoved_LeavesWhatIsLeft()
    {
        await SendAsync(anna, Put("a", new BoxObject(1, 0, 0, 2, 2)), Put("b", new BoxObject(2, 1, 1, 3, 3)), Put("p", new PointObject(1, 4, 3)));
        await SendAsync(anna, Put("a", new BoxObject(1, 1, 0, 3, 2)), Put("b", null));

        var opened = await OpenAsync(anna);

        Assert.Equal([Put("a", new BoxObject(1, 1, 0, 3, 2)), Put("p", new PointObject(1, 4, 3))], opened.Objects);
        Assert.Equal(2, opened.Labels.Revision);
        Assert.Equal([(1, 1)], await ClassCountsAsync());
        Assert.Equal(ImageState.InProgress, (await folder.Images.FindAsync(image))!.State);
    }

    [Fact]
    public async Task Append_TheSameOperationAgain_ChangesNothing()
    {
        var document = await folder.Annotations.GetOrCreateAsync(image, anna);
        var first = Operation(document.Revision, Put("a", new BoxObject(1, 0, 0, 2, 2)));
        await folder.Annotations.AppendOperationAsync(image, anna, first);
        await SendAsync(anna, Put("a", null));

        var again = Assert.IsType<OperationAppended>(await folder.Annotations.AppendOperationAsync(image, anna, first));

        Assert.Equal((1, 2), (again.Revision, again.DocumentRevision));
        Assert.Empty((await OpenAsync(anna)).Objects);
        Assert.Equal(OperationKind.Objects, Assert.Single(again.Missed).Kind);
    }

    [Fact]
    public async Task Append_PixelsAndObjects_ShareOneRevision()
    {
        await SendAsync(anna, Put("a", new BoxObject(1, 0, 0, 2, 2)));
        await folder.Annotations.AppendOperationAsync(image, anna, new NewOperation(Guid.NewGuid(), 1, "brush", new byte[] { 1, 2, 3, 2 }));
        await SendAsync(anna, Put("b", new BoxObject(1, 0, 0, 1, 1)));
        await folder.Annotations.CompactAsync((await OpenAsync(anna)).Labels.AnnotationId);

        var opened = await OpenAsync(anna);

        Assert.Equal(3, opened.Labels.Revision);
        Assert.Equal(3, opened.Labels.Labelmap.Classes.Count(value => value == 2));
        Assert.Equal(["a", "b"], opened.Objects.Select(change => change.Id));
        Assert.Equal([(1, 1), (2, 1)], await ClassCountsAsync());
    }

    public static TheoryData<string, string> Faults => new()
    {
        { """[{"id":"a","value":{"kind":"box","classIndex":3,"left":0,"top":0,"right":1,"bottom":1}}]""", "class 3 is not in the project" },
        { """[{"id":"a","value":{"kind":"box","classIndex":1,"left":0,"top":0,"right":6,"bottom":1}}]""", "outside" },
        { """[{"id":"a","value":{"kind":"box","classIndex":1,"left":2,"top":0,"right":2,"bottom":1}}]""", "is empty" },
        { """[{"id":"a","value":{"kind":"point","classIndex":1,"x":-1,"y":0}}]""", "lies outside" },
        { """[{"id":"a","value":{"kind":"remark","x":1,"y":1,"text":"  "}}]""", "no words" },
        { """[{"id":"a b","value":null}]""", "no usable name" },
        { """[{"id":"tag-image-2","value":{"kind":"tag","scope":"image","classIndex":1,"answer":"present"}}]""", "another name than its class" },
        { """[{"id":"tag-image-1","value":{"kind":"point","classIndex":1,"x":1,"y":0}}]""", "the name of a tag" },
        { """[{"id":"a","value":{"kind":"sphere"}}]""", "cannot be read" },
        { "[]", "0 objects" },
        { "no json", "cannot be read" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Append_WrongChange_IsRefusedInWords(string json, string words)
    {
        var document = await folder.Annotations.GetOrCreateAsync(image, anna);

        var outcome = await folder.Annotations.AppendOperationAsync(
            image, anna, new NewOperation(Guid.NewGuid(), document.Revision, "box", Encoding.UTF8.GetBytes(json), OperationKind.Objects));

        Assert.Contains(words, Assert.IsType<OperationRefused>(outcome).Reason, StringComparison.Ordinal);
        Assert.Equal(0, (await OpenAsync(anna)).Labels.Revision);
    }

    [Fact]
    public async Task Open_ImportedBoxes_AreTheStartOfAnOwnDocument()
    {
        await folder.Boxes.ImportAsync(image, [new Box(1, 0, 0, 2, 2)], ImageState.Accepted);
        var name = Assert.Single((await OpenAsync(anna)).Objects).Id;
        await SendAsync(anna, Put(name, new BoxObject(1, 1, 1, 2, 2)));

        Assert.Equal([new BoxObject(1, 0, 0, 2, 2)], (await OpenAsync(ben)).Objects.Select(change => change.Value));
        Assert.Equal([new Box(1, 0, 0, 2, 2)], await folder.Boxes.ListAsync(image));
        await folder.Submissions.SubmitAsync(image, anna, null, ImageState.InReview);
        Assert.Equal([new Box(1, 1, 1, 2, 2)], await folder.Boxes.ListAsync(image));
    }

    [Fact]
    public async Task Remark_OfALead_IsSeenByAllAndMakesNoLabel()
    {
        await SendAsync(anna, Put("a", new BoxObject(1, 0, 0, 2, 2)));
        await SendAsync(ben, Put("r", new RemarkObject(3, 1, " Too large ")));

        var remark = Assert.Single((await OpenAsync(anna)).Remarks);

        Assert.Equal((3, 1, "Too large", "Ben"), (remark.X, remark.Y, remark.Text, remark.Author));
        Assert.Equal(anna, (await folder.Annotations.FindCurrentAsync(image))!.AuthorId);
        await SendAsync(ben, Put("r", null));
        Assert.Empty((await OpenAsync(anna)).Remarks);
        Assert.Equal(anna, (await folder.Annotations.FindCurrentAsync(image))!.AuthorId);
    }

    [Fact]
    public async Task Tag_OfAPerson_StandsBeforeTheImportedOneAndComesBackWhenTakenBack()
    {
        await folder.Tags.ImportAsync(project, [new NewTag(TagScope.Patient, await PatientAsync(), 1), new NewTag(TagScope.Image, image, 2)], ImageState.Accepted);

        await SendAsync(anna, Tag(TagScope.Patient, 1, TagAnswer.Absent), Tag(TagScope.Image, 2, null));
        await SendAsync(anna, Tag(TagScope.Image, 1, TagAnswer.Unsure));

        Assert.Equal(
            [new TagObject(TagScope.Image, 1, TagAnswer.Unsure), new TagObject(TagScope.Patient, 1, TagAnswer.Absent)],
            (await OpenAsync(anna)).Tags);
        Assert.Equal(
            [new TagObject(TagScope.Patient, 1, TagAnswer.Present), new TagObject(TagScope.Image, 2, TagAnswer.Present)],
            (await OpenAsync(ben)).Tags);
        Assert.Empty(await folder.Tags.ListForImageAsync(image));
        await SendAsync(ben, Tag(TagScope.Image, 1, TagAnswer.Present));
        Assert.Equal([(1, 1)], await ClassCountsAsync());
    }

    [Fact]
    public async Task Tag_OfASeriesThatTheImageDoesNotHave_SpeaksOfTheImage()
    {
        await SendAsync(anna, Tag(TagScope.Series, 1, TagAnswer.Present));

        Assert.Equal(TagScope.Image, Assert.Single(await folder.Tags.ListForImageAsync(image)).Scope);
    }

    [Fact]
    public async Task Open_ImageOfTwoReaders_ShowsNothingOfTheOtherBeforeSubmitting()
    {
        await folder.Boxes.ImportAsync(image, [new Box(2, 0, 0, 1, 1)], ImageState.NotStarted);
        var assignments = new AssignmentStore(folder.Database);
        foreach (var reader in new[] { anna, ben })
        {
            await assignments.AssignAsync(project, [image], reader, anna);
        }

        await SendAsync(anna, Put("a", new BoxObject(1, 0, 0, 2, 2)), Put("r", new RemarkObject(3, 1, "Unclear")));
        await folder.Submissions.SubmitAsync(image, anna, null, ImageState.InReview);

        var blind = await OpenAsync(ben);
        Assert.Equal([new BoxObject(2, 0, 0, 1, 1)], blind.Objects.Select(change => change.Value));
        Assert.Empty(blind.Remarks);
        await folder.Submissions.SubmitAsync(image, ben, null, ImageState.InReview);
        Assert.Equal("Unclear", Assert.Single((await OpenAsync(ben)).Remarks).Text);
    }

    static ObjectChange Put(string id, LabelObject? value) => new(id, value);

    static ObjectChange Tag(TagScope scope, int classIndex, TagAnswer? answer) =>
        new(TagObject.NameOf(scope, classIndex), answer is { } given ? new TagObject(scope, classIndex, given) : null);

    static NewOperation Operation(long baseRevision, params ObjectChange[] changes) => new(
        Guid.NewGuid(), baseRevision, "box", JsonSerializer.SerializeToUtf8Bytes(changes, ContractJson.Options), OperationKind.Objects);

    async Task SendAsync(long author, params ObjectChange[] changes)
    {
        var document = await folder.Annotations.GetOrCreateAsync(image, author);
        var outcome = await folder.Annotations.AppendOperationAsync(image, author, Operation(document.Revision, changes));
        Assert.IsType<OperationAppended>(outcome);
    }

    async Task<OpenedDocument> OpenAsync(long author) =>
        await folder.Annotations.OpenAsync((await folder.Annotations.GetOrCreateAsync(image, author)).Id);

    async Task<long> PatientAsync() => (await folder.Patients.GetOrCreateAsync(project, "P-1")).Id;

    async Task<IEnumerable<(int, int)>> ClassCountsAsync() =>
        (await folder.Browser.GetFacetsAsync(new ImageFilter { ProjectId = project })).Classes.Select(entry => (entry.Key, entry.Value)).Order();
}
